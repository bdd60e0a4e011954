"""The site's own entries by name, for links in texts: kept by their permanent addresses."""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet
from django.http import JsonResponse
from django.urls import reverse

from publishing.entry_types import EntryType, entry_types
from publishing.folding import fold

MAX_OF_A_KIND = 6


def entry_choices(request) -> JsonResponse:
    """Answer with entries that have the words in their names, some of each kind."""
    words = request.GET.get("q", "").strip()
    found = _found(request, words) if words else ()
    return JsonResponse({"items": [_described(kind, entry) for kind, entry in found]})


def _found(request, words: str) -> Iterator[tuple[EntryType, Model]]:
    for kind in entry_types():
        options = kind.model._meta
        codename = get_permission_codename("view", options)
        if request.user.has_perm(f"{options.app_label}.{codename}"):
            entries = _matching(request, kind, words).select_related(*kind.select_related)
            entries = entries.prefetch_related(*kind.prefetch_related)
            yield from ((kind, entry) for entry in entries[:MAX_OF_A_KIND])


def _matching(request, kind: EntryType, words: str) -> QuerySet:
    """Return what the list of the kind in the admin finds; an admin of proxies has no such list."""
    try:
        model_admin = admin.site.get_model_admin(kind.model)
    except NotRegistered:
        found = kind.model._default_manager.order_by("-pk")
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found
    found, _many = model_admin.get_search_results(request, kind.model._default_manager.all(), words)
    return found


def _described(kind: EntryType, entry: Model) -> dict:
    state = entry.publication_state
    parts = [kind.label_of(entry)] if entry.is_public else [kind.label_of(entry), str(state.label)]
    return {
        "url": reverse("permanent", args=[kind.prefix, entry.pk]),
        "words": entry.heading,
        "detail": " · ".join(parts),
    }
