"""What the site says of its entries as data: the one form that downloads and the API share.

Descriptions are messages: the data page says them in the reader's language, CSV metadata in all.
Identifiers are permanent addresses, ``https://example.org/p/7``.
"""

from datetime import date, datetime

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field


class Texts(BaseModel):
    """A text in each language; null where it is not translated."""

    ro: str | None
    hu: str | None
    en: str | None


class Time(BaseModel):
    """A date or a period, as precise as it was published and no more."""

    edtf: str = Field(description="ISO 8601-2: 1994, 2021-10, 2010-05-07/2010-05-22, 2017/..")
    first_day: date | None = Field(description="The earliest day that it may have begun.")
    last_day: date | None = Field(description="The latest day that it may have ended.")


class Website(BaseModel):
    """A page elsewhere on the web."""

    url: str
    label: Texts


class Record(BaseModel):
    """What every entry says of itself."""

    id: str = Field(description=_("Permanent address, which identifies the entry"))
    number: int = Field(description=_("Number of the entry on this site"))
    page: Texts = Field(description=_("Address of its page"))
    updated: datetime = Field(description=_("When it was last changed"))


class Partner(Record):
    """A region that Harghita County is twinned or cooperates with."""

    name: Texts = Field(description=_("Name"))
    institution: str | None = Field(description=_("The body that signed, by its own name"))
    institution_language: str = Field(description=_("Language of that name (ISO 639-1)"))
    country: str = Field(description=_("Country (ISO 3166-1)"))
    iso_3166_2: str | None = Field(description=_("Region (ISO 3166-2)"))
    nuts: str | None = Field(description=_("Region (NUTS 2024)"))
    seat: str | None = Field(description=_("Seat"))
    address: str | None = Field(description=_("Address, without the country"))
    latitude: float | None = Field(description=_("Latitude of the seat (WGS 84)"))
    longitude: float | None = Field(description=_("Longitude of the seat (WGS 84)"))
    order: int = Field(description=_("Number in the county’s own table"))
    decisions: list[str] = Field(description=_("Decisions about it, by permanent address"))
    websites: list[Website] = Field(description=_("Its pages on the web"))
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


class Activity(Record):
    """A project, event, programme or membership of the county."""

    kind: str = Field(description=_("Kind: project, event, programme or membership"))
    title: Texts = Field(description=_("Title"))
    short_name: str | None = Field(description=_("Short name"))
    period: Time | None = Field(description=_("Period, as precise as published (ISO 8601-2)"))
    partners: list[str] = Field(description=_("Partner regions, by permanent address"))
    part_of: str | None = Field(description=_("What it belongs to, by permanent address"))
    place: Texts = Field(description=_("Place"))
    organiser: Texts = Field(description=_("Organiser"))
    funder: Texts = Field(description=_("Funder"))
    funding_programme: str | None = Field(description=_("Funding programme"))
    lead_partner: str | None = Field(description=_("Lead partner"))
    role: Texts = Field(description=_("The county’s role"))
    websites: list[Website] = Field(description=_("Its pages on the web"))
    summary: Texts = Field(description=_("Summary"))
    text: Texts = Field(description=_("Text, without its formatting"))
