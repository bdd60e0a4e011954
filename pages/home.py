"""What makes the home page a living one without an editor: figures, coming, anniversaries."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, Min, OuterRef
from django.db.models.functions import Cast, Substr
from django.utils.timezone import localdate

from activities.timeline import Timeline, TimelineItem, load
from decisions.models import Agreement, Decision
from partners.models import PartnerRegion
from partners.relations import in_force, with_agreements

MAX_NAMED = 100  # partners that are named; of more, their countries are
SHOWN = 5  # entries of each list
ROUND = 5  # the anniversaries that are kept: every fifth
MAX_YEARS = 100


def coming_and_latest() -> tuple[list[TimelineItem], list[TimelineItem]]:
    """Return what comes, soonest first, and what has begun lately, newest first."""
    timeline = Timeline.published()
    keys = timeline.coming().keys().reverse()[:SHOWN]
    coming = list(keys)
    items = load([*coming, *timeline.begun()[:SHOWN]])
    return items[: len(coming)], items[len(coming) :]


@dataclass(frozen=True)
class Anniversary:
    """A round number of years, this year, since the first agreement with a partner."""

    partner: PartnerRegion
    years: int


def anniversaries() -> list[Anniversary]:
    """Return this year's of relations that hold, the greatest first."""
    this_year = localdate().year
    round_years = [str(this_year - years) for years in range(ROUND, MAX_YEARS + 1, ROUND)]
    published = Agreement.objects.published().in_force()
    earlier = Agreement.objects.published_themselves().filter(
        partner=OuterRef("partner"), first_day__lt=OuterRef("first_day")
    )
    began = Substr(Cast("first_day", CharField()), 1, 4)
    firsts = published.annotate(began=began).filter(~Exists(earlier), began__in=round_years)
    firsts = firsts.select_related("partner", "approved_by").in_order()
    by_partner = {
        agreement.partner: this_year - agreement.start.year
        for agreement in firsts[: SHOWN * ROUND]
        if not (agreement.start.is_decade or agreement.start.qualifier)
    }
    return [Anniversary(partner, years) for partner, years in by_partner.items()]


@dataclass(frozen=True)
class Figures:
    """Who the county is to its partners, counted; in no language."""

    partners: list[PartnerRegion]  # none if they are too many to be named
    countries: list[dict]  # with the number of their partners, where these are not named
    partner_count: int
    country_count: int
    decision_count: int
    since: int | None  # the year of the first decision
    anniversaries: list[Anniversary]


def figures() -> Figures:
    """Count what is published and in force today."""
    published = PartnerRegion.objects.published()
    countries = published.by_country()
    exceeds_limit = sum(country["number"] for country in countries) > MAX_NAMED
    current = in_force(published).aggregate(
        number=Count("pk"), countries=Count("country", distinct=True)
    )
    decisions = Decision.objects.published().aggregate(number=Count("pk"), first=Min("first_day"))
    return Figures(
        [] if exceeds_limit else list(with_agreements(published.in_county_order())),
        countries if exceeds_limit else [],
        current["number"],
        current["countries"],
        decisions["number"],
        decisions["first"] and decisions["first"].year,
        anniversaries(),
    )
