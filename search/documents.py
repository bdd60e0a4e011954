"""What the search looks through: the entries and decisions, in the words of a language."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.models import NEWEST_FIRST, Activity
from activities.timeline import DECISION
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.models import Entry
from publishing.periods.dates import Period
from publishing.periods.formatting import words
from publishing.rich_text.cleaning import plain_text
from search.ranking import Field

Findable = Entry | TwinningDecision

TITLE, NAME, SUMMARY, TEXT = 8, 5, 2, 1  # what an answer weighs, by where it stands


def fields_of(entry: Findable) -> list[Field]:
    """The texts by which an entry can be found in the active language."""
    return FIELDS[entry.type_prefix](entry)


def kind_of(entry: Findable) -> str:
    """What a result is called: "partner", "page", "decision", or a kind of activity."""
    return entry.kind if isinstance(entry, Activity) else KINDS[entry.type_prefix]


def excerpt_of(entry: Findable) -> str:
    """What a result shows under its title, or a part of it."""
    if isinstance(entry, TwinningDecision):
        return ". ".join(filter(None, (words(entry.date), entry.note)))
    summary = getattr(entry, "summary", None)
    return f"{summary or ''} {plain_text(entry.text)}".strip()


def _partner(partner: PartnerRegion) -> list[Field]:
    country = partner.country.name
    return [
        Field(partner.name, TITLE),
        Field(" ".join(filter(None, (partner.name_ro, partner.name_hu, partner.name_en))), NAME),
        Field(f"{partner.seat} {country} {partner.iso_code} {partner.nuts_code}", NAME),
        Field(f"{partner.institution} {partner.address}", SUMMARY),
        Field(plain_text(partner.text), TEXT),
    ]


def _page(page: Page) -> list[Field]:
    return [
        Field(f"{page.title} {page.menu_title or ''}", TITLE),
        Field(page.summary or "", SUMMARY),
        Field(plain_text(page.text), TEXT),
    ]


def _decision(decision: TwinningDecision) -> list[Field]:
    named = f"{_('decision')} {decision.get_kind_display()} {decision.reference}"
    return [
        Field(f"{named} {_years(decision.date)}", NAME),
        Field(decision.partner.name, SUMMARY),
        Field(decision.note or "", TEXT),
    ]


def _activity(activity: Activity) -> list[Field]:
    partners = " ".join(partner.name for partner in activity.partners.all())
    facts = (activity.place, activity.organiser, activity.funder, activity.lead_partner)
    named = f"{activity.funding_programme} {' '.join(fact or '' for fact in facts)}"
    return [
        Field(f"{activity.title} {activity.short_name}", TITLE),
        Field(f"{named} {_years(activity.period)}", NAME),
        Field(f"{activity.summary or ''} {partners}", SUMMARY),
        Field(plain_text(activity.text), TEXT),
    ]


def _years(period: Period | None) -> str:
    """The years in which it began and ended."""
    ends = (period.start, period.end) if period else ()
    return " ".join(str(day.year) for day in ends if day)


# Of equals, the first kind comes first; within each, as ``order_of`` has it.
FOUND: dict[str, type[Findable]] = {
    m.type_prefix: m for m in (PartnerRegion, Page, TwinningDecision, Activity)
}
FIELDS: dict[str, Callable[..., list[Field]]] = {
    PartnerRegion.type_prefix: _partner,
    Page.type_prefix: _page,
    TwinningDecision.type_prefix: _decision,
    Activity.type_prefix: _activity,
}
KINDS = {
    PartnerRegion.type_prefix: "partner",
    Page.type_prefix: "page",
    TwinningDecision.type_prefix: DECISION,
}


def order_of(model: type[Findable]) -> tuple:
    """The order of those entries of a kind that answer a query equally well."""
    return NEWEST_FIRST if model in (TwinningDecision, Activity) else ("position", "pk")


def with_partner(entries: QuerySet) -> QuerySet:
    """Entries with the partner that each is about, where it is about one, as a decision is."""
    is_about_one = hasattr(entries.model, "partner")
    return entries.select_related("partner") if is_about_one else entries
