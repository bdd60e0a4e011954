"""Settings, read from environment variables; .env.example lists them.

The defaults are those of production: without a variable set, the site is strict.
"""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from harghita_intl.settings.auth import *  # noqa: F403 -- the settings of accounts
from harghita_intl.settings.environment import BASE_DIR, DATA_DIR, HOST, HTTPS, SITE_URL, env
from harghita_intl.settings.logging import *  # noqa: F403 -- what is seen of the site
from harghita_intl.settings.secret import read_or_create_secret
from harghita_intl.settings.security import *  # noqa: F403 -- what browsers and other sites may do

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_create_secret(DATA_DIR / "secret_key")
# The machine itself may always ask, as health checks do.
ALLOWED_HOSTS = [HOST, "localhost", "127.0.0.1", *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, as its documentation asks
    "harghita_intl.apps.HarghitaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "corsheaders",
    "csp",
    "django.forms",
    "simple_history",
    "django_countries",
    "django_prose_editor",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "publishing",
    "history",
    "accounts",
    "editing",
    "partners",
    "decisions",
    "activities",
    "pages",
    "search",
    "syndication",
    "operations",
    "harghita_intl.page_cache",
]

MIDDLEWARE = [
    "harghita_intl.middleware.one_piece_of_stack",
    # What an answer lets browsers do goes with each, also with files and refusals.
    "harghita_intl.middleware.ResponsePolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "harghita_intl.middleware.AdminCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "harghita_intl.middleware.LanguageMiddleware",
    "syndication.api.problems.ProblemMiddleware",  # after the language, which its words are in
    "operations.outage.refuse_without_database",
    "history.drafts.publishing.publish_what_is_due",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.login.SessionsEnd",
    "django_otp.middleware.OTPMiddleware",  # after what may end a session
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # so that changes know who made them
]

ROOT_URLCONF = "harghita_intl.urls"
WSGI_APPLICATION = "harghita_intl.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/ has widgets of ours

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.menus.menus",
                "publishing.previews.rendering.now_or_not",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'site.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer; writers queue instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Who waits for a machine that does not answer keeps visitors waiting: seconds, milliseconds.
    patience = {"connect_timeout": 3, "tcp_user_timeout": 5000}
    # Compiling a query of a page takes ten times as long as answering it.
    session = {"jit": "off"}
    # Of the server's processes only (gunicorn.conf.py): a migration or a backup may take its time.
    if seconds := env.int("DATABASE_TIMEOUT", default=0):
        session |= {"statement_timeout": f"{seconds}s", "lock_timeout": f"{seconds * 1000 // 3}ms"}
    patience["options"] = " ".join(f"-c {name}={value}" for name, value in session.items())
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"].get("OPTIONS", {})

# --- The cache of rendered pages ------------------------------------------------------------------

# How much memory it may take in each process.
PAGE_CACHE_BYTES = env.number("PAGE_CACHE_MB", default=64, minimum=0) * 1024 * 1024
# Set by gunicorn.conf.py: where the processes of one server share what they render.
PAGE_CACHE_FOLDER = os.environ.get("PAGE_CACHE_FOLDER", "")
# For how many seconds a shared cache in front may go on with what has changed; 0 for not at all.
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages ------------------------------------------------------------------------------------

LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", _("Romanian")), ("hu", _("Hungarian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/packages"]
FORMAT_MODULE_PATH = "harghita_intl.formats"
LANGUAGE_COOKIE_PATH = (
    "/admin/"  # only staff choose a language by cookie; the public does by address
)
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "Europe/Bucharest"
USE_TZ = True

MODELTRANSLATION_DEFAULT_LANGUAGE = "ro"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ro", "hu", "en")

# The names that the site uses; django-countries keeps the long official form of this one.
COUNTRIES_OVERRIDE = {"MD": _("Republic of Moldova")}

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Nor what only tools of developers ask for: half of the time of collectstatic was spent on them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
if bucket := env.str("MEDIA_S3_BUCKET", default=""):  # the keys boto3 reads itself
    server = env.str("MEDIA_S3_SERVER", default="") or None
    STORAGES["default"] = {
        "BACKEND": "operations.storage.MediaInS3",
        "OPTIONS": {"bucket_name": bucket, "endpoint_url": server, "file_overwrite": False},
    }
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# The proxy that sends files, and must be able to read them: "nginx"; "" where the site sends them.
SERVE_FILES_BY = "" if bucket else env.str("SERVE_FILES_BY", default="")
if SERVE_FILES_BY not in ("", "nginx"):
    raise ImproperlyConfigured("SERVE_FILES_BY is nginx, or empty.")
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755  # DATA_DIR itself is closed to others
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- E-mail ---------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")  # without it, no mail is sent
globals().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=f"no-reply@{HOST}")
EMAIL_SUBJECT_PREFIX = f"[{HOST}] "

# --- Check of the links to other sites ------------------------------------------------------------

LINK_CHECK: dict[str, Any] = {
    "timeout": 8,  # seconds for one answer
    "pause": 1,  # seconds in which a host is left alone after an answer
    "private_networks": [],  # that may be asked all the same: those of the tests, on this machine
}

# --- Operations -----------------------------------------------------------------------------------

# Public keys of age, for which backups are encrypted.
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
