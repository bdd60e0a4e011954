from django import template
from django.utils.translation import gettext

from opendata.subjects import FORMAT_NAMES

register = template.Library()


@register.filter
def in_words(message: str) -> str:
    """A message that was marked where it stands, in the page's language."""
    return gettext(message) if message else ""


@register.filter
def format_name(ending: str) -> str:
    return FORMAT_NAMES[ending]
