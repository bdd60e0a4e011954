"""The picture of years as a file to take away: SVG or PNG, with title, date, source and licence."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from activities.chart_sheet import PAPER, Sheet, sheet_of
from activities.filters import TimelineFilter
from activities.timeline import Timeline, load_all
from activities.timeline_chart import MAX_DRAWN, draw_chart
from partners.map.lettering import to_png, write
from publishing.file_responses import download_response
from publishing.naming import current_names
from publishing.parameters import with_parameters


@with_parameters(*TimelineFilter.base_fields)
def chart_svg(request) -> HttpResponse:
    """Answer with the picture of what the address asks for, as an SVG file that needs no other."""
    svg = render_to_string("activities/chart_download.svg", {"sheet": _sheet(request)})
    return download_response(svg.encode(), _name("svg"), "image/svg+xml")


@with_parameters(*TimelineFilter.base_fields)
def chart_png(request) -> HttpResponse:
    """Answer with the same as a PNG file, as large as it is shown: whoever prints takes the SVG."""
    sheet = _sheet(request)
    return download_response(
        _drawn(sheet.width, sheet.height, tuple(sheet.shapes)), _name("png"), "image/png"
    )


def _sheet(request) -> Sheet:
    """Return the sheet; raise Http404 if there is nothing to draw, or more than can be drawn."""
    everything = Timeline.published()
    form = TimelineFilter(request.GET, everything.years())
    timeline = form.narrow(everything)
    count, _dated = timeline.counts()
    if count > MAX_DRAWN:
        raise Http404
    chart = draw_chart([item for item in load_all(timeline) if item.is_dated])
    if chart is None:
        raise Http404
    title = _("Harghita County and its partners, year by year")
    return sheet_of(
        chart,
        f"{title}: {form.description}" if form.is_narrowed else title,
        chart.summary,
        _("{date} · {url} · CC BY 4.0 {institution}").format(
            date=date_format(localdate()),
            url=settings.SITE_URL + reverse("activities:list"),
            institution=current_names().institution,
        ),
    )


@lru_cache(maxsize=6)
def _drawn(width: float, height: float, shapes: tuple) -> bytes:
    image = Image.new("RGB", (round(width), round(height)), PAPER)
    draw = ImageDraw.Draw(image)
    for shape in shapes:
        if shape.kind == "text":
            look = shape.size, shape.fill, "ls", shape.weight
            write(draw, shape.points[0], shape.text, *look, scale=1)
        elif shape.kind == "line":
            draw.line(shape.points, fill=shape.stroke)
        else:
            draw.polygon(shape.points, fill=shape.fill, outline=shape.stroke)
    return to_png(image)


def _name(ending: str) -> str:
    return f"harghita-years-{get_language()}.{ending}"
