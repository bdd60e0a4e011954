from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.languages import LANGUAGE_CODES, LANGUAGE_NAMES
from search.terms import split_words, stem


class SynonymGroup(models.Model):
    """Words of a language that find the same, such as internship and traineeship."""

    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGE_CODES],
    )
    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("Separated by commas. One form of each word is enough."),
    )

    identity = ("language", "words")

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words"]

    def __str__(self):
        return self.words

    def clean(self):
        for word in self.words.split(","):
            if len(split_words(word)) != 1:
                message = _("“%(word)s” is not one word: put a comma after each word.")
                raise ValidationError({"words": ValidationError(message, params={"word": word})})
        if "," not in self.words:
            raise ValidationError({"words": _("Enter at least two words.")})

    @classmethod
    def stems_by_stem(cls, language: str) -> dict[str, set[str]]:
        """Return the stems of the synonyms of each stem that has any."""
        found: dict[str, set[str]] = defaultdict(set)
        for words in cls.objects.filter(language=language).values_list("words", flat=True):
            stems = {stem(word, language) for word in split_words(words)}
            for one in stems:
                found[one] |= stems - {one}
        return found
