"""Where an entry leads to other sites: addresses, and the inputs of its form that hold them."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db import models

from editing.link_check.models import MAX_LENGTH, LinkUse
from publishing.languages import LANGUAGE_CODES, column, content_fields
from publishing.models import Link
from publishing.rich_text.markup import parse


def references_in(entry: models.Model) -> list[LinkUse]:
    """Return what can be checked, each once for an input, as a server is asked for it; unsaved."""
    references = [(url, anchor, True) for url, anchor in _in_lists(entry)]
    references += [(url, anchor, False) for url, anchor in _in_texts(entry)]
    found = dict.fromkeys((without_fragment(url), *source) for url, *source in references)
    return [
        LinkUse(entry=entry, link_id=url, anchor=anchor, is_in_list=is_in_list)
        for url, anchor, is_in_list in found
        if leads_outside(url) and len(url) <= MAX_LENGTH
    ]


def link_relations(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Return the relations of a model whose rows are links, and are edited in its form."""
    relations = (model._meta.get_field(name) for name in model.edited_with)
    return [relation for relation in relations if issubclass(relation.related_model, Link)]


def _in_lists(entry: models.Model) -> Iterator[tuple[str, str]]:
    for relation in link_relations(type(entry)):
        for number, link in enumerate(getattr(entry, relation.get_accessor_name()).all()):
            yield link.url, f"id_{relation.get_accessor_name()}-{number}-url"


def _in_texts(entry: models.Model) -> Iterator[tuple[str, str]]:
    fields = map(type(entry)._meta.get_field, content_fields(type(entry)))
    for field in fields:
        for language in LANGUAGE_CODES if isinstance(field, models.TextField) else ():
            name = column(field.name, language)
            text = getattr(entry, name) or ""
            for url in targets_in(text) if "://" in text else ():
                yield url, f"id_{name}"


def targets_in(html: str) -> list[str]:
    """Return where the links of a formatted text lead, in their order."""
    if "<a " not in html:
        return []
    links = (node for node in parse(html).descendants() if node.tag == "a")
    return [url for link in links if (url := link.attributes.get("href"))]


def leads_outside(url: str) -> bool:
    """Return whether the address is one of the web, and not of this site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.startswith(("http://", "https://"))  # a faulty one, which the check reports
    return parts.scheme in ("http", "https") and parts.netloc != urlsplit(settings.SITE_URL).netloc


def without_fragment(url: str) -> str:
    """Return what a server is asked for: the place within the page is the browser's business."""
    try:
        return urldefrag(url.strip()).url
    except ValueError:
        return url.strip()
