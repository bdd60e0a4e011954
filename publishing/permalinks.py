"""Permanent addresses: short, without words, the same whatever an entry is called or moved to."""

from django.conf import settings
from django.db import models

from publishing.paths import path_to


def short_id(entry: models.Model) -> str:
    """Name an entry in two parts of one word: "p7"."""
    return f"{entry.type_prefix}{entry.pk}"


def permalink(entry: models.Model, language: str = "") -> str:
    """Return what identifies an entry: ``https://example.org/p/7``, or with ``?lang=hu``."""
    path = path_to("permanent", entry.type_prefix, entry.pk)
    return settings.SITE_URL + path + (f"?lang={language}" if language else "")
