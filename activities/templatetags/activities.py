from dataclasses import dataclass

from django import template
from django.utils.formats import number_format
from django.utils.text import capfirst

from activities.chart_parts import Chart
from activities.filters import KIND_NAMES
from activities.models import KINDS, Activity
from activities.timeline_chart import draw_strip
from partners.models import PartnerRegion

register = template.Library()
MAX_SHOWN = 50  # activities on the page of a partner


@dataclass(frozen=True)
class Done:
    """What was done with a partner: by kind, and as a strip of years if anything has a date."""

    by_kind: list[tuple[str, list[Activity]]]
    chart: Chart | None


@register.simple_tag
def done_with(partner: PartnerRegion) -> Done:
    """Return the published activities shared with a partner: of each kind its name and its own.

    Newest first, the undated last; not all of very many, as the timeline has them. What another
    of them is a part of says nothing new beside it.
    """
    found = list(partner.activities.published().newest_first().as_cards()[:MAX_SHOWN])
    wholes = {activity.part_of_id for activity in found}
    shown = [activity for activity in found if activity.pk not in wholes]
    by_kind = [
        (capfirst(model._meta.verbose_name_plural), [a for a in shown if a.kind == model.only_kind])
        for model in KINDS
    ]
    named = [(name, activities) for name, activities in by_kind if activities]
    return Done(named, draw_strip(partner, shown))


@register.simple_tag
def euros(amount: int) -> str:
    """Return an amount in euros, its thousands apart as the page's language writes them."""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)} €"


@register.filter
def kind_name(kind: str) -> str:
    """Return what a kind of timeline entry is called, as a heading or a tag shows it."""
    return capfirst(KIND_NAMES[kind])
