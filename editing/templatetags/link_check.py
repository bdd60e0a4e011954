from datetime import datetime

from django import template
from django.utils.timezone import localdate

from editing.link_check.models import CheckedLink
from editing.link_check.sources import without_fragment
from publishing.memo import shared_by_languages
from publishing.periods.dates import Day, Period

register = template.Library()


@register.simple_tag(takes_context=True)
def unreachable_since(context, url: str) -> Period | None:
    """Return since which day a link has failed, if for so long that visitors should know."""
    request = context["request"]
    if not hasattr(request, "unreachable_links"):  # looked for once a page
        request.unreachable_links = shared_by_languages(request, _unreachable)
    since = request.unreachable_links.get(without_fragment(url))
    if since is None:
        return None
    day = localdate(since)
    return Period(Day(day.year, day.month, day.day), is_open=True)


def _unreachable() -> dict[str, datetime]:
    return dict(CheckedLink.objects.unreachable().values_list("url", "unreachable_since"))
