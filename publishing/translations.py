"""What each translation was made from, and so whether it still says the same."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from publishing.languages import (
    LANGUAGE_CODES,
    clean_rich_texts,
    column,
    content_fields,
    normalise_texts,
)


class TranslationState(models.TextChoices):
    COMPLETE = "complete", _("complete")
    MISSING = "missing", _("missing")
    STALE = "stale", _("out of date")


class StateField(models.CharField):
    """How far an entry's texts are there in one language. Set when saving."""

    def __init__(self, *args, **options):
        defaults = {
            "max_length": 8,
            "choices": TranslationState,
            "default": TranslationState.COMPLETE,
            "editable": False,
            "db_index": True,
        }
        super().__init__(*args, **defaults | options)


class Translated(models.Model):
    """Something with texts in several languages, the first of which is their source.

    ``translated_from`` keeps, for each language and field, the pair of texts that were last said
    to agree: {"hu": {"text": {"of": "ro", "source": "…", "translation": "…"}}}. A translation is
    out of date when the source has changed since and the translation has not.
    """

    translated_from = models.JSONField(default=dict, editable=False)
    state_ro = StateField(_("Romanian"))
    state_hu = StateField(_("Hungarian"))
    state_en = StateField(_("English"))

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options):
        self.update_translation_state()
        if update_fields is not None:
            update_fields = {*update_fields, "translated_from", *map(state_column, LANGUAGE_CODES)}
        with transaction.atomic(savepoint=False):  # with its version, and all that follows
            super().save(*args, update_fields=update_fields, **options)

    def update_translation_state(self) -> None:
        """Clean the texts, and take note of how far they are there in each language."""
        normalise_texts(self)
        clean_rich_texts(self)  # as they will be read again, so that they compare
        record_translation_states(self, content_fields(type(self)))

    def confirm_translation(self, language: str) -> None:
        """Says that the texts of the language agree with their sources as they are now."""
        pairs = dict(_pairs(self, content_fields(type(self)), language))
        self.translated_from = {**self.translated_from, language: pairs}

    def keep_translations(self, before: "Translated") -> None:
        """Say that what changed since ``before`` changes no meaning: what agreed agrees still."""
        self.update_translation_state()
        for language in LANGUAGE_CODES:
            pairs = dict(_pairs(self, content_fields(type(self)), language))
            newly = self.stale_fields(language).keys() - before.stale_fields(language).keys()
            known = {**self.translated_from[language], **{name: pairs[name] for name in newly}}
            self.translated_from = {**self.translated_from, language: known}

    @property
    def outdated_languages(self) -> list[str]:
        """The languages with a text whose source has changed since."""
        return [language for language in LANGUAGE_CODES if self.stale_fields(language)]

    def is_translated(self, language: str) -> bool:
        """Whether the whole of it can be read in the language."""
        return not self.missing_fields(language)

    def missing_fields(self, language: str) -> list[str]:
        """The fields that have a text in some language but none in this one."""
        return _missing(self, content_fields(type(self)), language)

    def stale_fields(self, language: str) -> dict[str, dict]:
        """The fields whose source has changed since they were translated, and from what it was."""
        return _stale(self, content_fields(type(self)), language)


def record_translation_states(entry, fields: list[str]) -> None:
    """Takes note of the translations that were touched since, and of each language's state.

    Needs only the columns of the fields, and so serves migrations too.
    """
    for language in LANGUAGE_CODES:
        known = entry.translated_from.get(language, {})
        pairs = {}
        for field, pair in _pairs(entry, fields, language):
            was = known.get(field)
            touched = not was or was["translation"] != pair["translation"]
            pairs[field] = pair if touched or was["of"] != pair["of"] else was
        entry.translated_from = {**entry.translated_from, language: pairs}
        setattr(entry, state_column(language), _state(entry, fields, language))


def _state(entry, fields: list[str], language: str) -> TranslationState:
    if _missing(entry, fields, language):
        return TranslationState.MISSING
    if _stale(entry, fields, language):
        return TranslationState.STALE
    return TranslationState.COMPLETE


def _missing(entry, fields: list[str], language: str) -> list[str]:
    return [
        field
        for field in fields
        if not _text(entry, field, language) and _source_language(entry, field)
    ]


def _stale(entry, fields: list[str], language: str) -> dict[str, dict]:
    known = entry.translated_from.get(language, {})
    return {
        field: known[field]
        for field, pair in _pairs(entry, fields, language)
        if field in known and known[field]["source"] != pair["source"]
    }


def _pairs(entry, fields: list[str], language: str):
    """Each field translated into the language, with its text there and in its source."""
    for field in fields:
        source, translation = _source_language(entry, field), _text(entry, field, language)
        if translation and source != language:
            source_text = _text(entry, field, source)
            yield field, {"of": source, "source": source_text, "translation": translation}


def _source_language(entry, field: str) -> str | None:
    return next((code for code in LANGUAGE_CODES if _text(entry, field, code)), None)


def _text(entry, field: str, language: str) -> str:
    return getattr(entry, column(field, language)) or ""


def state_column(language: str) -> str:
    """The column that holds the state of a language: ``state_hu``."""
    return f"state_{language}"
