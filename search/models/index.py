"""The index: which terms are in which entry, and how much an answer there weighs."""

from django.db import models
from django.db.models import Q

from partners.models import PartnerRegion
from search.terms import MAX_LETTERS


class Term(models.Model):
    """A word, folded, that some entry has said in a language."""

    language = models.CharField(max_length=2)
    text = models.CharField(max_length=MAX_LETTERS)
    stem = models.CharField(max_length=MAX_LETTERS)
    length = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="term_is_once")]
        # All that is read when a word of a query is compared with those that there are.
        indexes = [
            models.Index(fields=["language", "length", "text"], name="term_by_length"),
            models.Index(fields=["language", "stem", "text"], name="term_by_stem"),
        ]

    def __str__(self):
        return self.text


class IndexEntryQuerySet(models.QuerySet):
    def public(self):
        """Narrow to what may find an entry now: its own words, and the names of public partners."""
        shown = PartnerRegion.objects.published().values("pk")
        return self.filter(Q(partner=None) | Q(partner__in=shown))


class IndexEntry(models.Model):
    """Says that a term is in an entry, or is the name of a partner that the entry is about."""

    term = models.ForeignKey(Term, models.CASCADE, db_index=False)
    type_prefix = models.CharField(max_length=1)
    object_id = models.PositiveBigIntegerField()
    weight = models.PositiveSmallIntegerField()
    partner = models.ForeignKey(PartnerRegion, models.CASCADE, null=True, db_index=False)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["type_prefix", "object_id", "term"],
                condition=Q(partner=None),
                name="own_term_is_once",
            ),
            models.UniqueConstraint(
                fields=["partner", "type_prefix", "object_id", "term"],
                condition=Q(partner__isnull=False),
                name="term_of_partner_is_once",
            ),
        ]
        # The first in the order of answers: the weightiest first, then partners, pages, activities.
        indexes = [
            models.Index(
                fields=["term", "-weight", "-type_prefix", "-object_id"], name="index_by_weight"
            ),
            models.Index(fields=["type_prefix", "object_id", "term"], name="index_by_object"),
        ]

    def __str__(self):
        return f"{self.type_prefix}{self.object_id}"
