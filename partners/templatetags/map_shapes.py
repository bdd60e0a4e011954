from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from partners.map.shapes import paths

register = template.Library()


@register.simple_tag
def shape(name: str) -> SafeString:
    """Return a path of map.svg, for a picture that is to stand alone."""
    d, scale = paths()[name]
    pattern = '<path id="{}" transform="scale({})" vector-effect="non-scaling-stroke" d="{}"/>\n'
    return format_html(pattern, name, scale, d)
