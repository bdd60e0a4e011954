from collections.abc import Iterable

from django import forms
from django.db.models import Exists, F, Max, Min, OuterRef, Subquery, Value
from django.db.models.functions import StrIndex
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerRegion, PartnerRegionQuerySet
from partners.names import country_name
from partners.relations import former_last, related
from publishing.filters import SEARCH_LABEL, FilterForm
from publishing.folding import sort_key
from publishing.models import column

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
            *((v, capfirst(label)) for v, label in related("agreements").model.Kind.choices),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all states")),
            *((v, capfirst(label)) for v, label in related("agreements").model.State.choices),
        ],
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(SORTS.items()))

    def __init__(self, data):
        super().__init__(data)
        self.countries = _countries_by_name()
        self.fields["country"].choices = [("", _("all countries")), *self.countries.items()]

    def narrow(self, partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
        """Return the partners that the URL asks for."""
        named = {name: self.chosen.get(name, "") for name in ("country", "kind", "state", "q")}
        return narrowed(partners, **named)

    @property
    def is_grouped(self) -> bool:
        """Whether the order keeps the partners of a country together."""
        return self.chosen.get("sort", "") in ("", "country", "-country")

    def arrange(self, partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
        """Return them in the order that the URL asks for."""
        return arranged(partners, self.chosen.get("sort", ""), self.countries)


def narrowed(
    partners: PartnerRegionQuerySet, country: str = "", kind: str = "", state: str = "", q: str = ""
) -> PartnerRegionQuerySet:
    """Narrow to a country, to an agreement of a kind or state, to words in names."""
    if country:
        partners = partners.filter(country=country)
    if kind or state:
        agreements = related("agreements").published_themselves().filter(partner=OuterRef("pk"))
        agreements = agreements.filter(kind=kind) if kind else agreements
        agreements = agreements.in_state(state) if state else agreements
        partners = partners.filter(Exists(agreements.order_by()))
    return partners.matching(q)


def arranged(
    partners: PartnerRegionQuerySet, sort: str, by_name: Iterable[str] | None = None
) -> PartnerRegionQuerySet:
    """Put them in an order of `SORTS`; ``by_name`` are the codes of countries in theirs.

    ``is_former`` is 1 of those that the order puts last, as nothing is in force with them.
    """
    descending = sort.startswith("-")
    match sort.removeprefix("-"):
        case "name":
            name = _direct(F(column("sort_name", get_language())), descending)
            return partners.annotate(is_former=Value(0)).order_by(name, "pk")
        case "country":
            codes = ",".join(_countries_by_name() if by_name is None else by_name)
            place = StrIndex(Value(codes), F("country"))
            ordered = former_last(partners)
            return ordered.order_by("is_former", _direct(place, descending), "position", "pk")
        case "year":
            agreements = related("agreements").published_themselves()
            # Oldest first, by the first agreement; newest first, by the last.
            day = Max("first_day") if descending else Min("first_day")
            found = agreements.filter(partner=OuterRef("pk")).order_by().values("partner")
            found = found.annotate(day=day)
            day = Subquery(found.values("day"))
            ordered = partners.annotate(decided=day, is_former=Value(0))
            return ordered.order_by(_direct(F("decided"), descending), "sort_name", "pk")
    in_order = former_last(partners.in_county_order())
    return in_order.order_by("is_former", *in_order.query.order_by)


def _direct(expression, descending: bool):
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


def _countries_by_name() -> dict[str, str]:
    """Return the names of countries with a published partner by code, in the names' order."""
    codes = (
        PartnerRegion.objects.published().order_by().values_list("country", flat=True).distinct()
    )
    language = get_language()
    names = {code: country_name(code, language) for code in codes}
    return dict(sorted(names.items(), key=lambda country: sort_key(country[1], language)))
