"""When what the public sees last changed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.template.context import Context

from pages.models import Page
from publishing.publication import Publishable


def last_change(shown: Iterable[Publishable]) -> datetime | None:
    """Return the newest change; what was prepared earlier is new when it becomes public."""
    changes = (max(item.updated, item.publish_at or item.updated) for item in shown)
    return max(changes, default=None)


def opening_words(context: Context) -> Page | None:
    """Return what opens the list that the page is; None for any other, or without such words."""
    match = context["request"].resolver_match
    roles = {view: role for role, view in Page.OPENING_WORDS.items()}
    role = roles.get(match.view_name) if match else None
    return role and context["menus"].opening_pages[role]


def last_change_of_page(context: Context) -> datetime | None:
    """Return that of the page's entry, or of all that it lists, as far as it is loaded."""
    versions = context.get("public_versions")
    if versions:
        return max(version.since for version in versions)
    if context.get("entry"):
        return last_change([context["entry"]])
    return last_change(_listed(context))


def _listed(context: Context) -> Iterator[Publishable]:
    opening = opening_words(context)
    if opening:
        yield opening
    match = context["request"].resolver_match
    if match and match.view_name == "partners:list":
        for partner in context["object_list"]:
            yield partner
            yield from partner.agreements.all()
    if match and match.view_name == "decisions:list":
        yield from context["object_list"]
    for item in [*context.get("timeline_items", ()), *context.get("undated", ())]:
        yield item.entry
