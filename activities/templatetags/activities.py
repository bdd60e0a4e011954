from django import template
from django.utils.text import capfirst

from activities.filters import KIND_NAMES
from activities.models import Activity
from partners.models import PartnerRegion

register = template.Library()
MAX_SHOWN = 50  # activities on the page of a partner


@register.simple_tag
def activities_with(partner: PartnerRegion) -> list[tuple[str, list[Activity]]]:
    """Return the published activities shared with a partner: of each kind its name and its own.

    Newest first, the undated last; not all of very many, as the timeline has them. What another
    of them is a part of says nothing new beside it.
    """
    found = list(partner.activities.published().newest_first().as_cards()[:MAX_SHOWN])
    wholes = {activity.part_of_id for activity in found}
    shown = [activity for activity in found if activity.pk not in wholes]
    by_kind = [(kind_name(kind), [a for a in shown if a.kind == kind]) for kind in Activity.Kind]
    return [(name, activities) for name, activities in by_kind if activities]


@register.filter
def kind_name(kind: str) -> str:
    """Return what a kind of timeline entry is called, as a heading or a tag shows it."""
    return capfirst(KIND_NAMES[kind])
