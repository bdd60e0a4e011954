from collections import Counter
from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from history.entry_detail import EntryDetail
from partners.filters import PartnerFilter
from partners.map.placing import country_clusters, frames
from partners.models import PartnerRegion, PartnerRegionQuerySet
from partners.relations import former_last, with_relations
from publishing.languages import language_shown
from publishing.memo import shared
from publishing.models import LANGUAGE_CODES, column
from publishing.parameters import with_parameters


@with_parameters(*PartnerFilter.base_fields)
class PartnerList(ListView):
    """The table of partner regions: filtered, ordered and grouped as its address says."""

    template_name = "partners/list.html"
    paginate_by = 50

    def get_queryset(self):
        """Return the partners' keys in order, and whether they stand among the former ones."""
        self.filter = PartnerFilter(self.request.GET)
        self.matching = self.filter.narrow(PartnerRegion.objects.published())
        return self.filter.arrange(self.matching).values_list("pk", "is_former")

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.counts.total()
        return paginator

    def get_context_data(self, **kwargs):
        self.counts, placed = _counted(self.matching)
        context = super().get_context_data(
            filter=self.filter,
            country_counts=_by_country(self.counts),
            group_counts=self.counts,
            **kwargs,
        )
        context["object_list"] = _in_full(context["object_list"])
        # Partners that are not all on the page are on the map all the same, if by countries only.
        exceeds_limit = context["is_paginated"] and len(context["country_counts"]) > 1
        context["map_frames"] = (
            partial(country_clusters, _by_country(placed))
            if exceeds_limit
            else partial(frames, context["object_list"])
        )
        return context


def _counted(partners: PartnerRegionQuerySet) -> tuple[Counter, Counter]:
    """Count partners, and those whose place is known, by country and whether they are former."""
    rows = former_last(partners.order_by()).values_list("country", "is_former")
    is_placed = Q(latitude__isnull=False, longitude__isnull=False)
    rows = list(rows.annotate(n=Count("pk"), placed=Count("pk", filter=is_placed)))
    return (
        Counter({(code, half): n for code, half, n, _placed in rows}),
        Counter({(code, half): placed for code, half, _n, placed in rows if placed}),
    )


def _by_country(counts: Counter[tuple[str, int]]) -> Counter[str]:
    found = Counter()
    for (code, _half), number in counts.items():
        found[code] += number
    return found


def _in_full(keys: Iterable[tuple[int, int]]) -> list[PartnerRegion]:
    """Return the partners of a page of the list."""
    halves = dict(keys)
    shown = with_relations(PartnerRegion.objects.published()).listed().select_related("picture")
    found = shown.in_bulk(halves)
    for key, partner in found.items():
        partner.is_former = halves[key]
    return [found[key] for key in halves if key in found]


NAME_LABELS = {
    "ro": _("Name in Romanian"),
    "hu": _("Name in Hungarian"),
    "en": _("Name in English"),
}


STRETCH = 50  # partners whose names are read at once


def keys_in_order() -> list[int]:
    """Return the keys of all public partners, in the order of the county's table."""
    return list(PartnerRegion.objects.published().values_list("pk", flat=True))


def names_in_stretch(number: int) -> dict[int, PartnerRegion]:
    """Return partners of a stretch of that order, and those beside it, by their keys."""
    first = number * STRETCH
    named = PartnerRegion.objects.published().named()[max(first - 1, 0) : first + STRETCH + 1]
    return {partner.pk: partner for partner in named}


class PartnerDetail(EntryDetail):
    """The page of one partner region."""

    template_name = "partners/detail.html"

    def get_queryset(self):
        found = with_relations(PartnerRegion.objects.published()).select_related("picture")
        return found.prefetch_related(
            "attachments", "agreements__links", "agreements__approved_by__attachments"
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            other_names=self._other_names(), **self._neighbours(), **kwargs
        )

    def _neighbours(self) -> dict[str, PartnerRegion | None]:
        """Return ``previous`` and ``next`` in the county's table, where there are such."""
        named = shared(self.request, names_in_stretch, 0)
        keys = list(named)
        if self.object.pk not in keys[:STRETCH]:
            keys = shared(self.request, keys_in_order)
            if self.object.pk not in keys:  # it became public just now
                return {}
            named = shared(self.request, names_in_stretch, keys.index(self.object.pk) // STRETCH)
        here = keys.index(self.object.pk)
        neighbours = {"previous": here - 1, "next": here + 1}
        return {n: named.get(keys[at]) for n, at in neighbours.items() if 0 <= at < len(keys)}

    def _other_names(self) -> list[dict]:
        """Return the partner's names in the page's other languages: code, label, text."""
        names = {code: getattr(self.object, column("name", code)) for code in LANGUAGE_CODES}
        return [
            {"code": code, "label": NAME_LABELS[code], "text": name}
            for code, name in names.items()
            if name and code != language_shown(self.object, "name")
        ]
