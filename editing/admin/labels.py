"""What the columns of entries are called in forms, whether they can be changed there or not."""

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from history.snapshots import SLUG_LABEL
from publishing.languages import LANGUAGE_NAMES, EntryTranslation, is_translation


class LabelUnderLanguage(str):
    """A label that names its language, but not to the eye: the heading above names it already."""

    def __new__(cls, label: str, language: str):
        self = super().__new__(cls, f"{label} ({language})")
        self.label, self.language = label, language
        return self

    def __html__(self) -> SafeString:
        pattern = '{}<span class="visually-hidden"> ({})</span>'
        return format_html(pattern, self.label, self.language)


def label_of(db_field: models.Field, under_heading: bool) -> str:
    """Return the label of a column; that of one language names it, if not always to the eye."""
    if not is_translation(db_field):
        return capfirst(str(db_field.verbose_name))
    is_slug = isinstance(db_field, models.SlugField)
    under_heading = under_heading and db_field.translated_field.name not in EntryTranslation.fields
    label = SLUG_LABEL if is_slug else capfirst(db_field.translated_field.verbose_name)
    language = LANGUAGE_NAMES[db_field.language]
    return LabelUnderLanguage(label, language) if under_heading else f"{label} ({language})"
