from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django_countries.fields import Country

from partners.filters import PartnerFilter
from partners.map.pictures import Picture
from partners.map.placing import MiniMap, mini_map
from partners.models import PartnerRegion
from partners.relations import relation_of
from publishing.languages import language_shown

register = template.Library()
register.filter("relation", relation_of)


@register.simple_tag
def sorted_as(filter: PartnerFilter, name: str) -> str:
    """Give the ``aria-sort`` of a column's header, if the table is in its order."""
    sort = filter.chosen.get("sort")
    if sort == name:
        return mark_safe(' aria-sort="ascending"')
    if sort == f"-{name}":
        return mark_safe(' aria-sort="descending"')
    return ""


@register.simple_tag
def institution(partner: PartnerRegion) -> SafeString | str:
    """Return the partner's institution as the page's language calls it, else as itself does.

    Marked with its language where that is not the page's.
    """
    language, name = language_shown(partner, "institution"), partner.institution
    if language != get_language() and partner.own_name:
        language, name = partner.own_language, partner.own_name
    elif language != get_language() == partner.own_language:
        return ""  # no translation stands in for the name that its own people know
    if name == partner.own_institution:
        language = partner.own_language
    return (
        name
        if language == get_language()
        else format_html('<span lang="{}">{}</span>', language, name)
    )


@register.simple_tag
def flag(country: Country) -> SafeString:
    """Show the country's flag, which says nothing that the name beside it does not."""
    url = static(f"img/flags/{country.code.lower()}.svg")
    return format_html(
        '<img class="flag" src="{}" alt="" width="20" height="20" loading="lazy">', url
    )


@register.simple_tag
def mini_map_of(partner: PartnerRegion) -> MiniMap | None:
    """Show the map of the partner and Harghita, if the partner's coordinates are published."""
    return mini_map(partner)


@register.simple_tag
def map_picture(picture: Picture, caption: str) -> SafeString:
    """Show a picture of the map of partners, called after its frame."""
    return _rendered(picture, caption, get_language())


@lru_cache(maxsize=32)
def _rendered(picture: Picture, caption: str, _language: str) -> SafeString:
    # Most edits leave the map as it is, and it is half of the home page.
    return render_to_string(
        "partners/_map_picture.html", {"picture": picture, "caption": caption, "alternative": ""}
    )


@register.simple_tag
def group_count(counts: dict[tuple[str, int], int], code: str, is_former: int) -> int:
    """Return how many of them are in the country, among the current ones or the former."""
    return counts[code, is_former]


@register.simple_tag
def country_count(counts: dict[str, int], code: str) -> int:
    """Return how many of the partners that fit the filter are in the country."""
    return counts[code]
