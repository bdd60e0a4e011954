"""Where an entry is edited."""

from django.db.models import Model
from django.urls import reverse


def admin_address(entry: Model, view: str, *args) -> str:
    """The address of a view of the entry's admin: ``change``, ``history`` …

    An entry whose form is that of a proxy model says so by its ``form_name``.
    """
    name = getattr(entry, "form_name", entry._meta.model_name)
    return reverse(f"admin:{entry._meta.app_label}_{name}_{view}", args=[entry.pk, *args])


def form_address(entry: Model, anchor: str = "") -> str:
    """The entry's form, at the input with the identifier ``anchor`` if one is given."""
    return admin_address(entry, "change") + (f"#{anchor}" if anchor else "")
