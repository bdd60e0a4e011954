"""Texts that link to an entry: whoever deletes or withdraws it is told of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from editing.admin.local_links import page_at
from editing.admin.urls import form_url
from editing.link_check.sources import leads_outside, targets_in
from history.entry_detail import EntryDetail
from publishing.fields import RichTextField
from publishing.languages import LANGUAGE_CODES, LANGUAGE_NAMES, column, is_translation
from publishing.models import Entry
from publishing.permalinks import permanent_path

MAX_TOLD = 50  # entries


@dataclass(frozen=True)
class LinkingEntry:
    """An entry with links in its texts: the names of the languages, with the URLs of the fields."""

    heading: str
    fields: list[tuple[Any, str]]  # a name is translated where it is shown


def models_with_texts() -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Yield the models that have versions and formatted texts, and the columns of these texts."""
    for model in apps.get_models():
        texts = [field for field in model._meta.fields if isinstance(field, RichTextField)]
        if texts and hasattr(model, "history") and not model._meta.proxy:
            yield model, list(filter(is_translation, texts))


def linking_entries(target: models.Model) -> list[LinkingEntry]:
    """Return the other entries whose texts link to an entry, at most `MAX_TOLD`."""
    if not isinstance(target, Entry):
        return []
    slugs = _slugs(target)
    parts = [permanent_path(target), *(f"/{slug}" for slug in slugs)]
    found = []
    for model, texts in models_with_texts():
        holds = models.Q()
        for name, part in ((text.name, part) for text in texts for part in parts):
            holds |= models.Q(**{f"{name}__contains": part})
        for entry in model._base_manager.filter(holds).order_by("pk").iterator():
            fields = [text for text in texts if _links(getattr(entry, text.name), target, slugs)]
            if fields and entry != target:
                found.append(_told(entry, fields))
    return found[:MAX_TOLD]


def _slugs(target: Any) -> set[str]:
    """Return the slugs that an entry has or had, in any language."""
    names = [column("slug", language) for language in LANGUAGE_CODES]
    versions = type(target).history.filter(id=target.pk).values_list(*names)
    return {slug for version in versions for slug in version if slug}


def _links(html: str | None, target: Entry, slugs: set[str]) -> bool:
    return any(_links_to(url, target, slugs) for url in targets_in(html or ""))


def _links_to(url: str, target: Entry, slugs: set[str]) -> bool:
    match = None if leads_outside(url) else page_at(url)
    if match is None:
        return False
    given = match.kwargs
    if match.view_name == "permanent":
        return (given["prefix"], int(given["pk"])) == (target.type_prefix, target.pk)
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, EntryDetail):
        return False
    model = view().get_queryset().model._meta.concrete_model
    return model is target._meta.concrete_model and given["slug"] in slugs


def _told(entry: models.Model, texts: list[Any]) -> LinkingEntry:
    fields = [(LANGUAGE_NAMES[text.language], form_url(entry, f"id_{text.name}")) for text in texts]
    return LinkingEntry(str(entry), fields)
