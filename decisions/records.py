"""Decisions and agreements as data: their records, and what the API can ask of them."""

from typing import Literal

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from decisions.filters import narrowed
from decisions.models import DECISION_KINDS, Kind, State
from decisions.models import Agreement as AgreementModel
from decisions.models import Decision as DecisionModel
from partners.models import PartnerRegion
from publishing import records
from publishing.permalinks import permalink
from publishing.records import DocumentFile, Record, Texts, Time, Website

DecisionKind = Literal[tuple(value for value, _label in DECISION_KINDS)]
AgreementKind = Literal[tuple(Kind.values)]
AgreementState = Literal[tuple(State.values)]


class Decision(Record):
    """A decision of the county council about partner regions."""

    partner: str | None = Field(
        description=_("The partner that it is about, the first of several, by permanent address")
    )
    kind: str = Field(description=_("Kind: twinning or cooperation_agreement"))
    reference: str = Field(description=_("As it is cited: number and year, or the year alone"))
    council_number: int | None = Field(description=_("The council’s number, where it is published"))
    date: Time = Field(description=_("Date, as precise as published (ISO 8601-2)"))
    in_force: Time | None = Field(description=_("In force, where that differs (ISO 8601-2)"))
    note: Texts = Field(description=_("Note"))
    document: str | None = Field(
        description=_("The text of the decision, the first of several documents")
    )
    year: int = Field(description=_("Year"))
    title: Texts = Field(description=_("Title"))
    partners: list[str] = Field(description=_("All partners that it is about, by address"))
    partner_names: str | None = Field(description=_("Their names, in English"))
    countries: str | None = Field(description=_("Their countries (ISO 3166-1)"))
    agreements: list[str] = Field(description=_("Agreements that came of it, by address"))
    agreement_state: str | None = Field(description=_("State of the first of them today"))
    eli: str | None = Field(description=_("Address in the form of an ELI, where it has a number"))
    sources: list[Website] = Field(description=_("Where it is published, and other sources"))
    documents: list[DocumentFile] = Field(description=_("Documents attached to it"))


class Agreement(Record):
    """What the county and one partner region agreed."""

    partner: str = Field(description=_("The partner that it is with, by permanent address"))
    kind: str = Field(
        description=_("Kind: twinning, cooperation_agreement, friendship or project_partnership")
    )
    state: str = Field(
        description=_("State today: in_force, ending, future, expired, ended or unknown")
    )
    decision: str | None = Field(description=_("The decision that approved it, by address"))
    partner_approval: Texts = Field(description=_("The partner’s own decision"))
    signed_on: Time | None = Field(description=_("When it was signed (ISO 8601-2)"))
    place: Texts = Field(description=_("Where it was signed"))
    signatories: Texts = Field(description=_("The offices that signed it"))
    in_force: Time | None = Field(description=_("From when to when it is in force (ISO 8601-2)"))
    renewed_on: Time | None = Field(description=_("When it was last renewed (ISO 8601-2)"))
    ended_on: Time | None = Field(description=_("When it was ended (ISO 8601-2)"))
    end_reason: Texts = Field(description=_("Why it ended"))
    note: Texts = Field(description=_("Note"))
    sources: list[Website] = Field(description=_("Sources"))


class DecisionQuery(BaseModel):
    """What the API can ask of decisions."""

    kind: DecisionKind = Field(None, description="Decisions of this kind.")
    partner: int = Field(None, ge=1, le=2**31 - 1, description="Decisions about this partner.")
    year: int = Field(None, ge=1, le=9998, description="Decisions of this year.")


class AgreementQuery(BaseModel):
    """What the API can ask of agreements."""

    kind: AgreementKind = Field(None, description="Agreements of this kind.")
    partner: int = Field(None, ge=1, le=2**31 - 1, description="Agreements with this partner.")
    state: AgreementState = Field(None, description="Agreements in this state today.")


def load_decisions(found: QuerySet) -> QuerySet:
    """Fetch all that the records of decisions say."""
    return found.with_partners().prefetch_related("agreements", "links", "attachments")


def decision_record(entry: DecisionModel) -> Decision:
    """Return a decision as data."""
    partners = entry.shown_partners
    public = {partner.pk for partner in partners}
    agreements = [a for a in entry.agreements.all() if a.is_public and a.partner_id in public]
    document = next((text.get_absolute_url() for text in entry.texts), None)
    return Decision(
        **records.common_fields(entry),
        partner=permalink(partners[0]) if partners else None,
        kind=entry.kind,
        reference=entry.reference,
        council_number=entry.number,
        date=records.time(entry.date),
        in_force=_published_start(agreements),
        note=records.plain_texts(entry, "text"),
        document=document and settings.SITE_URL + document,
        year=entry.date.year,
        title=records.texts(entry, "title"),
        partners=[permalink(partner) for partner in partners],
        partner_names="; ".join(p.name_en or p.name_ro for p in partners) or None,
        countries="; ".join(dict.fromkeys(p.country.code for p in partners)) or None,
        agreements=[permalink(agreement) for agreement in agreements],
        agreement_state=agreements[0].state if agreements else None,
        eli=eli_of(entry),
        sources=records.websites(entry),
        documents=records.documents(entry),
    )


def _published_start(agreements: list[AgreementModel]) -> Time | None:
    """Return when the first agreement is in force, if that is said beside the decision."""
    is_published = agreements and (agreements[0].in_force_from or agreements[0].end)
    return records.time(agreements[0].period) if is_published else None


def eli_of(decision: DecisionModel) -> str | None:
    """Return the address that identifies the decision by its number and year; None without."""
    if not decision.number:
        return None
    arguments = [decision.date.year, decision.number]
    return settings.SITE_URL + reverse("eli", args=arguments)


def load_agreements(found: QuerySet) -> QuerySet:
    """Fetch all that the records of agreements say."""
    return found.select_related("partner").with_decisions().prefetch_related("links")


def agreement_record(entry: AgreementModel) -> Agreement:
    """Return an agreement as data."""
    return Agreement(
        **records.common_fields(entry),
        partner=permalink(entry.partner),
        kind=entry.kind,
        state=entry.state,
        decision=permalink(entry.decision) if entry.decision else None,
        partner_approval=records.texts(entry, "partner_approval"),
        signed_on=records.time(entry.signed_on),
        place=records.texts(entry, "place"),
        signatories=records.texts(entry, "signatories"),
        in_force=records.time(entry.period),
        renewed_on=records.time(entry.renewed_on),
        ended_on=records.time(entry.ended_on),
        end_reason=records.texts(entry, "end_reason"),
        note=records.texts(entry, "note"),
        sources=records.websites(entry),
    )


def select_decisions(query: DecisionQuery) -> QuerySet:
    """Return the published decisions that a request to the API asks for."""
    found = DecisionModel.objects.published()
    if query.partner and not _is_public(query.partner):
        return found.none()
    return narrowed(found, query.partner, query.year, query.kind).in_order()


def select_agreements(query: AgreementQuery) -> QuerySet:
    """Return the published agreements that a request to the API asks for."""
    found = AgreementModel.objects.published()
    if query.partner:
        found = found.filter(partner=query.partner)
    if query.kind:
        found = found.filter(kind=query.kind)
    return (found.in_state(query.state) if query.state else found).in_order()


def _is_public(partner: int) -> bool:
    return PartnerRegion.objects.published().filter(pk=partner).exists()
