"""Settings of security: what browsers and other sites may do, https, cookies, whom to tell."""

from csp.constants import NONE, SELF

from harghita_intl.settings.environment import HTTPS, env

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# What is made to be read by other sites, may be: without cookies, and without changing anything.
CORS_URLS_REGEX = r"^/(api|data|embed|[a-z]/|(ro|hu|en)/(feeds|versions)/)"
CROSS_ORIGIN_URLS = r"^/(api|data|embed|media|[a-z]/|(ro|hu|en)/(card|embed|feeds|versions)/)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["Link", "Memento-Datetime"]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked over plain HTTP from inside the machine
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Only a proxy of our own may say where a request comes from; anybody may send such headers.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading binds the whole domain for years; that is for the county's IT to decide (HSTS_PRELOAD).
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if not HTTPS:  # on one's own machine, where browsers take passkeys on localhost all the same
    SILENCED_SYSTEM_CHECKS += ["otp_webauthn.E031"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie less
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # a link in a mail leads in
CSRF_FAILURE_VIEW = "harghita_intl.admin_site.refused"
X_FRAME_OPTIONS = "DENY"
# Where to report a weakness (RFC 9116), as mailto: or https:, and until when that holds.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
SECURITY_EXPIRES = env.str("SECURITY_EXPIRES", default="")
