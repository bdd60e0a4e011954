"""The public page of an entry as it would be if it were public, though it is not.

The entry is published within a transaction, its page is rendered by the site's own view, and the
transaction is rolled back: a preview cannot show anything else than the page itself.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils.translation import override

from publishing.permalinks import short_id
from publishing.publication import Publishable, Status
from publishing.signals import preview_begins

# Kept by nobody, found by no search engine, and the address told to no other site.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@dataclass
class Preview:
    """What a page says of itself when it is a preview."""

    is_saved: bool  # whether it shows what is kept, or what is still being typed
    language_urls: dict[str, str] = field(default_factory=dict)  # of the preview in each language
    token: str = ""  # of the link, for the documents of the page
    since: datetime | None = None  # when the link was made
    drafts: frozenset[str] = frozenset()  # the parts that stay hidden from the public: {"d7"}


def now_or_not(request: HttpRequest) -> dict:
    """Give templates ``preview`` and ``version``, None where a page is that of now."""
    return {"preview": getattr(request, "preview", None), "version": None}


def page_of(entry: Publishable, language: str, request: HttpRequest, preview: Preview):
    """Render the page of an entry in a language; leave the database as it was."""
    with transaction.atomic():
        if preview.since:
            preview_begins.send(type(entry), entry=entry, since=preview.since)
            entry.refresh_from_db()
        preview.drafts = _publish(entry)
        with override(language):
            response = _visit(entry.get_absolute_url(), request, preview)
        transaction.set_rollback(True)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _publish(entry: Publishable) -> frozenset[str]:
    """Publish the entry, what is edited with it, and what it belongs to.

    Gives the codes of those parts that would not be public with it.
    """
    public = {
        "status": Status.PUBLISHED,
        "publish_at": None,
        "take_down_at": None,
    }
    model = type(entry)
    shown, drafts = {model: [entry.pk]}, set()
    for name in model.edited_with:
        relation = model._meta.get_field(name)
        if issubclass(relation.related_model, Publishable):
            parts = relation.related_model.objects.filter(**{relation.field.name: entry.pk})
            shown[relation.related_model] = [part.pk for part in parts]
            hidden = [part for part in parts if not part.is_public]
            drafts |= {short_id(part) for part in hidden}
            for cited in filter(None, (part.rests_on for part in hidden)):
                shown.setdefault(type(cited), []).append(cited.pk)
    whole = entry.belongs_to
    if whole is not None:
        shown[type(whole)] = [whole.pk]
    for model, keys in shown.items():
        model._base_manager.filter(pk__in=keys).update(**public)
    return frozenset(drafts)


def _visit(url: str, request: HttpRequest, preview: Preview) -> HttpResponse:
    """Return what the site answers at a path to a visitor without an account."""
    path = url.partition("#")[0]
    visit = HttpRequest()
    visit.method = "GET"
    visit.META = {
        name: value
        for name, value in request.META.items()
        if name != "HTTP_COOKIE" and not name.startswith("CONTENT_")
    }
    visit.path = visit.path_info = visit.META["PATH_INFO"] = path
    visit.resolver_match = match = resolve(path)
    visit.preview, visit.language_urls = preview, preview.language_urls
    response = match.func(visit, *match.args, **match.kwargs)
    if isinstance(response, TemplateResponse):
        response.render()
    return response
