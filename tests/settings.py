"""The project's settings, as tests need them: plain static files, quick passwords, no redirect."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker takes it from whom it works for
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="harghita-international-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
else:
    # Each of several processes of tests has its own files, and may have its own PostgreSQL: a
    # commit in one database makes another revision of all on the same server.
    os.environ["DATA_DIR"] += "/" + os.environ["PYTEST_XDIST_WORKER"]
    if "DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace(
            "WORKER", os.environ["PYTEST_XDIST_WORKER"]
        )
os.environ["SITE_URL"] = "https://testserver"
os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["EMAIL_URL"] = "consolemail://"
os.environ["SECOND_FACTOR_REQUIRED"] = "false"  # the tests of it turn it on

from harghita_intl.settings import *  # noqa: F403 -- the environment comes first
from harghita_intl.settings import DATABASES, STATIC_ROOT, STORAGES

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False  # live_server is http
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, BROWSER_COOKIE_NAME = "sessionid", "csrftoken", "browser"
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES = {**STORAGES, "staticfiles": PLAIN}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A live server's threads would keep connections, and so the test database could not be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of none
