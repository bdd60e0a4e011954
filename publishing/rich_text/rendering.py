"""A kept text as the public sees it."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from publishing.pictures import Picture

_PICTURE = re.compile(r'<img data-picture="(\d+)">')
_OUTSIDE = re.compile(r'<a href="(?=https?://)')


def render(html: str) -> SafeString:
    """A kept text as the public sees it, its pictures described in the active language."""
    marked = _OUTSIDE.sub('<a class="outside" rel="external" href="', html)
    pictures = Picture.objects.in_bulk(_PICTURE.findall(html)) if "<img" in html else {}
    return mark_safe(_PICTURE.sub(lambda found: _figure(pictures.get(int(found[1]))), marked))


def _figure(picture: Picture | None) -> str:
    """A picture with its words; nothing for one that is no longer in the library."""
    return render_to_string("layout/_picture.html", {"picture": picture}) if picture else ""
