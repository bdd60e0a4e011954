from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pages.models import Page
from publishing.models import Entry
from sharing.cards import name_of
from sharing.linked_data import linked_data

register = template.Library()
LOCALES = {"ro": "ro_RO", "hu": "hu_HU", "en": "en_GB"}


@register.simple_tag(takes_context=True)
def shared_entry(context) -> Entry | None:
    """What a link to this page shows when it is shared: its entry, or its opening words."""
    match = context["request"].resolver_match
    roles = {view: role for role, view in Page.OPENING_WORDS.items()}
    role = roles.get(match.view_name) if match else None
    return context.get("entry") or (role and context["menus"].words[role])


@register.simple_tag(takes_context=True, name="linked_data")
def said_to_programs(context) -> SafeString:
    """What the page says to programs, as JSON-LD."""
    return linked_data(context)


@register.simple_tag
def locales() -> dict:
    """The page's language and the others, as Open Graph names them."""
    here = get_language()
    return {"here": LOCALES[here], "others": [n for code, n in LOCALES.items() if code != here]}


@register.simple_tag(takes_context=True)
def share_picture(context, entry: Entry | None) -> str:
    """The card of the page's entry; where it has none, that of the home page; "" if none is."""
    shown = entry or context["menus"].words["home"]
    return share_card(shown) if shown else ""


@register.filter
def share_card(entry: Entry) -> str:
    """The whole address of an entry's card in the active language; it changes with the entry."""
    kind, _, pk = name_of(entry).partition("-")
    path = reverse("sharing:card", args=[kind, int(pk)])
    return f"{settings.SITE_URL}{path}?{entry.updated:%Y%m%d%H%M%S}"
