"""What templates ask of feeds: which of them belong to a page."""

from django import template

from activities.filters import TimelineFilter
from partners.models import PartnerRegion
from publishing.naming import names_of
from syndication.feeds.selections import NAMES, Selection

register = template.Library()


@register.simple_tag
def followed_at_all() -> list[Selection]:
    """Return what can be followed from a page about everything."""
    return [Selection()]


@register.simple_tag
def followed_by_kind() -> list[Selection]:
    """Return what can be followed but for partners: all of it, and each kind."""
    return [Selection(), *(Selection(kind=kind) for kind in NAMES)]


@register.simple_tag
def followed_by_filter(filter: TimelineFilter) -> list[Selection]:
    """Return what can be followed from the timeline: all, and the kind and partner chosen."""
    chosen = filter.chosen
    kind, partner = chosen.get("kind", ""), chosen.get("partner")
    narrower = [Selection(kind=kind)] * bool(kind) + [Selection(partner=partner)] * bool(partner)
    return [Selection(), *narrower]


@register.simple_tag(takes_context=True)
def feed_title(context, selection: Selection) -> str:
    """Return the name of a feed among those of other sites."""
    return selection.title(names_of(context["site_settings"]))


@register.simple_tag
def followed_of_partner(partner: PartnerRegion) -> list[Selection]:
    """Return what can be followed from a partner's page."""
    return [Selection(partner=partner)]
