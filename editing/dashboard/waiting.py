"""The entries that wait for something: counted all at once, the first of them loaded by kind."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Model, Q, QuerySet, Value

from publishing.entry_types import EntryType
from publishing.languages import LANGUAGE_CODES

MAX_SHOWN = 8  # of each kind of task; the rest is counted
MAX_OF_ALL = 200  # where all were asked for
DRAFT, AHEAD, UPCOMING = "draft", "ahead", "upcoming"
# Why an entry waits, and what says which comes first: the first of these columns with a value.
ORDERS = {
    **dict.fromkeys(LANGUAGE_CODES, ("-updated",)),
    DRAFT: ("-updated",),
    AHEAD: ("publish_at", "take_down_at"),
    UPCOMING: ("first_day", "last_day"),
}
NOTHING = Q(pk__in=[])

Reasons = dict[str, Q]  # how the entries are told from others that wait for one


@dataclass
class Waiting:
    """How many entries wait for each reason, and the first of each kind of entry."""

    limit: int = MAX_SHOWN
    totals: Counter = field(default_factory=Counter)
    entries: list[Model] = field(default_factory=list)

    def first(self, *reasons: str) -> list[Model]:
        """Return the first that wait for one of the reasons, which have the same order."""
        order = ORDERS[reasons[0]]
        names = [name.removeprefix("-") for name in order]

        def key(entry):
            return next(value for name in names if (value := getattr(entry, name))), entry.pk

        found = [
            e for e in self.entries if any(getattr(e, _flag(reason), False) for reason in reasons)
        ]
        return sorted(found, key=key, reverse=order[0].startswith("-"))[: self.limit]


def limit_of(request) -> int:
    """Return how many tasks of each kind the first page shows."""
    return MAX_OF_ALL if "all" in request.GET else MAX_SHOWN


def find_waiting(kinds: list[tuple[EntryType, Reasons]], limit: int) -> Waiting:
    """Find what waits among the entries of these kinds."""
    if not kinds:
        return Waiting(limit)
    rows = [_totals(kind.model, reasons) for kind, reasons in kinds]
    counted = {row.pop("prefix"): row for row in rows[0].union(*rows[1:], all=True)}
    waiting = Waiting(limit)
    for kind, reasons in kinds:
        totals = counted[kind.prefix]
        waiting.totals.update(totals)
        if any(totals.values()):
            waiting.entries += _first(kind, reasons, limit)
    return waiting


def _totals(model: type[Model], reasons: Reasons) -> QuerySet:
    """Return one row: how many entries wait for each reason."""
    counts = {reason: Count("pk", filter=reasons.get(reason, NOTHING)) for reason in ORDERS}
    of_model = model.objects.order_by().annotate(prefix=Value(model.type_prefix))
    return of_model.values("prefix").annotate(**counts)


def _first(kind: EntryType, reasons: Reasons, limit: int) -> QuerySet:
    """Return the first for each reason; they know for what they wait."""
    entries = kind.model.objects.order_by()
    # As a union: where conditions are alternatives, PostgreSQL reads the whole table.
    key, *keys = (
        entries.filter(pk__in=_in_order(entries.filter(waits), reason)[:limit].values("pk"))
        for reason, waits in reasons.items()
    )
    found = entries.filter(pk__in=key.values("pk").union(*(other.values("pk") for other in keys)))
    flags = {
        _flag(reason): ExpressionWrapper(waits, BooleanField()) for reason, waits in reasons.items()
    }
    found = found.annotate(**flags).select_related(*kind.select_related)
    return found.prefetch_related(*kind.prefetch_related)


def _in_order(entries: QuerySet, reason: str) -> QuerySet:
    order = ORDERS[reason]
    return entries.order_by(*order, "-pk" if order[0].startswith("-") else "pk")


def _flag(reason: str) -> str:
    return f"waits_for_{reason}"
