"""How a form says what somebody may only read: as the public does, not as the database has it."""

from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from publishing.admin.files import describe_document, describe_picture
from publishing.admin.labels import label_of
from publishing.fields import PeriodField, RichTextField
from publishing.languages import is_translation
from publishing.media.documents import DocumentField
from publishing.periods import formatting as wording
from publishing.rich_text.rendering import render


class ClosedFields:
    """Says the fields of an entry that are closed to a person; of the others, Django does."""

    languages_have_headings = True

    def closed_label(self, name: str) -> str | None:
        field = self._field(name)
        return label_of(field, self.languages_have_headings) if field else None

    def closed_value(self, entry: models.Model, name: str) -> SafeString | str | None:
        field = self._field(name)
        value = getattr(entry, name) if field else None
        if not value:
            return None
        if isinstance(field, PeriodField):
            return wording.words(value)
        if isinstance(field, DocumentField):
            return _of_file(describe_document(entry))
        if isinstance(field, models.ImageField):
            return _of_file(describe_picture(entry))
        if is_translation(field):
            is_rich = isinstance(field, RichTextField)
            text = render(value) if is_rich else mark_safe(linebreaks(value, autoescape=True))
            return format_html('<div class="closed-text" lang="{}">{}</div>', field.language, text)
        return None

    def _field(self, name: str) -> models.Field | None:
        """The field of that name; None where it is a method of the admin."""
        return next((field for field in self.model._meta.fields if field.name == name), None)


def _of_file(kept: dict) -> SafeString:
    return render_to_string("publishing/widgets/_kept_file.html", {"kept": kept})
