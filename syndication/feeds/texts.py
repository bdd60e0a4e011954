"""How an entry of the timeline is called and told outside the site, where no page is around it."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from activities.timeline import DECISION, TimelineItem
from publishing.languages import in_its_language, language_shown
from publishing.media.pictures import Picture
from publishing.rich_text.rendering import pictures_in, render_with

# Neither XML 1.0 (2.2) nor iCalendar (RFC 5545, 3.1) can hold these, whoever pasted them.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EMPTY_LINES = re.compile(r"\n\s*\n")
_URL = re.compile(r'(?<=\s)(href|src)="([^"]*)"')


def sayable(text: str) -> str:
    """Return the text without characters that no feed and no calendar can hold."""
    return _UNSAYABLE.sub("", text)


def title_of(item: TimelineItem) -> str:
    """Return what an entry is called where nothing stands around it."""
    return sayable(item.entry.heading)


def title_language(item: TimelineItem) -> str:
    """Return the language that the title is in; of a decision's, that of most of it."""
    if item.kind == DECISION:
        return get_language()
    return language_shown(item.entry, "title") or get_language()


def page_of(item: TimelineItem) -> str:
    """Return the whole URL of the page that shows it in the active language."""
    return settings.SITE_URL + item.entry.get_absolute_url()


def contents(items: Iterable[TimelineItem]) -> list[SafeString]:
    """Return all that is said of each entry, as HTML that stands alone: with whole URLs."""
    items = list(items)
    pictures = pictures_in(_text(item) for item in items)
    return [_content(item, pictures) for item in items]


def _content(item: TimelineItem, pictures: dict[int, Picture]) -> SafeString:
    context = {"item": item, "text": _prose(item, pictures)}
    html = _EMPTY_LINES.sub("\n", render_to_string("feeds/entry.html", context)).strip()
    return SafeString(sayable(_with_whole_addresses(html, page_of(item))))


def _prose(item: TimelineItem, pictures: dict[int, Picture]) -> SafeString | str:
    """Return the formatted text; marked with its language where that is not the feed's."""
    if not (text := _text(item)):
        return ""
    html = render_with(pictures, text, "feeds/_picture.html")
    return in_its_language(item.entry, "text", html, "div")


def _text(item: TimelineItem) -> str:
    return item.entry.text or ""


def _with_whole_addresses(html: str, page: str) -> str:
    def whole(found: re.Match) -> str:
        url = urljoin(page, unescape(found[2]))
        return f'{found[1]}="{escape(url)}"'

    return _URL.sub(whole, html)
