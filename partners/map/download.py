"""The map as a file to take away: SVG or PNG, with title, date, source and licence."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partners.map.pictures import Picture
from partners.map.placing import PartnerMap, country_clusters, frames
from partners.map.png import draw_png
from partners.map.shapes import PREFIX, paths
from partners.map.spots import placed_by_country
from partners.models import PartnerRegion
from partners.relations import with_agreements
from publishing.file_responses import download_response
from publishing.naming import current_names

MAX_SINGLE = 100  # partners that are marked one by one
GAP, HEAD, FOOT = 12, 52, 44  # between the frames, above and below them


@dataclass(frozen=True)
class Placed:
    """A frame's picture on the sheet, with its left upper corner."""

    x: float
    y: float
    caption: str
    picture: Picture


@dataclass(frozen=True)
class Sheet:
    """All frames of the map on one sheet, with the words around them."""

    width: float
    height: float
    title: str
    summary: str
    source: str
    frames: tuple[Placed, ...]


def map_svg(request) -> HttpResponse:
    """Answer with the map of all public partners as an SVG file that needs no other."""
    sheet = _sheet()
    groups = {placed.picture.shapes for placed in sheet.frames}
    land = [(group, [name for name in paths() if _is_of(group, name)]) for group in sorted(groups)]
    regions = {name for placed in sheet.frames for name in placed.picture.regions} | {"RO-HR"}
    context = {"sheet": sheet, "land": land, "regions": sorted(regions)}
    svg = render_to_string("partners/map_download.svg", context)
    return download_response(svg.encode(), _name("svg"), "image/svg+xml")


def map_png(request) -> HttpResponse:
    """Answer with the same as a PNG file, twice as large as it is shown."""
    return download_response(draw_png(_sheet()), _name("png"), "image/png")


def _is_of(group: str, name: str) -> bool:
    """Return whether a path of map.svg is a country of "europe" or of "world"."""
    is_of_world = name.startswith(PREFIX["world"])
    return is_of_world if group == "world" else "-" not in name and name != "world"


def _sheet() -> Sheet:
    published = PartnerRegion.objects.published()
    if published.count() > MAX_SINGLE:
        shown = country_clusters(placed_by_country(published))
    else:
        shown = frames(with_agreements(published.in_county_order()))
    if not shown:
        raise Http404
    placed = _placed(shown)
    bottom = max(p.y + p.picture.full_height for p in placed)
    return Sheet(
        max(p.x + p.picture.width for p in placed) + GAP,
        bottom + FOOT,
        _("Partner regions of Harghita County"),
        shown.summary,
        _("{date} · {url} · CC BY 4.0 {institution} · Borders: Natural Earth").format(
            date=date_format(localdate()),
            url=settings.SITE_URL + reverse("partners:list"),
            institution=current_names().institution,
        ),
        tuple(placed),
    )


def _placed(shown: PartnerMap) -> list[Placed]:
    """Europe at the left, the others beside it, two below each other."""
    found, x, y = [], GAP, HEAD
    for frame in shown:
        picture = frame.pictures[-1]
        if y > HEAD + picture.full_height + GAP:
            x, y = x + picture.width + GAP, HEAD
        found.append(Placed(x, y, frame.caption, picture))
        if picture.size == "large":
            x += picture.width + GAP
        else:
            y += picture.full_height + GAP
    return found


def _name(ending: str) -> str:
    return f"harghita-partners-{get_language()}.{ending}"
