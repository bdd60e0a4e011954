from django import template
from django.utils.safestring import SafeString

from search.documents import Document
from search.excerpts import excerpt

register = template.Library()


@register.simple_tag
def answer(document: Document, query: str) -> SafeString:
    """The part of the document's text that answers the query, with marks."""
    return excerpt(document.excerpt, query)
