from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from decisions.models import DECISION_KINDS, Decision, DecisionAttachment, DecisionQuerySet
from partners.choices import offer_partners, partner_field
from publishing.filters import FilterForm

SORTS = {
    "": _("newest first"),
    "oldest": _("oldest first"),
    "number": _("by number"),
}
ORDERS: dict[str, tuple] = {
    "oldest": (F("first_day"), F("number"), F("pk")),
    "number": (F("number").asc(nulls_last=True), F("first_day").desc(), F("pk")),
}


class DecisionFilter(FilterForm):
    """The filters and orders of the register of decisions."""

    partner = partner_field()
    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[
            ("", _("all types")),
            *((value, capfirst(label)) for value, label in DECISION_KINDS),
        ],
    )
    document = forms.ChoiceField(
        label=_("Document"),
        required=False,
        choices=[
            ("", _("with or without")),
            ("yes", _("with a document")),
            ("no", _("without a document")),
        ],
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(SORTS.items()))

    def __init__(self, data):
        super().__init__(data)
        years = [str(year) for year in Decision.objects.published().years()]
        self.fields["year"].choices = [("", _("all years")), *((year, year) for year in years)]
        offer_partners(self)

    def narrow(self, decisions: DecisionQuerySet) -> DecisionQuerySet:
        """Return the decisions that the address asks for."""
        return narrowed(decisions, **{n: self.chosen.get(n) for n in NARROWING})

    def arrange(self, decisions: DecisionQuerySet) -> DecisionQuerySet:
        """Return the decisions in the order that the address asks for."""
        order = ORDERS.get(self.chosen.get("sort", ""))
        return decisions.order_by(*order) if order else decisions.newest_first()

    @property
    def is_by_year(self) -> bool:
        """Whether the order keeps the decisions of a year together."""
        return self.chosen.get("sort", "") in ("", "oldest")


NARROWING = ("partner", "year", "kind", "document")


def narrowed(
    decisions: DecisionQuerySet, partner=None, year=None, kind=None, document=None
) -> DecisionQuerySet:
    """Return the decisions about a partner, of a year and kind, with or without a document."""
    if partner:
        about = Decision.partners.through.objects.filter(
            decision=OuterRef("pk"), partnerregion=partner
        )
        decisions = decisions.filter(Exists(about))
    if year:
        decisions = decisions.of_year(int(year))
    if kind:
        decisions = decisions.filter(kind=kind)
    if document in ("yes", "no"):
        attached = DecisionAttachment.objects.filter(entry=OuterRef("pk"), document__isnull=False)
        shows = Exists(attached)
        decisions = decisions.filter(shows if document == "yes" else ~shows)
    return decisions
