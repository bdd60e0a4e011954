"""Texts that link to an entry: whoever deletes or withdraws it is told of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from editing.admin.local_links import model_at, page_at
from editing.admin.urls import form_url
from editing.link_check.sources import leads_outside, targets_in
from publishing.fields import RichTextField
from publishing.languages import LANGUAGE_CODES, LANGUAGE_NAMES, column, is_translation
from publishing.models import Entry

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


def any_contains(texts: list[Any], part: str) -> models.Q:
    """Return the condition that one of the texts has a part."""
    return models.Q(*((f"{text.name}__contains", part) for text in texts), _connector=models.Q.OR)


def linking_entries(targets: Iterable[models.Model]) -> list[LinkingEntry]:
    """Return other entries whose texts link to one of some entries, at most `MAX_TOLD`."""
    wanted = {target: _slugs(target) for target in targets if isinstance(target, Entry)}
    found = []
    for model, texts in models_with_texts() if wanted else ():
        has_links = any_contains(texts, "href=")
        for entry in model._base_manager.filter(has_links).order_by("pk").iterator():
            fields = [text for text in texts if _links(getattr(entry, text.name), wanted)]
            if fields and entry not in wanted:
                found.append(_told(entry, fields))
                if len(found) == MAX_TOLD:
                    return found
    return found


def _slugs(target: Any) -> set[str]:
    """Return the slugs that an entry has or had, in any language."""
    names = [column("slug", language) for language in LANGUAGE_CODES]
    versions = type(target).history.filter(id=target.pk).values_list(*names)
    return {slug for version in versions for slug in version if slug}


def _links(html: str | None, wanted: dict[Entry, set[str]]) -> bool:
    """Return whether a text links to one of the entries; ``wanted`` has their slugs."""
    return any(_leads_to_one(url, wanted) for url in targets_in(html or ""))


def _leads_to_one(url: str, wanted: dict[Entry, set[str]]) -> bool:
    match = None if leads_outside(url) else page_at(url)
    if match is None:
        return False
    given = match.kwargs
    if match.view_name == "permanent":
        return any((given["prefix"], int(given["pk"])) == (t.type_prefix, t.pk) for t in wanted)
    model = model_at(match)
    return model is not None and any(
        target._meta.concrete_model is model._meta.concrete_model and given["slug"] in slugs
        for target, slugs in wanted.items()
    )


def _told(entry: models.Model, texts: list[Any]) -> LinkingEntry:
    fields = [(LANGUAGE_NAMES[text.language], form_url(entry, f"id_{text.name}")) for text in texts]
    return LinkingEntry(str(entry), fields)
