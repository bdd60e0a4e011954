"""What a person may do with an entry: writers, publishers, and translators of some languages.

A field that somebody may not change is shown and closed. A browser sends no closed field: whoever
sends one all the same did not use the form, and the whole of it is refused.
"""

import re
from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.formsets import DEFAULT_MAX_NUM, DELETION_FIELD_NAME
from django.utils.html import format_html
from django.utils.translation import gettext

from accounts.models import languages_of
from publishing.languages import LANGUAGE_CODES, column, is_translation
from publishing.publication import Publishable

NUMBER = re.compile(r"[0-9]{1,9}")
PUBLICATION = {"status", "publish_at", "take_down_at"}


class ActionsWithRights(admin.ModelAdmin):
    """A list whose actions are refused to who is not offered them."""

    def action_checkbox(self, entry):
        """Django's own box, but not a template for each: they took a third of the list's time."""
        label = format_html(gettext("Select this object for an action - {}"), entry)
        pattern = (
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        )
        return format_html(pattern, ACTION_CHECKBOX_NAME, entry.pk, label)

    def changelist_view(self, request, extra_context=None):
        action = request.POST.get("action")
        if action and action not in self.get_actions(request):
            raise PermissionDenied
        return super().changelist_view(request, extra_context)


class RightsAdmin(ActionsWithRights):
    """Editors change drafts, publishers everything, translators the texts of their languages."""

    def has_right(self, request, action: str) -> bool:
        codename = get_permission_codename(action, self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def has_publish_permission(self, request, obj=None) -> bool:
        return self.has_right(request, "publish")

    def is_translator(self, request) -> bool:
        """Whether the person translates, and does no more than that."""
        return self.has_right(request, "translate") and not self.has_right(request, "change")

    def may_write(self, request, obj=None) -> bool:
        """Whether the person may change the entry, and not only translate it."""
        return self.has_right(request, "change") and self._is_theirs(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.is_translator(request) or self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.has_right(request, "delete") and self._is_theirs(request, obj)

    def _is_theirs(self, request, obj) -> bool:
        """What was published is for publishers only."""
        is_draft = getattr(obj, "status", Publishable.Status.DRAFT) == Publishable.Status.DRAFT
        return is_draft or self.has_publish_permission(request, obj)

    def languages_of(self, request) -> list[str]:
        """The languages whose texts the person may change."""
        return languages_of(request.user) if self.is_translator(request) else LANGUAGE_CODES

    def may_confirm(self, request, entry, language: str) -> bool:
        is_theirs = self.is_translator(request) or self.may_write(request, entry)
        return is_theirs and language in self.languages_of(request)

    def is_open(self, request, name: str, instance: models.Model) -> bool:
        """Whether the person may change a field of an entry, or of a part of it."""
        if self.is_translator(request):
            return name in _texts(instance, languages_of(request.user))
        if self.has_publish_permission(request, instance):
            return True
        if isinstance(instance, Publishable):
            return name not in PUBLICATION and instance.status == Publishable.Status.DRAFT
        return True

    # --- Forms --------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.is_open = staticmethod(lambda name, entry: self.is_open(request, name, entry))
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            self._refuse_forged(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse_forged(self, request, object_id) -> None:
        entry = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and entry is None:
            return  # nothing to be changed
        fields = flatten_fieldsets(self.get_fieldsets(request, entry))
        form = self.get_form(request, entry, change=bool(entry), fields=fields)(instance=entry)
        closed = closed_names(form)
        for formset, inline in self.get_formsets_with_inlines(request, entry):
            closed |= _closed_rows(request, formset, inline, form.instance)
        sent = {name for name, values in request.POST.lists() if any(values)}
        if closed & (sent | set(request.FILES)):
            raise PermissionDenied


class RowsWithRights(forms.BaseInlineFormSet):
    """Rows that can be deleted only by who may."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields and not form.is_open("", form.instance):
            form.fields[DELETION_FIELD_NAME].disabled = True


class RightsInline(admin.options.InlineModelAdmin):
    """What belongs to an entry follows the entry."""

    formset = RowsWithRights

    @property
    def _whole(self) -> RightsAdmin:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        return self._whole.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._whole.may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._whole.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._whole.may_write(request, obj)

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        whole = self._whole
        formset.form.is_open = staticmethod(lambda name, row: whole.is_open(request, name, row))
        return formset


def _texts(instance: models.Model, languages: list[str]) -> set[str]:
    """The columns of texts in these languages; an address that the public knows is no such text."""
    texts = {f.name for f in instance._meta.fields if is_translation(f) and f.language in languages}
    if getattr(instance, "status", None) == Publishable.Status.PUBLISHED:
        texts -= {column("slug", language) for language in LANGUAGE_CODES}
    return texts


def closed_names(form: forms.ModelForm) -> set[str]:
    """The names of inputs that the form does not offer, of the fields that its model has."""
    options = form._meta.model._meta
    known = [DELETION_FIELD_NAME, *(f.name for f in options.get_fields() if f.concrete)]
    closed = set(map(form.add_prefix, known))
    offered = set()
    for name, form_field in form.fields.items():
        inputs = set(_inputs(form.add_prefix(name), form_field.widget))
        if form_field.disabled:
            closed |= inputs
        else:
            offered |= inputs
    return closed - offered


def _closed_rows(request, formset, inline, entry) -> set[str]:
    """The names of inputs that a formset does not offer, row by row as they were sent."""
    prefix, key = formset.get_default_prefix(), formset.model._meta.pk.name
    rows = formset(instance=entry, prefix=prefix, queryset=inline.get_queryset(request))
    there = {str(row.instance.pk): row for row in rows.initial_forms}
    may_add = inline.has_add_permission(request, entry if entry.pk else None)
    closed = set()
    for number in rows_sent(request.POST, prefix):
        start = f"{prefix}-{number}"
        row = there.get(request.POST.get(f"{start}-{key}", ""))
        if row is None and not may_add:
            closed |= {name for name in request.POST if name.startswith(f"{start}-")}
            continue
        row = row or rows.empty_form
        names = {name.removeprefix(f"{row.prefix}-") for name in closed_names(row)}
        parent = formset.fk.name
        closed |= {f"{start}-{name}" for name in names - {key, parent}}
    return closed


def rows_sent(data, prefix: str) -> range:
    """The numbers of the rows of a formset that were sent, of no more than Django reads."""
    total = data.get(f"{prefix}-TOTAL_FORMS") or "0"
    return range(min(int(total), 2 * DEFAULT_MAX_NUM) if NUMBER.fullmatch(total) else 0)


def _inputs(name: str, widget: forms.Widget) -> Iterator[str]:
    yield name
    if isinstance(widget, forms.MultiWidget):
        yield from (name + ending for ending in widget.widgets_names)
    if isinstance(widget, forms.ClearableFileInput):
        yield widget.clear_checkbox_name(name)
