"""Settings, read from environment variables; .env.example lists them."""

from harghita_intl.settings.base import *  # noqa: F403 -- Django reads them from one module
