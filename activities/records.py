"""Activities as data: their records, and what the API can ask of them."""

from typing import Literal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from activities.models import Activity as ActivityModel
from activities.models import ActivityQuerySet
from activities.timeline import Timeline
from partners.models import PartnerRegion
from publishing import records
from publishing.permalinks import permalink
from publishing.records import DocumentFile, Record, Texts, Time, Website

ActivityKind = Literal[tuple(ActivityModel.Kind.values)]


class Activity(Record):
    """A project, event, programme or membership of the county, or a piece of news."""

    kind: str = Field(description=_("Kind: project, event, programme, membership or news"))
    theme: str | None = Field(description=_("Theme, such as culture or health"))
    title: Texts = Field(description=_("Title"))
    short_name: str | None = Field(description=_("Short name"))
    period: Time | None = Field(description=_("Period, as precise as published (ISO 8601-2)"))
    partners: list[str] = Field(description=_("Permanent addresses of the partner regions"))
    part_of: str | None = Field(description=_("Permanent address of the entry that it is part of"))
    place: Texts = Field(description=_("Place"))
    organiser: Texts = Field(description=_("Organiser"))
    funder: Texts = Field(description=_("Funder"))
    funding_programme: str | None = Field(description=_("Funding programme"))
    project_number: str | None = Field(description=_("Project number in the programme"))
    budget: int | None = Field(description=_("Budget, in euros"))
    eu_share: int | None = Field(description=_("Share of the EU, in euros"))
    lead_partner: Texts = Field(description=_("Lead partner"))
    role: Texts = Field(description=_("The county’s role"))
    websites: list[Website] = Field(description=_("Its pages on the web"))
    documents: list[DocumentFile] = Field(description=_("Documents attached to it"))
    summary: Texts = Field(description=_("Summary"))
    text: Texts = Field(description=_("Text, without its formatting"))


class ActivityQuery(BaseModel):
    """What the API can ask of activities."""

    kind: ActivityKind = Field(None, description="Activities of this kind.")
    partner: int = Field(None, ge=1, le=2**31 - 1, description="Activities with this partner.")
    year: int = Field(None, ge=1, le=9998, description="What began, went on or ended in it.")


def load_activities(found: ActivityQuerySet) -> ActivityQuerySet:
    """Fetch all that the records of activities say."""
    return found.prefetch_related(
        Prefetch("part_of", queryset=ActivityModel.objects.published().only("pk")),
        Prefetch("partners", queryset=PartnerRegion.objects.published().only("pk")),
        "links",
        "attachments",
    )


def activity_record(entry: ActivityModel) -> Activity:
    """Return an activity as data."""
    return Activity(
        **records.common_fields(entry),
        kind=entry.kind,
        theme=entry.theme or None,
        title=records.texts(entry, "title"),
        short_name=entry.short_name or None,
        period=records.time(entry.period),
        partners=[permalink(partner) for partner in entry.partners.all()],
        part_of=permalink(entry.part_of) if entry.part_of else None,
        place=records.texts(entry, "place"),
        organiser=records.texts(entry, "organiser"),
        funder=records.texts(entry, "funder"),
        funding_programme=entry.funding_programme or None,
        project_number=entry.project_number or None,
        budget=entry.budget,
        eu_share=entry.eu_share,
        lead_partner=records.texts(entry, "lead_partner"),
        role=records.texts(entry, "role"),
        websites=records.websites(entry),
        documents=records.documents(entry),
        summary=records.texts(entry, "summary"),
        text=records.plain_texts(entry, "text"),
    )


def select_activities(query: ActivityQuery) -> QuerySet:
    """Return the published activities that a request to the API asks for."""
    timeline = Timeline.published()
    if query.kind:
        timeline = timeline.of_kind(query.kind)
    if query.partner:
        partner = PartnerRegion.objects.published().filter(pk=query.partner).first()
        timeline = timeline.with_partner(partner) if partner else timeline.none()
    if query.year:
        timeline = timeline.in_year(query.year)
    return timeline.activities.newest_first()
