from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from partners.models import PartnerRegion
from publishing.permalinks import short_id
from publishing.redirects import tombstones_of
from publishing.views import gone_response, moved_to
from syndication.feeds.atom import feed_of
from syndication.feeds.calendars import calendar_of
from syndication.feeds.selections import Selection, selection_of


@require_safe
def atom(request, code: str) -> HttpResponseBase:
    """Answer with the Atom feed of what has the code, in the language of the URL."""
    return _answer(request, code, _feed)


@require_safe
def calendar(request, code: str) -> HttpResponseBase:
    """Answer with the calendar of what has the code, in the language of the URL."""
    return _answer(request, code, _calendar)


def _answer(request, code: str, show: Callable[..., HttpResponse]) -> HttpResponseBase:
    try:
        selection = selection_of(code)
    except PartnerRegion.DoesNotExist:
        return _instead_of_deleted(request, int(code[1:]))
    return show(request, selection)


def _feed(request, selection: Selection) -> HttpResponse:
    feed = feed_of(selection)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _calendar(request, selection: Selection) -> HttpResponse:
    text = calendar_of(selection).to_ical()
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    name = f"harghita-{selection.code}-{get_language()}.ics"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _instead_of_deleted(request, pk: int) -> HttpResponseBase:
    """Lead on to what took the place of a partner; else 410, or 404 if it was never public."""
    was = tombstones_of(PartnerRegion, pk)
    target = was[0].target if was else None
    if isinstance(target, PartnerRegion) and target.is_public:
        view = request.resolver_match.view_name
        return moved_to(reverse(view, args=[short_id(target)]))
    return gone_response(request, was)
