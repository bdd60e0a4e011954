"""What is wrong in a form that was sent: told at its top, each error a link to its field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FormError:
    """What is wrong with a field, and the identifier of its input."""

    label: str
    message: str
    anchor: str


def summarise_errors(context: dict) -> list[FormError]:
    """Return the errors in the order in which they stand; ask again for files that were sent."""
    sent = list(_forms(context))
    for _whole, form in sent:
        _ask_for_files_again(form)
    return [error for whole, form in sent for error in _errors(whole, form)]


def _forms(context) -> Iterator[tuple[str, forms.BaseForm]]:
    """Yield the form and those of its rows, each row with the words by which people know it."""
    yield "", context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        kind = capfirst(inline.opts.verbose_name)
        for number, row in enumerate(inline.formset.forms, start=1):
            yield f"{kind} {number}: ", row


def _ask_for_files_again(form: forms.BaseForm) -> None:
    """Say that a browser forgets the file that was chosen when the form is shown again."""
    for name, field in form.fields.items():
        file = form.files.get(form.add_prefix(name))
        if isinstance(field, forms.FileField) and file and name not in form.errors:
            message = _("Choose this file again. It has not been saved: %(name)s")
            form.add_error(name, message % {"name": file.name})
    form.files = MultiValueDict()  # else what is kept would not be shown


def _errors(whole: str, form: forms.BaseForm) -> Iterator[FormError]:
    for field in form:  # in the order in which they stand
        anchor = field.id_for_label or f"{field.auto_id}_0"  # the first of several inputs
        for message in field.errors:
            yield FormError(f"{whole}{field.label}", message, anchor)
