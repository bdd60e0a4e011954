"""Entries as data, from the same queries as the pages."""

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import override

from activities.models import Activity, ActivityQuerySet
from partners.models import PartnerRegion, PartnerRegionQuerySet, TwinningDecision
from partners.models import TwinningDecisionQuerySet as DecisionQuerySet
from partners.views import with_decisions
from publishing.languages import LANGUAGE_CODES, column
from publishing.periods.dates import Period
from publishing.permalinks import permalink
from publishing.rich_text.cleaning import plain_text
from syndication.open_data import schemas
from syndication.open_data.schemas import Texts, Time, Website


def partners(found: PartnerRegionQuerySet) -> PartnerRegionQuerySet:
    """Partners with all that their records say."""
    return with_decisions(found)


def decisions(found: DecisionQuerySet) -> DecisionQuerySet:
    """Decisions with all that their records say."""
    return found.select_related("partner")


def activities(found: ActivityQuerySet) -> ActivityQuerySet:
    """Activities with all that their records say."""
    return found.prefetch_related(
        Prefetch("part_of", queryset=Activity.objects.published().only("pk")),
        Prefetch("partners", queryset=PartnerRegion.objects.published().only("pk")),
        "links",
    )


def partner(entry: PartnerRegion) -> schemas.Partner:
    return schemas.Partner(
        **_record(entry),
        name=_texts(entry, "name"),
        institution=entry.institution or None,
        institution_language=entry.institution_language,
        country=entry.country.code,
        iso_3166_2=entry.iso_code or None,
        nuts=entry.nuts_code or None,
        seat=entry.seat or None,
        address=entry.address or None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        order=entry.position,
        decisions=[permalink(decision) for decision in entry.decisions.all()],
        websites=_websites(entry),
        text=_plain(entry, "text"),
    )


def decision(entry: TwinningDecision) -> schemas.Decision:
    document = reverse("decision_document", args=[entry.pk]) if entry.document else None
    return schemas.Decision(
        **_record(entry),
        partner=permalink(entry.partner),
        kind=entry.kind,
        reference=entry.reference,
        council_number=entry.number,
        date=_time(entry.date),
        in_force=_time(entry.in_force),
        note=_texts(entry, "note"),
        document=document and settings.SITE_URL + document,
    )


def activity(entry: Activity) -> schemas.Activity:
    return schemas.Activity(
        **_record(entry),
        kind=entry.kind,
        title=_texts(entry, "title"),
        short_name=entry.short_name or None,
        period=_time(entry.period),
        partners=[permalink(partner) for partner in entry.partners.all()],
        part_of=permalink(entry.part_of) if entry.part_of else None,
        place=_texts(entry, "place"),
        organiser=_texts(entry, "organiser"),
        funder=_texts(entry, "funder"),
        funding_programme=entry.funding_programme or None,
        lead_partner=entry.lead_partner or None,
        role=_texts(entry, "role"),
        websites=_websites(entry),
        summary=_texts(entry, "summary"),
        text=_plain(entry, "text"),
    )


def _record(entry) -> dict:
    pages = {}
    for language in LANGUAGE_CODES:
        with override(language):
            pages[language] = settings.SITE_URL + entry.get_absolute_url()
    updated = entry.updated.replace(microsecond=0)
    return {
        "id": permalink(entry),
        "number": entry.pk,
        "page": Texts(**pages),
        "updated": updated,
    }


def _texts(entry, name: str) -> Texts:
    return Texts(**{code: getattr(entry, column(name, code)) or None for code in LANGUAGE_CODES})


def _plain(entry, name: str) -> Texts:
    texts = {code: plain_text(getattr(entry, column(name, code))) for code in LANGUAGE_CODES}
    return Texts(**{code: text or None for code, text in texts.items()})


def _time(period: Period | None) -> Time | None:
    if not period:
        return None
    return Time(edtf=str(period), first_day=period.first_day, last_day=period.last_day)


def _websites(entry) -> list[Website]:
    return [Website(url=link.url, label=_texts(link, "label")) for link in entry.links.all()]
