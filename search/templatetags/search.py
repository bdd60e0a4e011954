from django import template
from django.utils.safestring import SafeString

from search.excerpts import excerpt
from search.finding import Result

register = template.Library()


@register.simple_tag
def answer(result: Result, query: str) -> SafeString:
    """The part of the text that answers the query, with marks."""
    return excerpt(result.excerpt, query)
