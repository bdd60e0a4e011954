import re

from django import template
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import get_language

from publishing.models import Entry
from publishing.permalinks import permalink
from publishing.rich_text.cleaning import plain_text
from syndication.social.cards import card_path
from syndication.social.changes import opening_words
from syndication.social.json_ld import linked_data, trail

register = template.Library()
register.simple_tag(linked_data, takes_context=True)
MAX_DESCRIPTION = 160
# After a full stop, where a capital follows: "2003. november" and "nr. 5" go on.
SENTENCE_END = re.compile(r"(?<=[.!?”)])\s+(?=[„“A-ZÀ-ÖØ-ÞĂȘȚŐŰ])")
LOCALES = {"ro": "ro_RO", "hu": "hu_HU", "en": "en_GB"}


@register.simple_tag(takes_context=True)
def shared_entry(context) -> Entry | None:
    """Return what a shared link to this page shows: its entry, or its opening words."""
    return context.get("entry") or opening_words(context)


@register.simple_tag(takes_context=True)
def described(context, shared: Entry | None) -> str:
    """Return what a shared page is about, in a sentence or two; "" if nothing says it."""
    description = shared and (shared.seo_description or getattr(shared, "summary", ""))
    entry = context.get("entry")  # the texts of opening words are not loaded for lists
    if description or not entry:
        return description or ""
    by_heading = f"{entry.heading}." if entry.heading_describes else ""
    return opening_sentences(plain_text(entry.text)) or by_heading


def opening_sentences(text: str, limit: int = MAX_DESCRIPTION) -> str:
    """Return the first sentences that fit into the limit; of a longer one its first words."""
    first, *others = SENTENCE_END.split(" ".join(text.split()))
    if len(first) > limit:
        words = Truncator(first).chars(limit, truncate="").rstrip()
        is_cut_within = first[len(words) : len(words) + 1].isalnum()
        words = words.rpartition(" ")[0] if is_cut_within and " " in words else words
        return f"{words.rstrip(' ,;:–(„“')}…"
    chosen = first
    for sentence in others:
        if len(chosen) + 1 + len(sentence) > limit:
            break
        chosen = f"{chosen} {sentence}"
    return chosen


@register.simple_tag(takes_context=True)
def breadcrumbs(context) -> list[tuple[str, str]]:
    """Return the steps to the page as programs are told them; none on the home page."""
    match, entry = context["request"].resolver_match, context.get("entry")
    view = match.view_name if match else ""
    steps = [] if view == "home" else trail(view, entry)
    return steps if len(steps) > 1 else []


@register.simple_tag(takes_context=True)
def lasting_address(context) -> str:
    """Return the address by which people name the page: its entry's permanent one, or its own."""
    entry = context.get("entry")
    if entry is not None and entry.pk:
        return permalink(entry)
    return settings.SITE_URL + context["request"].path


@register.simple_tag
def locales() -> dict:
    """Return the page's language and the others, as Open Graph names them."""
    here = get_language()
    return {"here": LOCALES[here], "others": [n for code, n in LOCALES.items() if code != here]}


@register.simple_tag(takes_context=True)
def share_picture(context, entry: Entry | None) -> str:
    """Return the URL of the card of the page's entry, else of the home page; "" if none is."""
    shown = entry or context["menus"].opening_pages["home"]
    return share_card(shown) if shown else ""


@register.filter
def share_card(entry: Entry) -> str:
    """Return the whole URL of an entry's card in the active language; new with other words."""
    return f"{settings.SITE_URL}{card_path(entry)}"
