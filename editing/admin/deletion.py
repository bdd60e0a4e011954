"""Deleting an entry: what it means is said first, and its addresses go on leading somewhere."""

from collections import defaultdict

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import actions
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import ngettext

from editing.admin.linking_texts import any_contains, linking_entries, models_with_texts
from editing.admin.urls import form_url
from publishing.numbers import key_or_none
from publishing.redirects import was_ever_public

MAX_NAMED = 5  # entries of a kind that refer to what is deleted
REDIRECT_INPUT = "redirect_to"  # its value is the key of an entry of the same kind


def described(deleted: list) -> list:
    """Return what goes, but for rows of the site's own that say nothing to people."""
    internal = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created or not model._meta.default_permissions
    ]
    return _without(deleted, tuple(f"{capfirst(m._meta.verbose_name)}: " for m in internal))


def describe_consequences(entry: models.Model) -> dict:
    """Return what the page that asks says besides: what stays without the entry."""
    return {
        "remaining": [_describe(kind, found) for kind, found in references(entry)],
        "linking": linking_entries([entry]),
        "original": entry,
        "form_address": form_url(entry),
    }


@admin.action(description=actions.delete_selected.short_description, permissions=["delete"])
def delete_selected(model_admin, request, queryset):
    """Delete entries; ask first, with the number of those that the public has seen."""
    entries = list(queryset)
    seen = sum(map(was_ever_public, entries))  # before they go
    response = actions.delete_selected(model_admin, request, queryset)
    if response is not None:
        response.context_data["seen"] = seen
        response.context_data["linking"] = linking_entries(entries)
    return response


def chosen_target(request, entry: models.Model) -> models.Model | None:
    """Return the entry to which the URLs of a deleted one are to lead, as staff chose."""
    key = key_or_none(request.POST.get(REDIRECT_INPUT))
    return None if key is None else possible_targets(entry).filter(pk=key).first()


def possible_targets(entry: models.Model) -> models.QuerySet:
    """Return the published entries of the same kind, to which its URLs could lead."""
    return entry._meta.concrete_model.objects.published().exclude(pk=entry.pk).order_by("pk")


def _without(goes: list, names: tuple[str, ...]) -> list:
    """Return the tree of names without those that begin so."""
    return [
        _without(one, names) if isinstance(one, list) else one
        for one in goes
        if isinstance(one, list) or not str(one).startswith(names)
    ]


def _describe(kind: str, entries: list[models.Model]) -> dict:
    """In words how many entries of a kind refer to what is deleted, and the first of them."""
    message = ngettext(
        "%(number)d entry of this kind refers to it and will lose the reference: %(kind)s.",
        "%(number)d entries of this kind refer to it and will lose the reference: %(kind)s.",
        len(entries),
    )
    return {
        "words": message % {"number": len(entries), "kind": kind},
        "entries": [(str(entry), form_url(entry)) for entry in entries[:MAX_NAMED]],
        "has_more": len(entries) > MAX_NAMED,
    }


def references(entry: models.Model) -> list[tuple[str, list[models.Model]]]:
    """Return what refers to the entry and is not deleted with it, by its kind in words."""
    found: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)
    for relation in entry._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or _goes_with_it(relation):
            continue
        there = relation.related_model._base_manager.filter(**{relation.field.name: entry.pk})
        found[relation.related_model] |= {other.pk: other for other in there}
    for model, there in _texts_with(entry):
        found[model] |= {other.pk: other for other in there}
    return [
        (capfirst(str(model._meta.verbose_name_plural)), list(others.values()))
        for model, others in found.items()
        if others
    ]


def _goes_with_it(relation) -> bool:
    is_history = relation.related_model.__name__.startswith("Historical")
    is_through = relation.related_model._meta.auto_created
    is_deleted = not relation.many_to_many and relation.on_delete is models.CASCADE
    return is_history or bool(is_through) or is_deleted


def _texts_with(entry: models.Model):
    """Yield the entries with the picture in one of their texts, by model, if it is a picture."""
    if entry._meta.model_name != "picture":
        return
    for model, texts in models_with_texts():
        shown = any_contains(texts, f'data-picture="{entry.pk}"')
        yield model, model._base_manager.filter(shown)
