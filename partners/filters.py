from collections.abc import Iterable

from django import forms
from django.db.models import Exists, F, Max, Min, OuterRef, Subquery, Value
from django.db.models.functions import StrIndex
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from partners.models import PartnerRegion, PartnerRegionQuerySet, TwinningDecision
from publishing.filters import SEARCH_LABEL, FilterForm
from publishing.folding import sort_key
from publishing.models import column
from publishing.publication import public_now

SORTS = {
    "": _("the county’s order"),
    "name": _("by name"),
    "-name": _("by name, from Z to A"),
    "country": _("by country"),
    "-country": _("by country, from Z to A"),
    "year": _("by year, oldest first"),
    "-year": _("by year, newest first"),
}


class PartnerFilter(FilterForm):
    """The filters and orders of the partner table."""

    q = forms.CharField(label=SEARCH_LABEL, required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[
            ("", _("all types")),
            *((value, capfirst(label)) for value, label in TwinningDecision.Kind.choices),
        ],
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(SORTS.items()))

    def __init__(self, data):
        super().__init__(data)
        self.countries = _countries_by_name()
        self.fields["country"].choices = [("", _("all countries")), *self.countries.items()]

    def narrow(self, partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
        """The partners that the address asks for."""
        named = {name: self.chosen.get(name, "") for name in ("country", "kind", "q")}
        return narrowed(partners, **named)

    @property
    def is_grouped(self) -> bool:
        """Whether the order keeps the partners of a country together."""
        return self.chosen.get("sort", "") in ("", "country", "-country")

    def arrange(self, partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
        """The partners in the order that the address asks for."""
        return arranged(partners, self.chosen.get("sort", ""), self.countries)


def narrowed(
    partners: PartnerRegionQuerySet, country: str = "", kind: str = "", q: str = ""
) -> PartnerRegionQuerySet:
    """The partners of a country, with a decision of a kind, whose names hold the words."""
    if country:
        partners = partners.filter(country=country)
    if kind:
        decisions = TwinningDecision.objects.published()
        partners = partners.filter(Exists(decisions.filter(partner=OuterRef("pk"), kind=kind)))
    return partners.matching(q)


def arranged(
    partners: PartnerRegionQuerySet, sort: str, by_name: Iterable[str] | None = None
) -> PartnerRegionQuerySet:
    """The partners in an order of `SORTS`; ``by_name`` are the codes of countries in theirs."""
    descending = sort.startswith("-")
    match sort.removeprefix("-"):
        case "name":
            return partners.order_by(
                _direct(F(column("sort_name", get_language())), descending), "pk"
            )
        case "country":
            codes = ",".join(_countries_by_name() if by_name is None else by_name)
            place = StrIndex(Value(codes), F("country"))
            return partners.order_by(_direct(place, descending), "position", "pk")
        case "year":
            decisions = TwinningDecision.objects.filter(public_now(), partner=OuterRef("pk"))
            # Oldest first, by the first decision; newest first, by the last.
            day = Max("first_day") if descending else Min("first_day")
            found = decisions.order_by().values("partner").annotate(day=day)
            ordered = partners.annotate(decided=Subquery(found.values("day")))
            return ordered.order_by(_direct(F("decided"), descending), "sort_name", "pk")
    return partners.in_county_order()


def _direct(expression, descending: bool):
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


def _countries_by_name() -> dict[str, str]:
    """The countries that have a published partner: names by code, in the order of the names."""
    codes = (
        PartnerRegion.objects.published().order_by().values_list("country", flat=True).distinct()
    )
    names, language = {code: countries.name(code) for code in codes}, get_language()
    return dict(sorted(names.items(), key=lambda country: sort_key(country[1], language)))
