"""What makes the home page a living one without an editor: coming, lately, anniversaries."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from activities.timeline import Timeline, TimelineItem, load
from decisions.models import Agreement
from partners.models import PartnerRegion

SHOWN = 5  # entries of each list
ROUND = 5  # the anniversaries that are kept: every fifth
MAX_YEARS = 100


def coming_and_latest() -> tuple[list[TimelineItem], list[TimelineItem]]:
    """Return what comes, soonest first, and what has begun lately, newest first."""
    timeline = Timeline.published()
    keys = timeline.coming().keys().reverse()[:SHOWN]
    coming = list(keys)
    items = load([*coming, *timeline.begun().keys()[:SHOWN]])
    return items[: len(coming)], items[len(coming) :]


@dataclass(frozen=True)
class Anniversary:
    """A round number of years, this year, since the first agreement with a partner."""

    partner: PartnerRegion
    years: int


def anniversaries() -> list[Anniversary]:
    """Return this year's of relations that hold, the greatest first."""
    this_year = localdate().year
    in_round_years = Q()
    for years in range(ROUND, MAX_YEARS + 1, ROUND):
        in_round_years |= Q(first_day__year=this_year - years)
    published = Agreement.objects.published().in_force()
    earlier = Agreement.objects.published_themselves().filter(
        partner=OuterRef("partner"), first_day__lt=OuterRef("first_day")
    )
    firsts = published.filter(in_round_years, ~Exists(earlier))
    firsts = firsts.select_related("partner", "approved_by").in_order()
    by_partner = {
        agreement.partner: this_year - agreement.start.year
        for agreement in firsts[: SHOWN * ROUND]
        if not (agreement.start.is_decade or agreement.start.qualifier)
    }
    return [Anniversary(partner, years) for partner, years in by_partner.items()]
