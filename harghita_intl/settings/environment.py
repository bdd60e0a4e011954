"""What the environment says of this installation as a whole.

A variable that is empty counts as not set; a value that cannot be read is named with its variable.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BOOLEANS = {**dict.fromkeys(("true", "on", "yes", "1"), True)}
BOOLEANS |= dict.fromkeys(("false", "off", "no", "0"), False)


class Environment(environ.Env):
    """Reads variables; raises ImproperlyConfigured that names the variable and what it takes."""

    def get_value(self, var, cast=None, default=environ.Env.NOTSET, parse_default=False):
        if not os.environ.get(str(var), "").strip() and default is not self.NOTSET:
            return default
        try:
            return super().get_value(var, cast, default, parse_default)
        except ValueError as error:
            value = os.environ.get(str(var))
            raise ImproperlyConfigured(f"{var} cannot be {value!r}: {error}") from error

    def bool(self, var, default=environ.Env.NOTSET):
        value = self.get_value(var, cast=str, default=default)
        if isinstance(value, str):
            if value.lower() not in BOOLEANS:
                raise ImproperlyConfigured(f"{var} cannot be {value!r}: set true or false.")
            return BOOLEANS[value.lower()]
        return value

    def number(self, var, default: int, minimum: int = 1) -> int:
        """Return a whole number, of the minimum or more."""
        number = self.int(var, default=default)
        if number < minimum:
            raise ImproperlyConfigured(f"{var} cannot be {number}: set a number from {minimum} on.")
        return number

    def site_url(self, var, default: str) -> str:
        """Return the address of the site: a scheme and a host, without a path."""
        value = self.str(var, default=default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise ImproperlyConfigured(f"{var} cannot be {value!r}: set https:// and a host name.")
        return value


BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Environment()

# Where the site keeps what is its own on this machine: database, key, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

SITE_URL = env.site_url("SITE_URL", default="https://localhost")
HOST = urlsplit(SITE_URL).hostname
HTTPS = urlsplit(SITE_URL).scheme == "https"
