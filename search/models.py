"""The index of the search: which words are in which entry, and how much an answer there weighs."""

from django.db import models

LONGEST = 64  # letters of a word that are told apart


class Word(models.Model):
    """A word, folded, that some entry has said in a language."""

    language = models.CharField(max_length=2)
    text = models.CharField(max_length=LONGEST)
    length = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["language", "text"], name="word_is_there_once"),
        ]
        # All that is read when a word of a query is compared with those that there are.
        indexes = [models.Index(fields=["language", "length", "text"], name="word_by_length")]

    def __str__(self):
        return self.text


class Posting(models.Model):
    """Says that a word is in an entry, which is known by the letter of its kind and its key."""

    # Without a constraint: PostgreSQL would check millions of rows, one by one, when it is filled.
    word = models.ForeignKey(Word, models.CASCADE, db_index=False, db_constraint=False)
    letter = models.CharField(max_length=1)
    key = models.PositiveBigIntegerField()
    weight = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["letter", "key", "word"], name="posting_is_there_once"),
        ]
        # In the order of answers: the weightiest first, then partners, pages and activities.
        indexes = [
            models.Index(fields=["word", "-weight", "-letter", "-key"], name="posting_by_weight"),
        ]

    def __str__(self):
        return f"{self.letter}{self.key}"
