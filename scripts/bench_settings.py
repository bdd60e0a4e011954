"""The site's settings with bare views in place of its own, no middleware, and plain templates."""

from harghita_intl.settings import *  # noqa: F403

ROOT_URLCONF = "bench_urls"
MIDDLEWARE = []
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["DIRS"] = [BASE_DIR / "scripts" / "bench_templates"]  # noqa: F405
LANGUAGE_CODE = "en"
