"""Settings of what is seen of the site: logs, metrics, mails about mistakes."""

from importlib import import_module

from harghita_intl.settings.environment import env
from operations.logs import configuration

LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)
SLOW_REQUEST_MS = env.int("SLOW_REQUEST_MS", default=2000)
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Who is mailed when the site makes a mistake.
ADMINS = [("", email) for email in env.list("ADMINS", default=[])]
EMAIL_TIMEOUT = 10
LOGGING = configuration(env.str("LOG_FORMAT", default="json"))
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    # Of the optional packages: pip install '.[sentry]'.
    import_module("sentry_sdk").init(dsn=SENTRY_DSN, send_default_pii=False)
