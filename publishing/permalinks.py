"""Permanent addresses: short, without words, the same whatever an entry is called or moved to."""

from django.apps import apps
from django.conf import settings
from django.db import models

from publishing.paths import path_to
from publishing.publication import Edited


def models_by_prefix() -> dict[str, type[models.Model]]:
    """The models with permanent addresses, by the letter that these begin with."""
    return {
        model.type_prefix: model
        for model in apps.get_models()
        if issubclass(model, Edited) and model.type_prefix and not model._meta.proxy
    }


def short_id(entry: models.Model) -> str:
    """An entry in two parts of one word: "p7"."""
    return f"{entry.type_prefix}{entry.pk}"


def permanent_path(entry: models.Model) -> str:
    """``/p/7``"""
    return path_to("permanent", entry.type_prefix, entry.pk)


def permalink(entry: models.Model, language: str = "") -> str:
    """``https://example.org/p/7``, or with ``?lang=hu``; what identifies the entry everywhere."""
    return settings.SITE_URL + permanent_path(entry) + (f"?lang={language}" if language else "")
