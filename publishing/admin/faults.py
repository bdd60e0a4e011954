"""What is wrong in a form that was sent: told at its top, each fault a link to its field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field, and the identifier of its input."""

    label: str
    message: str
    anchor: str


class FaultsAdmin(admin.ModelAdmin):
    """Leads from the top of a form that could not be saved to each field with a fault."""

    def render_change_form(self, request, context, *args, **options):
        if context.get("errors"):
            sent = list(_forms(context))
            for _whole, form in sent:
                _ask_for_files_again(form)
            context["faults"] = [fault for whole, form in sent for fault in _faults(whole, form)]
        return super().render_change_form(request, context, *args, **options)


def _forms(context) -> Iterator[tuple[str, forms.BaseForm]]:
    """The form and those of its rows, each row with the words by which people know it."""
    yield "", context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        kind = capfirst(inline.opts.verbose_name)
        for number, row in enumerate(inline.formset.forms, start=1):
            yield f"{kind} {number}: ", row


def _ask_for_files_again(form: forms.BaseForm) -> None:
    """A browser forgets the file that was chosen when the form is shown again: that is said."""
    for name, field in form.fields.items():
        file = form.files.get(form.add_prefix(name))
        if isinstance(field, forms.FileField) and file and name not in form.errors:
            message = _("Choose this file again, it is not saved yet: %(name)s")
            form.add_error(name, message % {"name": file.name})
    form.files = MultiValueDict()  # else what is kept would not be shown


def _faults(whole: str, form: forms.BaseForm) -> Iterator[Fault]:
    for field in form:  # in the order in which they stand
        anchor = field.id_for_label or f"{field.auto_id}_0"  # the first of several inputs
        for message in field.errors:
            yield Fault(f"{whole}{field.label}", message, anchor)
