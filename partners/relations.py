"""What there is between the county and a partner: which agreement counts, and whether it holds.

Agreements and decisions are kept in a room further right, which knows partners: here they are
reached by the relations ``agreements`` and ``decisions`` of a partner.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, Manager, Model, OuterRef, Prefetch, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from partners.models import PartnerRegion, PartnerRegionQuerySet
from publishing.periods.dates import Period


def related(name: str) -> Manager:
    """Return the manager of the model that is related to partners by this name."""
    return PartnerRegion._meta.get_field(name).related_model.objects


def with_relations(partners: PartnerRegionQuerySet) -> QuerySet:
    """Fetch published partners with their agreements and decisions, in order, and web pages."""
    decisions = related("decisions").published_themselves().in_order()
    return with_agreements(partners).prefetch_related("links", Prefetch("decisions", decisions))


def with_agreements(partners: PartnerRegionQuerySet) -> QuerySet:
    """Fetch published partners with their published agreements, in order; for lists of names."""
    agreements = related("agreements").published_themselves().with_decisions().in_order()
    return partners.prefetch_related(Prefetch("agreements", agreements))


def in_force(partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
    """Return the partners with whom an agreement is in force today."""
    current = related("agreements").published_themselves().in_force().order_by()
    return partners.filter(Exists(current.filter(partner=OuterRef("pk"))))


def former_last(partners: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
    """Annotate ``is_former``: 1 for those of whose agreements none holds or is to come."""
    agreements = related("agreements").published_themselves().order_by().values("partner")
    ends = agreements.annotate(end=models.Max(Coalesce("end_by", date.max)))
    is_former = When(pk__in=ends.filter(end__lt=localdate()).values("partner"), then=Value(1))
    return partners.annotate(
        is_former=models.Case(is_former, default=Value(0), output_field=models.IntegerField())
    )


@dataclass(frozen=True)
class Relation:
    """The relation with a partner: the agreement that counts, and since when there is any."""

    agreement: Model
    period: Period | None
    since: int | None  # the year of the first of its kind that has lasted until now

    @property
    def kind(self) -> str:
        return self.agreement.kind

    @property
    def kind_name(self) -> str:
        return self.agreement.get_kind_display()

    @property
    def state(self) -> str:
        return self.agreement.state

    @property
    def is_current(self) -> bool:
        """Whether it holds today."""
        return self.agreement.is_current

    @property
    def years(self) -> int:
        """Return the full calendar years since its first, of one that still is; otherwise 0."""
        start = self.period and self.period.start
        if not start or not self.is_current or start.is_decade or start.qualifier:
            return 0
        return max(localdate().year - start.year, 0)


def relation_of(partner: PartnerRegion) -> Relation | None:
    """Return the latest agreement that holds; else what comes next, else what ended last."""
    agreements = [a for a in partner.agreements.all() if a.is_public]
    if not agreements:
        return None
    chosen = max(agreements, key=_rank)
    alike = [a for a in agreements if a.kind == chosen.kind and a.is_current]
    first = min(alike, key=lambda a: (a.first_day, a.pk)) if chosen.is_current else chosen
    starts = first.start
    period = chosen.period
    if period and starts and not (chosen.end and chosen.end.last < starts.first):
        period = Period(starts, period.end, is_open=period.is_open)
    return Relation(chosen, period, starts.year if starts else None)


def _rank(agreement: Model) -> tuple:
    """Return what is greatest for the agreement that counts."""
    first = agreement.first_day.toordinal() if agreement.first_day else 0
    if agreement.is_current:
        return 3, first, agreement.pk
    if agreement.is_former:
        return 1, agreement.end_by.toordinal(), agreement.pk
    return 2, -first, agreement.pk
