from django import template
from django.utils.timezone import localdate

from links.addresses import without_fragment
from links.models import CheckedLink
from publishing.dates import Day, Period

register = template.Library()


@register.simple_tag(takes_context=True)
def unreachable_since(context, url: str) -> Period | None:
    """Since which day a link has failed, if for so long that visitors should know."""
    request = context["request"]
    if not hasattr(request, "unreachable_links"):  # read once a page
        known = CheckedLink.objects.unreachable().values_list("url", "unreachable_since")
        request.unreachable_links = dict(known)
    moment = request.unreachable_links.get(without_fragment(url))
    if moment is None:
        return None
    day = localdate(moment)
    return Period(Day(day.year, day.month, day.day), is_open=True)
