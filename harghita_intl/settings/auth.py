"""Settings of accounts: passwords, tries, the two-step login, sessions, the audit trail."""

from harghita_intl.settings.environment import HOST, HTTPS, SITE_URL, env

COOKIE_PREFIX = "__Secure-" if HTTPS else ""  # browsers take such names over https only

PASSWORD_HASHERS = ["accounts.hashers.PatientHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": options,
    }
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
# On one's own machine, where make run shows the password, it would keep nobody out.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=HTTPS)
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_ID = OTP_WEBAUTHN_RP_NAME = HOST
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL]
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # staff/throttle.py, whose waits end
TRUSTED_DAYS = 30  # for which the second step is not asked for on a computer, where so wished
BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}browser"
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_MINUTES", default=120) * 60  # without a request
SESSION_AGE = env.number("SESSION_HOURS", default=12) * 3600  # in all
PASSWORD_RESET_TIMEOUT = 3600  # seconds that the link in a mail is good for
INVITATION_DAYS = 7
AUDIT_DAYS = env.number("AUDIT_DAYS", default=365)  # how long the audit trail remembers
