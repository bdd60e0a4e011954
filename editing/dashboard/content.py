"""Which models of the admin are content; all others are housekeeping."""

from django.db.models import Model

from publishing.entry_types import entry_types
from publishing.media.library import Document
from publishing.media.pictures import Picture


def content_models() -> list[type[Model]]:
    """Return the models of the entries, with their proxies, then those of the libraries."""
    models = [kind.model for kind in entry_types()]
    return [m for model in models for m in (model, *model.__subclasses__())] + [Picture, Document]


def content_first(apps: list[dict]) -> list[dict]:
    """Return the admin's list of apps with those of content before the others."""
    models = content_models()

    def place(app: dict) -> int:
        found = {row["model"] for row in app["models"]}
        return next((n for n, model in enumerate(models) if model in found), len(models))

    return sorted(apps, key=place)
