"""How a form says what somebody may only read: as the public does, not as the database has it."""

from dataclasses import dataclass

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from editing.admin.files import describe_file
from editing.admin.labels import label_of
from editing.admin.urls import form_url
from publishing.fields import PeriodField, RichTextField
from publishing.languages import is_translation
from publishing.periods import formatting as wording
from publishing.rich_text.rendering import render


@dataclass(frozen=True)
class ReadOnlyField:
    """What Django's form takes in place of a field's name: a function of the entry, labelled."""

    field: models.Field
    under_heading: bool

    @property
    def __name__(self) -> str:
        return self.field.name

    @property
    def short_description(self) -> str:
        return label_of(self.field, self.under_heading)

    def __call__(self, entry: models.Model) -> SafeString | str:
        field, value = self.field, getattr(entry, self.field.name)
        if field.many_to_many:
            return ", ".join(map(str, value.all())) or "-"
        if not value:
            return display_for_field(value, field, "-")
        if field.many_to_one:
            return format_html('<a href="{}">{}</a>', form_url(value), value)
        if isinstance(field, PeriodField):
            return wording.format_period(value)
        if isinstance(field, models.FileField):
            current = {"file": describe_file(entry)}
            return render_to_string("publishing/widgets/_current_file.html", current)
        if is_translation(field):
            is_rich = isinstance(field, RichTextField)
            text = render(value) if is_rich else mark_safe(linebreaks(value, autoescape=True))
            pattern = '<div class="read-only-text" lang="{}">{}</div>'
            return format_html(pattern, field.language, text)
        return display_for_field(value, field, "-")


def replace_read_only(options, fieldsets: list, names, under_heading: bool) -> list:
    """Return the fieldsets with the fields of these names read-only; None stands for all fields.

    What an admin works out itself, such as where a picture is used, is no field, and stays.
    """
    fields = {field.name for field in (*options.fields, *options.many_to_many)}

    def replaced(name):
        if isinstance(name, list | tuple):
            return type(name)(map(replaced, name))
        is_read_only = isinstance(name, str) and name in (fields if names is None else names)
        return ReadOnlyField(options.get_field(name), under_heading) if is_read_only else name

    return [
        (title, {**content, "fields": replaced(list(content["fields"]))})
        for title, content in fieldsets
    ]
