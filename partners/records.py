"""Partner regions and decisions as data: their records, and what the API can ask of them."""

from typing import Literal

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from partners.filters import SORTS, arranged, narrowed
from partners.models import PartnerRegion, TwinningDecision
from publishing import records
from publishing.permalinks import permalink
from publishing.records import DocumentFile, Record, Texts, Time, Website

DecisionKind = Literal[tuple(TwinningDecision.Kind.values)]
Sort = Literal[tuple(name for name in SORTS if name)]


class Partner(Record):
    """A region that Harghita County is twinned or cooperates with."""

    name: Texts = Field(description=_("Name"))
    institution: Texts = Field(description=_("Partner institution"))
    institution_language: str | None = Field(
        description=_("Language of that name (ISO 639-1), where it is the same in all")
    )
    country: str = Field(description=_("Country (ISO 3166-1)"))
    iso_3166_2: str | None = Field(description=_("Region (ISO 3166-2)"))
    nuts: str | None = Field(description=_("Region (NUTS 2024)"))
    seat: str | None = Field(description=_("Administrative centre"))
    address: str | None = Field(description=_("Address, without the country"))
    latitude: float | None = Field(description=_("Latitude of the administrative centre (WGS 84)"))
    longitude: float | None = Field(
        description=_("Longitude of the administrative centre (WGS 84)")
    )
    order: int = Field(description=_("Number in the county’s own table"))
    decisions: list[str] = Field(description=_("Decisions about it, by permanent address"))
    websites: list[Website] = Field(description=_("Its pages on the web"))
    documents: list[DocumentFile] = Field(description=_("Documents attached to it"))
    text: Texts = Field(description=_("Text, without its formatting"))


class Decision(Record):
    """A decision of the county council about one partner region."""

    partner: str = Field(description=_("The partner that it is about, by permanent address"))
    kind: str = Field(description=_("Kind: twinning or cooperation_agreement"))
    reference: str = Field(description=_("As it is cited: number and year, or the year alone"))
    council_number: int | None = Field(description=_("The council’s number, where it is published"))
    date: Time = Field(description=_("Date, as precise as published (ISO 8601-2)"))
    in_force: Time | None = Field(description=_("In force, where that differs (ISO 8601-2)"))
    note: Texts = Field(description=_("Note"))
    document: str | None = Field(description=_("The decision itself (PDF)"))


class PartnerQuery(BaseModel):
    """What the API can ask of partners."""

    country: str = Field(None, pattern="^[A-Z]{2}$", description="A country (ISO 3166-1).")
    kind: DecisionKind = Field(None, description="Partners with a decision of this kind.")
    q: str = Field(None, max_length=100, pattern=r"^[^\x00]*$", description="Words of the name.")
    sort: Sort = Field(None, description="The order; without it, that of the county's table.")


class DecisionQuery(BaseModel):
    """What the API can ask of decisions."""

    kind: DecisionKind = Field(None, description="Decisions of this kind.")
    partner: int = Field(None, ge=1, le=2**31 - 1, description="Decisions about this partner.")
    year: int = Field(None, ge=1, le=9998, description="Decisions of this year.")


def partner_record(entry: PartnerRegion) -> Partner:
    """Return a partner as data."""
    return Partner(
        **records.common_fields(entry),
        name=records.texts(entry, "name"),
        institution=records.texts(entry, "institution"),
        institution_language=entry.institution_language or None,
        country=entry.country.code,
        iso_3166_2=entry.iso_code or None,
        nuts=entry.nuts_code or None,
        seat=entry.seat or None,
        address=entry.address or None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        order=entry.position,
        decisions=[permalink(decision) for decision in entry.decisions.all()],
        websites=records.websites(entry),
        documents=records.documents(entry),
        text=records.plain_texts(entry, "text"),
    )


def decision_record(entry: TwinningDecision) -> Decision:
    """Return a decision as data."""
    document = reverse("decision_document", args=[entry.pk]) if entry.document else None
    return Decision(
        **records.common_fields(entry),
        partner=permalink(entry.partner),
        kind=entry.kind,
        reference=entry.reference,
        council_number=entry.number,
        date=records.time(entry.date),
        in_force=records.time(entry.in_force),
        note=records.texts(entry, "note"),
        document=document and settings.SITE_URL + document,
    )


def select_partners(query: PartnerQuery) -> QuerySet:
    """Return the published partners that a request to the API asks for, in its order."""
    named = {name: getattr(query, name) or "" for name in ("country", "kind", "q")}
    return arranged(narrowed(PartnerRegion.objects.published(), **named), query.sort or "")
