"""What makes the home page a living one without an editor: coming, lately, anniversaries."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from activities.timeline import Moment, Timeline, load
from partners.models import PartnerRegion, TwinningDecision

SHOWN = 5  # entries of each list
ROUND = 5  # the anniversaries that are kept: every fifth
MAX_YEARS = 100


def coming_and_latest() -> tuple[list[Moment], list[Moment]]:
    """Return what comes, soonest first, and what has begun lately, newest first."""
    timeline = Timeline.published()
    keys = timeline.coming().keys().reverse()[:SHOWN]
    coming = list(keys)
    moments = load([*coming, *timeline.begun().keys()[:SHOWN]])
    return moments[: len(coming)], moments[len(coming) :]


@dataclass(frozen=True)
class Anniversary:
    """A round number of years, this year, since the first decision about a partner."""

    partner: PartnerRegion
    years: int


def anniversaries() -> list[Anniversary]:
    """Return this year's, the greatest first."""
    this_year = localdate().year
    in_round_years = Q()
    for years in range(ROUND, MAX_YEARS + 1, ROUND):
        in_round_years |= Q(first_day__year=this_year - years)
    published = TwinningDecision.objects.published()
    earlier = TwinningDecision.objects.published_themselves().filter(
        partner=OuterRef("partner"), first_day__lt=OuterRef("first_day")
    )
    firsts = published.filter(in_round_years, ~Exists(earlier)).select_related("partner")
    by_partner = {
        decision.partner: this_year - decision.date.year
        for decision in firsts.order_by("first_day", "number", "pk")[: SHOWN * ROUND]
        if _is_kept(decision)
    }
    return [Anniversary(partner, years) for partner, years in by_partner.items()]


def _is_kept(decision: TwinningDecision) -> bool:
    """Return whether its year is known for certain and it has not come to its end."""
    start, in_force = decision.date.start, decision.in_force
    has_ended = in_force and in_force.end and in_force.end.last < localdate()
    return not (start.is_decade or start.qualifier or has_ended)
