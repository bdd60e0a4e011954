"""What the search looks through: the entries, in the words of a language."""

from collections.abc import Callable

from activities.models import NEWEST_FIRST, Activity
from pages.models import Page
from partners.models import PartnerRegion
from publishing.models import Entry
from publishing.rich_text.cleaning import plain_text
from search.ranking import Field

TITLE, NAME, SUMMARY, TEXT = 8, 5, 2, 1  # what an answer weighs, by where it stands


def fields_of(entry: Entry) -> list[Field]:
    """The texts by which an entry can be found in the active language."""
    return FIELDS[entry.permanent_letter](entry)


def kind_of(entry: Entry) -> str:
    """What a result is called: "partner", "page", or a kind of activity."""
    return entry.kind if isinstance(entry, Activity) else KINDS[entry.permanent_letter]


def excerpt_of(entry: Entry) -> str:
    """What a result shows under its title, or a part of it."""
    summary = getattr(entry, "summary", None)
    return f"{summary or ''} {plain_text(entry.text)}".strip()


def _partner(partner: PartnerRegion) -> list[Field]:
    country = partner.country.name
    return [
        Field(partner.name, TITLE),
        Field(f"{partner.name_ro} {partner.name_hu or ''} {partner.name_en or ''}", NAME),
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


def _activity(activity: Activity) -> list[Field]:
    partners = " ".join(partner.name for partner in activity.partners.all())
    facts = (activity.place, activity.organiser, activity.funder, activity.lead_partner)
    return [
        Field(f"{activity.title} {activity.short_name}", TITLE),
        Field(f"{activity.funding_programme} {' '.join(fact or '' for fact in facts)}", NAME),
        Field(f"{activity.summary or ''} {partners}", SUMMARY),
        Field(plain_text(activity.text), TEXT),
    ]


# Of equals, the first kind comes first; within each, as ``order_of`` has it.
FOUND: dict[str, type[Entry]] = {m.permanent_letter: m for m in (PartnerRegion, Page, Activity)}
FIELDS: dict[str, Callable[..., list[Field]]] = {
    PartnerRegion.permanent_letter: _partner,
    Page.permanent_letter: _page,
    Activity.permanent_letter: _activity,
}
KINDS = {PartnerRegion.permanent_letter: "partner", Page.permanent_letter: "page"}


def order_of(model: type[Entry]) -> tuple:
    """The order of those entries of a kind that answer a query equally well."""
    return NEWEST_FIRST if model is Activity else ("position", "pk")
