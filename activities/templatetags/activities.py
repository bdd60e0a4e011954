from django import template
from django.utils.text import capfirst

from activities.filters import KIND_NAMES
from activities.models import ActivityQuerySet
from activities.timeline import Moment, Timeline, load
from partners.models import PartnerRegion

register = template.Library()
MAX_SHOWN = 50  # activities on the page of a partner


@register.simple_tag
def activities_with(partner: PartnerRegion) -> ActivityQuerySet:
    """The published activities shared with a partner, newest first, the undated last; not all of
    very many: the timeline has them."""
    return partner.activities.published().newest_first().as_cards()[:MAX_SHOWN]


@register.simple_tag
def latest_moments(number: int) -> list[Moment]:
    """The newest entries of the timeline."""
    return load(Timeline.published().dated().keys()[:number])


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of timeline entry is called, as a heading or a tag shows it."""
    return capfirst(KIND_NAMES[kind])
