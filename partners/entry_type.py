"""What is particular to partner regions among the kinds of entries."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from partners.filters import PartnerFilter
from partners.models import PartnerLink, PartnerRegion
from partners.names import country_name
from partners.records import Partner, PartnerQuery, partner_record, select_partners
from partners.relations import relation_of, with_relations
from publishing.entry_types import Dataset, EntryType, ShareCard, Table, register
from publishing.filters import FilterForm
from publishing.languages import LANGUAGE_CODES, column
from publishing.periods.formatting import format_period
from publishing.permalinks import permalink
from publishing.searching import NAME, SUMMARY, TEXT, TITLE, SearchFields


def _filtered(parameters: QueryDict) -> tuple[FilterForm, QuerySet]:
    form = PartnerFilter(parameters)
    return form, form.arrange(form.narrow(PartnerRegion.objects.published()))


def _share_card(partner: PartnerRegion) -> ShareCard:
    start = pgettext("start of a line", "Miercurea Ciuc")
    return ShareCard(partner.name, _relation(partner), start, partner.seat)


def _relation(partner: PartnerRegion) -> str:
    """Return what holds today: "Hungary · twinning, since 1994"; of what has ended, that it has."""
    relation = relation_of(partner)
    if relation is None:
        return partner.country.name
    when = (
        format_period(relation.period) if relation.is_current else relation.agreement.state_in_words
    )
    return f"{partner.country.name} · {relation.kind_name}, {when}"


def _names_of_country(partner: PartnerRegion) -> str:
    """Return the name of its country in every language of the site."""
    return " ".join(country_name(partner.country.code, code) for code in LANGUAGE_CODES)


def _kind(partner: PartnerRegion) -> str:
    """Return what it is, for "partners in Hungary"."""
    return f"{gettext('Partner')} {gettext('partner regions')}"


def _json_ld(partner: PartnerRegion) -> dict:
    region = {
        "@type": "AdministrativeArea",
        "@id": permalink(partner),
        "name": partner.name,
        "url": settings.SITE_URL + partner.get_absolute_url(),
        "containedInPlace": {
            "@type": "Country",
            "name": partner.country.name,
            "identifier": partner.country.code,
        },
    }
    codes = [code for code in (partner.iso_code, partner.nuts_code) if code]
    sites = [s.url for s in partner.links.all() if s.kind == PartnerLink.Kind.OFFICIAL]
    if codes:
        region["identifier"] = codes
    if sites:
        region["sameAs"] = sites
    if partner.latitude is not None and partner.longitude is not None:
        region["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": partner.latitude,
            "longitude": partner.longitude,
        }
    if partner.address:
        region["address"] = partner.address
    if agreements := [a for a in partner.agreements.all() if a.is_public]:
        region["additionalProperty"] = [
            {
                "@type": "PropertyValue",
                "@id": permalink(agreement),
                "name": str(agreement),
                "value": agreement.state,
                "description": agreement.state_in_words,
            }
            for agreement in agreements
        ]
    return region


register(
    EntryType(
        PartnerRegion,
        "partner",
        "partners",
        section="partners:list",
        dated_with=("agreements", "decisions"),
        share_card=_share_card,
        json_ld=_json_ld,
        search=SearchFields(
            {
                TITLE: ("name", "seat"),  # many know a county by its seat
                NAME: (
                    *(column("name", code) for code in LANGUAGE_CODES),
                    *("iso_code", "nuts_code"),
                    _names_of_country,
                ),
                SUMMARY: ("institution", "address", _kind),
                TEXT: ("text",),
            },
            excerpt=("text",),
            rank=1,
            order=("position", "pk"),
        ),
        dataset=Dataset(
            name="partners",
            title=_("Partner regions"),
            about=_(
                "The twinned and partner regions of Harghita County, with addresses and places."
            ),
            schema=Partner,
            record=partner_record,
            published=lambda: PartnerRegion.objects.published().in_county_order(),
            load=lambda found: with_relations(found).prefetch_related("attachments"),
            filtered=_filtered,
            query_fields=PartnerQuery,
            select=select_partners,
            formats=("csv", "xlsx", "json", "geojson"),
        ),
        table=Table(_("Partner regions"), relations=("links",)),
    )
)
