"""Where an entry is edited, and the views that its admin has besides Django's."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model
from django.http import Http404
from django.urls import path, reverse


def admin_url(entry: Model, view: str, *args) -> str:
    """Return the URL of a view of the entry's admin: ``change``, ``history`` …"""
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{entry.form_name}_{view}", args=[entry.pk, *args])


def form_url(entry: Model, anchor: str = "") -> str:
    """Return the URL of the entry's form, at the input with the identifier ``anchor`` if given."""
    return admin_url(entry, "change") + (f"#{anchor}" if anchor else "")


def model_url(model_admin, view: str) -> str:
    """Return the URL of a view that is about no entry: ``changelist``, ``deleted`` …"""
    options = model_admin.opts
    return reverse(f"admin:{options.app_label}_{options.model_name}_{view}")


def entry_or_404(model_admin, request, key: int | str) -> Model:
    """Return the entry that a view of its admin is about; raise Http404 if there is none."""
    entry = model_admin.get_object(request, str(key))
    if entry is None:
        raise Http404
    return entry


def paths(model_admin, views: dict[str, tuple[str, Callable]]) -> list:
    """Return the URL patterns of views that take the admin first; by name their route and view."""
    options = model_admin.opts
    return [
        path(
            route,
            model_admin.admin_site.admin_view(partial(view, model_admin)),
            name=f"{options.app_label}_{options.model_name}_{name}",
        )
        for name, (route, view) in views.items()
    ]
