"""What the decisions say of a relation: of what kind it is, since when, and whether it still is."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from partners.models import PartnerRegion, TwinningDecision
from publishing.periods.dates import Period


@dataclass(frozen=True)
class Relation:
    """The relation with a partner: its kind, in words and by value, and how long it has lasted."""

    kind: str
    kind_name: str
    period: Period

    @property
    def years(self) -> int:
        """Return the full calendar years since its first, of one that still is; otherwise 0."""
        start, end = self.period.start, self.period.last_day
        if end and end < localdate():
            return 0
        return 0 if start.is_decade or start.qualifier else max(localdate().year - start.year, 0)


def relation_of(partner: PartnerRegion) -> Relation | None:
    """Return what the latest public decision made of it, since the first one of that kind."""
    decisions = sorted(
        (decision for decision in partner.decisions.all() if decision.is_public),
        key=lambda decision: (decision.first_day, decision.number or 0, decision.pk),
    )
    if not decisions:
        return None
    latest = decisions[-1]
    first = next(decision for decision in decisions if decision.kind == latest.kind)
    return Relation(latest.kind, latest.get_kind_display(), _period(first, latest))


def _period(first: TwinningDecision, latest: TwinningDecision) -> Period:
    """Return from when to when it is in force; where that is not said, since the decision."""
    start = (first.in_force and first.in_force.start) or first.date.start
    end = latest.in_force and latest.in_force.end
    if end and end.last >= start.first:
        return Period(start, end)
    return Period(start, is_open=True)
