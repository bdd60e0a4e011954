from django import template
from django.conf import settings
from django.urls import reverse

from pages.models import Page
from publishing.models import Entry
from sharing.cards import name_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shared_entry(context) -> Entry | None:
    """What a link to this page shows when it is shared: its entry, or its opening words."""
    match = context["request"].resolver_match
    roles = {view: role for role, view in Page.OPENING_WORDS.items()}
    role = roles.get(match.view_name) if match else None
    return context.get("entry") or (role and context["menus"].words[role])


@register.filter
def share_card(entry: Entry) -> str:
    """The whole address of an entry's card in the active language; it changes with the entry."""
    kind, _, pk = name_of(entry).partition("-")
    path = reverse("sharing:card", args=[kind, int(pk)])
    return f"{settings.SITE_URL}{path}?{entry.updated:%Y%m%d%H%M%S}"
