"""Partner regions as data: their records, and what the API can ask of them."""

from typing import Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from partners.filters import SORTS, arranged, narrowed
from partners.models import PartnerRegion
from partners.relations import related, relation_of
from publishing import records
from publishing.permalinks import permalink
from publishing.records import DocumentFile, Record, Texts, Website

Kind = Literal[tuple(related("agreements").model.Kind.values)]
State = Literal[tuple(related("agreements").model.State.values)]
Sort = Literal[tuple(name for name in SORTS if name)]


class Partner(Record):
    """A region that Harghita County is twinned or cooperates with."""

    name: Texts = Field(description=_("Name"))
    institution: Texts = Field(description=_("Partner institution"))
    institution_language: str | None = Field(description=_("Its own language (ISO 639)"))
    own_institution: str | None = Field(description=_("Its name in its own language"))
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
    decisions: list[str] = Field(description=_("Permanent addresses of its decisions"))
    agreements: list[str] = Field(description=_("Agreements with it, by permanent address"))
    relation: str | None = Field(description=_("Kind of its main agreement today"))
    relation_state: str | None = Field(
        description=_("State of that agreement: in_force, ending, future, expired, ended, unknown")
    )
    websites: list[Website] = Field(description=_("Its pages on the web"))
    documents: list[DocumentFile] = Field(description=_("Documents attached to it"))
    text: Texts = Field(description=_("Text, without its formatting"))


class PartnerQuery(BaseModel):
    """What the API can ask of partners."""

    country: str = Field(None, pattern="^[A-Z]{2}$", description="A country (ISO 3166-1).")
    kind: Kind = Field(None, description="Partners with an agreement of this kind.")
    state: State = Field(None, description="Partners with an agreement in this state today.")
    q: str = Field(None, max_length=100, pattern=r"^[^\x00]*$", description="Words of the name.")
    sort: Sort = Field(None, description="The order; without it, that of the county's table.")


def partner_record(entry: PartnerRegion) -> Partner:
    """Return a partner as data."""
    relation = relation_of(entry)
    return Partner(
        **records.common_fields(entry),
        name=records.texts(entry, "name"),
        institution=records.texts(entry, "institution"),
        institution_language=entry.own_language or None,
        own_institution=entry.own_name or None,
        country=entry.country.code,
        iso_3166_2=entry.iso_code or None,
        nuts=entry.nuts_code or None,
        seat=entry.seat or None,
        address=entry.address or None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        order=entry.position,
        decisions=[permalink(decision) for decision in entry.decisions.all()],
        agreements=[permalink(agreement) for agreement in entry.agreements.all()],
        relation=relation.kind if relation else None,
        relation_state=relation.state if relation else None,
        websites=records.websites(entry),
        documents=records.documents(entry),
        text=records.plain_texts(entry, "text"),
    )


def select_partners(query: PartnerQuery) -> QuerySet:
    """Return the published partners that a request to the API asks for, in its order."""
    named = {name: getattr(query, name) or "" for name in ("country", "kind", "state", "q")}
    return arranged(narrowed(PartnerRegion.objects.published(), **named), query.sort or "")
