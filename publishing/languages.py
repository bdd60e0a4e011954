"""Which of an entry's texts are there in which language, and what is shown where one is missing."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override, pgettext_lazy
from modeltranslation.fields import TranslationField
from modeltranslation.translator import TranslationOptions, translator

from publishing.fields import FoldedField, PeriodField, RichTextField
from publishing.text import normalise_text

LANGUAGE_CODES = tuple(code for code, name in settings.LANGUAGES)
# As they stand after a label; Romanian and Hungarian write them small there.
LANGUAGE_NAMES = {
    "ro": pgettext_lazy("after a label", "Romanian"),
    "hu": pgettext_lazy("after a label", "Hungarian"),
    "en": pgettext_lazy("after a label", "English"),
}
Value = TypeVar("Value")


class EntryTranslation(TranslationOptions):
    """The translated fields that every `Entry` has."""

    fields: tuple[str, ...] = ("slug", "seo_title", "seo_description", "sort_name")
    empty_values = {"slug": None}


def column(field: str, language: str) -> str:
    """Return the column that holds a translated field's text in a language: ``name_hu``."""
    return f"{field}_{language}"


def in_each_language(make: Callable[[], Value]) -> dict[str, Value]:
    """Return what a function makes while each language is the active one, by its code."""
    return {code: override(code)(make)() for code in LANGUAGE_CODES}


@cache
def content_fields(model) -> list[str]:
    """Return the translated fields that visitors read, in the order of the model."""
    translated = translator.get_options_for_model(model).all_fields
    return [
        name
        for name in translated
        if name not in EntryTranslation.fields
        and not isinstance(model._meta.get_field(name), FoldedField)
    ]


def languages_in_turn() -> list[str]:
    """Return the active language, then those whose texts stand in for it where it has none."""
    return list(dict.fromkeys([get_language(), *settings.MODELTRANSLATION_FALLBACK_LANGUAGES]))


def language_shown(instance, field: str) -> str | None:
    """Return the language in which visitors of the active one read the field; None if empty."""
    for language in languages_in_turn():
        if getattr(instance, column(field, language)):
            return language
    return None


def in_its_language(instance, field: str, text: str, element: str) -> SafeString | str:
    """Return the text of a field in an element with its language, if that is not the active one."""
    language = language_shown(instance, field)
    if language in (None, get_language()):
        return text
    return format_html('<{0} lang="{1}">{2}</{0}>', element, language, text)


def normalise_texts(instance) -> None:
    """Make the plain texts of a record the same whichever way they came (see `normalise_text`)."""
    for name, language in _plain_texts(type(instance)):
        if isinstance(text := instance.__dict__.get(name), str):  # else not loaded
            setattr(instance, name, normalise_text(text, language))


@cache
def _plain_texts(model) -> list[tuple[str, str | None]]:
    """Return the columns of plain text that people fill in, each with its language."""
    columns = model._meta.concrete_fields
    translated = {field.translated_field.name for field in columns if is_translation(field)}
    coded = models.SlugField | models.URLField | PeriodField | RichTextField
    return [
        (field.attname, getattr(field, "language", None))
        for field in columns
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in translated
        and not isinstance(field, coded)
    ]


def clean_rich_texts(instance) -> None:
    """Clean the formatted texts of every language."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, RichTextField) and is_translation(field):
            setattr(instance, field.attname, field.to_python(getattr(instance, field.attname)))


def is_translation(field) -> bool:
    """Return whether a model field is the column of one language."""
    return isinstance(field, TranslationField)
