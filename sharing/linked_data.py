"""What a page says to programs: schema.org, as JSON-LD. https://schema.org/docs/schemas.html

Nothing is said that the page does not say, and no date is made more precise than it was published.
"""

import json
from collections.abc import Iterator

from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerLink, PartnerRegion
from publishing.models import Entry
from publishing.permanence.permanent import permanent_address

# So that no text can end the element that the data stands in.
ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
COUNTY = {
    "@type": "AdministrativeArea",
    "identifier": ["RO-HR", "RO124"],
    "containedInPlace": {"@type": "Country", "identifier": "RO"},
}
LISTS = {"partners:list": "partners", "activities:list": "activities"}


def linked_data(context: Context) -> SafeString:
    """The element with what is said of the page in the context."""
    graph = {"@context": "https://schema.org", "@graph": list(_nodes(context))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _nodes(context: Context) -> Iterator[dict]:
    request, entry = context["request"], context.get("entry")
    view = request.resolver_match.view_name if request.resolver_match else ""
    address = settings.SITE_URL + request.path
    yield _county_council()
    if view == "home":
        yield _site(address)
        return
    trail = [(_("Home"), reverse("home"))]
    if isinstance(entry, PartnerRegion):
        trail.append((_("Partner regions"), reverse("partners:list")))
    elif isinstance(entry, Activity):
        trail.append((_("Activities"), reverse("activities:list")))
    yield _page(context, entry, view, address)
    yield _trail(trail, entry)
    thing = _thing(entry)
    if thing:
        yield thing


def _county_council() -> dict:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.SITE_URL}/#council",
        "name": _("Harghita County Council"),
        "url": settings.SITE_URL + reverse("home"),
        "areaServed": {**COUNTY, "name": _("Harghita County")},
    }


def _site(address: str) -> dict:
    return {
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": _("Harghita County’s international relations"),
        "inLanguage": get_language(),
        "publisher": {"@id": f"{settings.SITE_URL}/#council"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{settings.SITE_URL}{reverse('search:results')}?q={{words}}",
        },
    }


def _page(context: Context, entry: Entry | None, view: str, address: str) -> dict:
    """The page itself."""
    page = {
        "@type": "CollectionPage" if view in LISTS else "WebPage",
        "@id": address,
        "url": address,
        "inLanguage": get_language(),
        "isPartOf": {"@id": settings.SITE_URL + reverse("home")},
        "publisher": {"@id": f"{settings.SITE_URL}/#council"},
    }
    words = entry or (view in LISTS and context["menus"].words[LISTS[view]])
    if words:
        page["name"] = words.heading
        page["dateModified"] = words.updated.isoformat(timespec="seconds")
    if entry and not isinstance(entry, Page):
        page["mainEntity"] = {"@id": permanent_address(entry)}
    if isinstance(entry, Activity) and entry.period and not entry.period.recurrence:
        page["temporalCoverage"] = str(entry.period)
    return page


def _trail(trail: list[tuple[str, str]], entry: Entry | None) -> dict:
    steps = [(name, settings.SITE_URL + path) for name, path in trail]
    if entry:
        steps.append((entry.heading, settings.SITE_URL + entry.get_absolute_url()))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def _thing(entry: Entry | None) -> dict | None:
    """What the page is about."""
    if isinstance(entry, PartnerRegion):
        return _region(entry)
    if isinstance(entry, Activity):
        return _activity(entry)
    return None


def _region(partner: PartnerRegion) -> dict:
    region = {
        "@type": "AdministrativeArea",
        "@id": permanent_address(partner),
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
    kinds = {Activity.Kind.EVENT: "Event", Activity.Kind.MEMBERSHIP: "Organization"}
    thing = {
        "@type": kinds.get(activity.kind, "Project"),
        "@id": permanent_address(activity),
        "name": activity.title,
        "url": settings.SITE_URL + activity.get_absolute_url(),
    }
    if activity.summary:
        thing["description"] = activity.summary
    if activity.kind == Activity.Kind.MEMBERSHIP:
        return {**thing, "member": {"@id": f"{settings.SITE_URL}/#council"}}
    if activity.kind == Activity.Kind.EVENT:
        return {**thing, **_event(activity)}
    if activity.funder:
        thing["funder"] = {"@type": "Organization", "name": activity.funder}
    return thing


def _event(event: Activity) -> dict:
    said = {}
    if event.period and event.period.start:
        said["startDate"] = str(event.period.start)
        end = event.period.end or (None if event.period.is_open else event.period.start)
        if end:
            said["endDate"] = str(end)
    if event.place:
        said["location"] = {"@type": "Place", "name": event.place}
    if event.organiser:
        said["organizer"] = {"@type": "Organization", "name": event.organiser}
    return said
