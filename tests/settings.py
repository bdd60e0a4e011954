"""The project's settings, as tests need them: plain static files, quick passwords, no redirect."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.gettempdir() + "/harghita-international-tests")
# Each of several processes of tests has its own files, and may have its own PostgreSQL: a commit in
# one database makes another revision of all on the same server.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["DATA_DIR"] += "-" + os.environ["PYTEST_XDIST_WORKER"]
    if "DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace(
            "WORKER", os.environ["PYTEST_XDIST_WORKER"]
        )
os.environ["SITE_URL"] = "https://testserver"
os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["EMAIL_URL"] = "consolemail://"
os.environ["SECOND_FACTOR_REQUIRED"] = "false"  # the tests of it turn it on

from harghita_intl.settings import *  # noqa: F403 -- the environment comes first
from harghita_intl.settings import DATABASES, STORAGES

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False  # live_server is http
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES = {**STORAGES, "staticfiles": PLAIN}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A live server's threads would keep connections, and so the test database could not be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
