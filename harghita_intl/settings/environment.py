"""What the environment says of this installation as a whole."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Where the site keeps what is its own on this machine: database, key, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

SITE_URL = env.str("SITE_URL", default="https://localhost").rstrip("/")
HOST = urlsplit(SITE_URL).hostname
HTTPS = urlsplit(SITE_URL).scheme == "https"
