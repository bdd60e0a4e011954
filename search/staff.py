"""Finds anything for staff: drafts and texts too, in all languages, as far as each may see."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from editing.admin.rights import Rights
from editing.admin.urls import form_url
from publishing.entry_types import EntryType, entry_type_of
from publishing.languages import LANGUAGE_CODES
from search.models import IndexEntry
from search.registry import searched_types
from search.results import Place, Scores, best_first, score
from search.terms import MAX_QUERY

MAX_SHOWN = 50


@dataclass(frozen=True)
class Found:
    """An entry, with the address of its form."""

    entry: Model

    @property
    def url(self) -> str:
        return form_url(self.entry)

    @property
    def label(self) -> str:
        return entry_type_of(self.entry).label_of(self.entry)


def find_view(request) -> TemplateResponse:
    """Answer with the entries in which every word of ``?q=`` is, best first."""
    query = request.GET.get("q", "")[:MAX_QUERY].strip()
    seen = {prefix for prefix, kind in searched_types().items() if _sees(request.user, kind)}
    references = [place for place in best_first(_scores(query)) if place[0] in seen]
    context = {
        **admin.site.each_context(request),
        "title": _("Find anything"),
        "query": query,
        "found": [Found(entry) for entry in _load(references[:MAX_SHOWN])],
        "total": len(references),
        "more": max(0, len(references) - MAX_SHOWN),
    }
    return TemplateResponse(request, "admin/find.html", context)


def _scores(query: str) -> Scores:
    """Return the best score of each entry in any of the languages."""
    scores: Scores = {}
    for language in LANGUAGE_CODES if query else ():
        with override(language):
            found, _terms, _is_cut = score(query, language, IndexEntry.objects.all())
        for place, points in found.items():
            scores[place] = max(points, scores.get(place, 0))
    return scores


def _sees(user, kind: EntryType) -> bool:
    """Return whether the person may see the entries of a kind."""
    models = filter(admin.site.is_registered, (kind.model, *kind.model.__subclasses__()))
    return any(Rights(user, model._meta).may("view") for model in models)


def _load(references: list[Place]) -> list[Model]:
    keys = defaultdict(list)
    for prefix, key in references:
        keys[prefix].append(key)
    entries: dict[Place, Model] = {}
    for prefix, wanted in keys.items():
        kind = searched_types()[prefix]
        rows = kind.model.objects.filter(pk__in=wanted).select_related(*kind.select_related)
        entries |= {(prefix, entry.pk): entry for entry in rows}
    return [entries[place] for place in references if place in entries]
