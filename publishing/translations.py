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
        self.record_translations()

    def record_translations(self) -> None:
        """Take note of the translations that were touched since, and of each language's state."""
        for language in LANGUAGE_CODES:
            known, pairs = self.translated_from.get(language, {}), self._pairs(language)
            for field, pair in pairs.items():
                was = known.get(field)
                if was and all(was[name] == pair[name] for name in ("of", "translation")):
                    pairs[field] = was
            self.translated_from = {**self.translated_from, language: pairs}
            setattr(self, state_column(language), self._state_in(language))

    def confirm_translation(self, language: str) -> None:
        """Say that the texts of the language agree with their sources as they are now."""
        self.translated_from = {**self.translated_from, language: self._pairs(language)}

    def keep_translations(self, before: "Translated") -> None:
        """Say that what changed since ``before`` changes no meaning: what agreed agrees still."""
        self.update_translation_state()
        for language in LANGUAGE_CODES:
            pairs = self._pairs(language)
            newly = self.stale_fields(language).keys() - before.stale_fields(language).keys()
            known = {**self.translated_from[language], **{name: pairs[name] for name in newly}}
            self.translated_from = {**self.translated_from, language: known}

    @property
    def outdated_languages(self) -> list[str]:
        """The languages with a text whose source has changed since."""
        return [language for language in LANGUAGE_CODES if self.stale_fields(language)]

    def is_translated(self, language: str) -> bool:
        """Return whether the whole of it can be read in the language."""
        return not self.missing_fields(language)

    def missing_fields(self, language: str) -> list[str]:
        """Return the fields that have a text in some language but none in this one."""
        return [
            field
            for field in content_fields(type(self))
            if not self._text(field, language) and self._source_language(field)
        ]

    def stale_fields(self, language: str) -> dict[str, dict]:
        """Return the fields whose source has changed since, and from what it was."""
        known = self.translated_from.get(language, {})
        return {
            field: known[field]
            for field, pair in self._pairs(language).items()
            if field in known and known[field]["source"] != pair["source"]
        }

    def _state_in(self, language: str) -> TranslationState:
        if self.missing_fields(language):
            return TranslationState.MISSING
        stale = self.stale_fields(language)
        return TranslationState.STALE if stale else TranslationState.COMPLETE

    def _pairs(self, language: str) -> dict[str, dict]:
        """Return each field translated into the language, with its text there and in its source."""
        pairs = {}
        for field in content_fields(type(self)):
            source, translation = self._source_language(field), self._text(field, language)
            if translation and source != language:
                text = self._text(field, source)
                pairs[field] = {"of": source, "source": text, "translation": translation}
        return pairs

    def _source_language(self, field: str) -> str | None:
        return next((code for code in LANGUAGE_CODES if self._text(field, code)), None)

    def _text(self, field: str, language: str) -> str:
        return getattr(self, column(field, language)) or ""


def state_column(language: str) -> str:
    """Return the column that holds the state of a language: ``state_hu``."""
    return f"state_{language}"
