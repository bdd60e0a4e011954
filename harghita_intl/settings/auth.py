"""Settings of accounts: passwords, tries, the two-step login, sessions, the audit trail."""

from datetime import timedelta

from harghita_intl.settings.environment import HOST, HTTPS, env

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
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
# Tries are counted for an account and an address together: nobody can lock out anybody elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "accounts.login.locked"
AXES_CLIENT_IP_CALLABLE = "accounts.clients.client_ip"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "_kept", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_ENABLE_ADMIN = False  # accounts are unlocked among the accounts
# On one's own machine, where make run shows the password, it would keep nobody out.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=HTTPS)
OTP_TOTP_ISSUER = HOST
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_MINUTES", default=120) * 60  # without a request
SESSION_AGE = env.int("SESSION_HOURS", default=12) * 3600  # in all
PASSWORD_RESET_TIMEOUT = 3600
AUDIT_DAYS = env.int("AUDIT_DAYS", default=365)  # how long the audit trail remembers
