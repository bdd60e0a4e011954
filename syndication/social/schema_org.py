"""What schema.org calls the things that pages are about: regions, events, projects, networks."""

from django.conf import settings

from activities.models import Activity
from partners.models import PartnerLink, PartnerRegion
from publishing.models import Entry
from publishing.permalinks import permalink

KINDS = {Activity.Kind.EVENT: "Event", Activity.Kind.MEMBERSHIP: "Organization"}


def thing(entry: Entry | None) -> dict | None:
    """The thing that the entry describes; None for a page that is only a text."""
    if isinstance(entry, PartnerRegion):
        return _region(entry)
    if isinstance(entry, Activity):
        return _activity(entry)
    return None


def _region(partner: PartnerRegion) -> dict:
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
    return region


def _activity(activity: Activity) -> dict:
    said = {
        "@type": KINDS.get(activity.kind, "Project"),
        "@id": permalink(activity),
        "name": activity.title,
        "url": settings.SITE_URL + activity.get_absolute_url(),
    }
    if activity.summary:
        said["description"] = activity.summary
    if activity.kind == Activity.Kind.MEMBERSHIP:
        return {**said, "member": {"@id": f"{settings.SITE_URL}/#council"}}
    if activity.kind == Activity.Kind.EVENT:
        return {**said, **_event(activity)}
    if activity.funder:
        said["funder"] = {"@type": "Organization", "name": activity.funder}
    return said


def _event(event: Activity) -> dict:
    said = {}
    if event.period and event.period.start and event.period.start.iso:
        said["startDate"] = event.period.start.iso
        runs_on = event.period.is_open or event.period.recurrence
        end = event.period.end or (None if runs_on else event.period.start)
        if end and end.iso:
            said["endDate"] = end.iso
    if event.place:
        said["location"] = {"@type": "Place", "name": event.place}
    if event.organiser:
        said["organizer"] = {"@type": "Organization", "name": event.organiser}
    return said
