"""All years in figures, where there are too many decisions and projects to draw each of them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import CharField, Count, F, QuerySet
from django.db.models.functions import Cast, Left
from django.utils.timezone import localdate


@dataclass(frozen=True)
class Year:
    """How many decisions were taken in a year, and how many projects were going on."""

    year: int
    decisions: int
    projects: int
    decisions_share: str  # of the most in any year, in percent
    projects_share: str


def yearly_totals(decisions: QuerySet, projects: QuerySet) -> list[Year]:
    """Return each year from now back to the first; the entries have a first day."""
    taken: Counter[int] = Counter()
    running: Counter[int] = Counter()
    this_year = localdate().year
    for first, last, number in _spans(decisions):
        taken.update(dict.fromkeys(range(first, (last or first) + 1), number))
    for first, last, number in _spans(projects):
        running.update(dict.fromkeys(range(first, max(first, last or this_year) + 1), number))
    years = range(max([this_year, *taken]), min([*taken, *running], default=this_year + 1) - 1, -1)
    max_taken, max_running = max(taken.values(), default=1), max(running.values(), default=1)
    return [
        Year(
            year,
            taken[year],
            running[year],
            f"{taken[year] / max_taken:.1%}",
            f"{running[year] / max_running:.1%}",
        )
        for year in years
    ]


def _spans(entries: QuerySet) -> list[tuple[int, int | None, int]]:
    """First year, last year or None if it runs on, and how many entries have them."""
    spans = entries.order_by().annotate(first=_year("first_day"), last=_year("last_day"))
    rows = spans.values("first", "last").annotate(count=Count("*"))
    rows = rows.values_list("first", "last", "count")
    return [(int(first), int(last) if last else None, number) for first, last, number in rows]


def _year(name: str) -> Left:
    # Of the text, which SQLite keeps; to make a date of each would take ten times as long there.
    return Left(Cast(F(name), CharField()), 4)
