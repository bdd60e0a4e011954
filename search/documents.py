"""What the search looks through: the published entries, in the words of the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion
from publishing.models import Entry
from publishing.rich_text.cleaning import plain_text
from search.ranking import Field, score, words

TITLE, NAME, SUMMARY, TEXT = 8, 5, 2, 1  # what an answer weighs, by where it stands


@dataclass(frozen=True)
class Document:
    """An entry that can be found, and the texts by which it can be."""

    kind: str  # "partner", "page", or a kind of activity
    entry: Entry
    fields: list[Field]
    excerpt: str = field(default="")  # what a result shows under its title


@dataclass(frozen=True)
class Result:
    """A document that answers a query, and how well."""

    document: Document
    score: float


def find(query: str) -> list[Result]:
    """The documents that answer every word of the query, best first."""
    wanted = words(query)
    if not wanted:
        return []
    scored = ((document, score(wanted, document.fields)) for document in _documents())
    results = [Result(document, points) for document, points in scored if points]
    # Python's sort keeps the order of equals: partners, pages, activities, each in their own order.
    return sorted(results, key=lambda result: -result.score)


def _documents() -> Iterator[Document]:
    for partner in PartnerRegion.objects.published().order_by("position", "pk"):
        yield _partner(partner)
    for page in Page.objects.published().order_by("position", "pk"):
        yield _page(page)
    activities = Activity.objects.published().prefetch_related("partners")
    for activity in activities.newest_first():
        yield _activity(activity)


def _partner(partner: PartnerRegion) -> Document:
    country, text = partner.country.name, plain_text(partner.text)
    return Document(
        "partner",
        partner,
        [
            Field(partner.name, TITLE),
            Field(f"{partner.name_ro} {partner.name_hu or ''} {partner.name_en or ''}", NAME),
            Field(f"{partner.seat} {country} {partner.iso_code} {partner.nuts_code}", NAME),
            Field(f"{partner.institution} {partner.address}", SUMMARY),
            Field(text, TEXT),
        ],
        text,
    )


def _page(page: Page) -> Document:
    text = plain_text(page.text)
    return Document(
        "page",
        page,
        [
            Field(f"{page.title} {page.menu_title or ''}", TITLE),
            Field(page.summary or "", SUMMARY),
            Field(text, TEXT),
        ],
        f"{page.summary or ''} {text}",
    )


def _activity(activity: Activity) -> Document:
    partners = " ".join(partner.name for partner in activity.partners.all())
    text = plain_text(activity.text)
    facts = (activity.place, activity.organiser, activity.funder, activity.lead_partner)
    return Document(
        activity.kind,
        activity,
        [
            Field(f"{activity.title} {activity.short_name}", TITLE),
            Field(f"{activity.funding_programme} {' '.join(fact or '' for fact in facts)}", NAME),
            Field(f"{activity.summary or ''} {partners}", SUMMARY),
            Field(text, TEXT),
        ],
        f"{activity.summary or ''} {text}",
    )
