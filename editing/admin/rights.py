"""What a person may do with an entry: writers, publishers, and translators of some languages.

A field that somebody may not change is shown disabled. A browser sends no disabled field: whoever
sends one all the same did not use the form, and the whole of it is refused.
"""

from collections.abc import Iterator
from functools import cached_property

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.html import format_html
from django.utils.translation import gettext

from accounts.models import profile_of
from publishing.languages import LANGUAGE_CODES, column, is_translation
from publishing.publication import Publishable

PUBLICATION = {"status", "publish_at", "take_down_at"}


class Rights:
    """Editors write drafts, publishers everything, translators the texts of their languages.

    ``is_proposal`` says that what they write becomes a draft beside what is public.
    """

    def __init__(self, user, options, is_proposal: bool = False):
        self.user, self.options, self.is_proposal = user, options, is_proposal

    def may(self, action: str) -> bool:
        """Return whether a role of the person has the right, whatever the entry."""
        codename = get_permission_codename(action, self.options)
        return self.user.has_perm(f"{self.options.app_label}.{codename}")

    @cached_property
    def is_translator(self) -> bool:
        """Whether the person translates, and does no more than that."""
        return self.may("translate") and not self.may("change")

    @property
    def languages(self) -> list[str]:
        """The languages whose texts the person may change."""
        return profile_of(self.user).languages if self.is_translator else LANGUAGE_CODES

    @property
    def live_languages(self) -> list[str]:
        """Those in which what a translator changes of something public is public at once."""
        return profile_of(self.user).live_languages

    def may_change(self) -> bool:
        """Return whether the person may write or translate, if only a draft beside the entry."""
        return self.is_translator or self.may("change")

    def may_save(self, entry) -> bool:
        """Return whether the entry itself is changed by what the person writes, not a draft."""
        return self.may("change") and self._is_theirs(entry)

    def may_delete(self, entry=None) -> bool:
        return self.may("delete") and self._is_theirs(entry)

    def may_confirm(self, entry, language: str) -> bool:
        """Return whether the person may say that a translation is up to date."""
        may = self.is_translator or self.is_proposal or self.may_save(entry)
        return may and language in self.languages

    def may_change_field(self, name: str, instance: models.Model) -> bool:
        """Return whether the person may change a field of an entry, or of a part of it."""
        if self.is_translator:
            return name in _texts(instance, self.languages)
        if self.may("publish"):
            return True
        if isinstance(instance, Publishable):
            is_open = self.is_proposal or instance.status == Publishable.Status.DRAFT
            return name not in PUBLICATION and is_open
        return True

    def _is_theirs(self, entry) -> bool:
        """Return whether it is a draft; what was published is for publishers only."""
        is_published = isinstance(entry, Publishable) and entry.status != Publishable.Status.DRAFT
        return not is_published or self.may("publish")


def _texts(instance: models.Model, languages: list[str]) -> set[str]:
    """Return the columns of texts in these languages; a slug that the public knows is none."""
    texts = {f.name for f in instance._meta.fields if is_translation(f) and f.language in languages}
    if isinstance(instance, Publishable) and instance.status == Publishable.Status.PUBLISHED:
        texts -= {column("slug", language) for language in LANGUAGE_CODES}
    return texts


def refuse_forged(form: forms.ModelForm, besides: tuple[str, ...] = ()) -> None:
    """Raise PermissionDenied if a form was sent with a value that it does not offer.

    ``besides`` names what Django itself adds to a row of a formset.
    """
    options = form._meta.model._meta
    fields = [*options.fields, *options.many_to_many]
    known = {DELETION_FIELD_NAME, *(field.name for field in fields)}
    disabled, offered = set(map(form.add_prefix, known - {*besides})), set()
    for name, field in form.fields.items():
        inputs = set(_inputs(form.add_prefix(name), field.widget))
        if field.disabled:
            disabled |= inputs
        else:
            offered |= inputs
    for name in disabled - offered:
        if name in form.files or any(form.data.getlist(name)):
            raise PermissionDenied


def _inputs(name: str, widget: forms.Widget) -> Iterator[str]:
    yield name
    if isinstance(widget, forms.ClearableFileInput):
        yield widget.clear_checkbox_name(name)


def refuse_forged_action(model_admin, request) -> None:
    """Raise PermissionDenied if an action of a list was sent that the person is not offered."""
    action = request.POST.get("action")
    if action and action not in model_admin.get_actions(request):
        raise PermissionDenied


def action_checkbox(model_admin, entry) -> str:
    """Return Django's own box, without a template for each: they took a third of a list's time."""
    label = format_html(gettext("Select this object for an action - {}"), entry)
    pattern = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
    return format_html(pattern, ACTION_CHECKBOX_NAME, entry.pk, label)
