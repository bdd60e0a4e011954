"""How the entries of a kind are searched: their texts, and what an answer in each weighs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from publishing.fields import RichTextField
from publishing.periods.dates import Period
from publishing.rich_text.cleaning import plain_text

TITLE, NAME, SUMMARY, TEXT = 8, 5, 2, 1

Text = str | Callable[[Model], str]  # a field, or what makes a text of the entry


@dataclass(frozen=True)
class SearchFields:
    """The texts of a kind by their weights, and how its results are shown and ordered.

    ``partners`` is the relation to partner regions by whose names an entry is found, too.
    ``stands_alone`` is whether an entry is a result of its own: none other speaks for it.
    """

    fields: dict[int, tuple[Text, ...]]
    excerpt: tuple[Text, ...]  # of which a result shows a part
    rank: int  # among the kinds, where entries answer equally well
    order: tuple  # within the kind, likewise
    partners: str = ""
    stands_alone: Callable[[Model], bool] = lambda entry: True

    def texts(self, entry: Model) -> Iterator[tuple[int, str]]:
        """Yield the texts of the entry in the active language, each with its weight."""
        for weight, fields in self.fields.items():
            yield weight, " ".join(_read(entry, field) for field in fields)

    def excerpt_of(self, entry: Model) -> str:
        """Return the text of which a result shows a part."""
        return " ".join(filter(None, (_read(entry, field) for field in self.excerpt)))

    def partners_of(self, entry: Model) -> list[Model]:
        """Return the partners whose names find the entry, while the public may see them."""
        if not self.partners:
            return []
        related = getattr(entry, self.partners)
        return [related] if isinstance(related, Model) else list(related.all())


def years_of(period: Period | None) -> str:
    """Return the years in which a period began and ended."""
    ends = (period.start, period.end) if period else ()
    return " ".join(str(day.year) for day in ends if day)


def _read(entry: Model, field: Text) -> str:
    if callable(field):
        return field(entry)
    text = str(getattr(entry, field) or "")
    return plain_text(text) if isinstance(entry._meta.get_field(field), RichTextField) else text
