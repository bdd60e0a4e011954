"""The timeline: activities and decisions merged by date, newest first.

A page of it costs the same queries however many entries there are: the keys of one page are found
by one union, and what they stand for is loaded by kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import CharField, Count, Prefetch, Q, QuerySet, Subquery, Value
from django.utils.text import capfirst
from django.utils.timezone import localdate

from activities.models import Activity, ActivityQuerySet
from decisions.models import Decision, DecisionQuerySet
from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from publishing.periods.dates import Period

DECISION = "decision"


@dataclass(frozen=True)
class TimelineItem:
    """One entry of the timeline: a decision, or an activity of some kind."""

    kind: str  # "decision", or a value of Activity.Kind
    entry: Activity | Decision
    period: Period | None
    partners: list[PartnerRegion]

    @property
    def year(self) -> int | None:
        return self.period.year if self.period else None

    @property
    def is_dated(self) -> bool:
        """Return whether it is known when it was, or began."""
        return bool(self.period and self.period.start)

    @property
    def name(self) -> str:
        """Return what it is called beside its partner: "Twinning 6/1993", or its title."""
        is_decision = self.kind == DECISION
        return capfirst(self.entry.short_title if is_decision else str(self.entry))

    @property
    def picture(self) -> Picture | None:
        return None if self.kind == DECISION else self.entry.picture

    @property
    def is_coming(self) -> bool:
        """Return whether it has not begun yet."""
        return bool(self.period and self.period.start and self.period.first_day > localdate())


@dataclass(frozen=True)
class Timeline:
    """The activities and the decisions that belong on one timeline, not yet loaded."""

    activities: ActivityQuerySet
    decisions: DecisionQuerySet

    @classmethod
    def published(cls) -> "Timeline":
        return cls(Activity.objects.published(), Decision.objects.published())

    def of_kind(self, kind: str) -> "Timeline":
        if kind == DECISION:
            return Timeline(self.activities.none(), self.decisions)
        return Timeline(self.activities.filter(kind=kind), self.decisions.none())

    def none(self) -> "Timeline":
        return Timeline(self.activities.none(), self.decisions.none())

    def with_partner(self, partner: PartnerRegion) -> "Timeline":
        return Timeline(
            self.activities.filter(partners=partner),
            self.decisions.filter(partners=partner),
        )

    def with_theme(self, theme: str) -> "Timeline":
        """Return the activities of a theme; decisions have none."""
        return Timeline(self.activities.filter(theme=theme), self.decisions.none())

    def in_year(self, year: int) -> "Timeline":
        """Return what began, went on or ended in the year."""
        began = Q(first_day__lt=f"{year + 1:04}-01-01")
        goes_on = Q(last_day__isnull=True) | Q(last_day__gte=f"{year:04}-01-01")
        return Timeline(
            self.activities.filter(began, goes_on),
            self.decisions.filter(began, goes_on),
        )

    def undated(self) -> "Timeline":
        """Return what recurs, or has no published date."""
        return Timeline(
            self.activities.filter(first_day__isnull=True),
            self.decisions.filter(first_day__isnull=True),
        )

    def dated(self) -> "Timeline":
        return Timeline(
            self.activities.filter(first_day__isnull=False),
            self.decisions.filter(first_day__isnull=False),
        )

    def begun(self) -> "Timeline":
        """Return what has begun by today."""
        today = localdate()
        return Timeline(
            self.activities.filter(first_day__lte=today),
            self.decisions.filter(first_day__lte=today),
        )

    def coming(self) -> "Timeline":
        """Return what has not begun yet."""
        today = localdate()
        return Timeline(
            self.activities.filter(first_day__gt=today),
            self.decisions.filter(first_day__gt=today),
        )

    def keys(self) -> QuerySet:
        """Return rows of (table, primary key, first day), newest first."""
        return (
            _keys(self.activities, "activity")
            .union(_keys(self.decisions, DECISION), all=True)
            .order_by("-first_day", "table", "-pk")
        )

    def __getitem__(self, place: slice) -> list[tuple]:
        """Return a stretch of `keys`, for which no table is read further than to its end."""
        first = Timeline(_newest(self.activities, place.stop), _newest(self.decisions, place.stop))
        return list(first.keys()[place])

    def years(self) -> range:
        """Return each year back to the first, from this or the last in which something begins.

        In any of them something may have been going on; empty where nothing has a date.
        """
        # Each end by its index, of either kind; all of both in one order would have to be sorted.
        ends = [
            entries.filter(first_day__isnull=False).order_by(order).values("first_day")[:1]
            for entries in (self.activities, self.decisions)
            for order in ("first_day", "-first_day")
        ]
        others = {f"end_{number}": Subquery(end) for number, end in enumerate(ends)}
        rows = (ends[place].annotate(**others).values_list(*others) for place in (0, 2))
        days = next(filter(None, (row.first() for row in rows)), ())
        found = [day.year for day in days if day]
        return range(max([localdate().year, *found]), min(found) - 1, -1) if found else range(0)

    def counts(self) -> tuple[int, int]:
        """Return how many entries there are and how many have a date, by one question.

        What is published has one status: each table is read once, in the order of an index.
        """
        both = [
            entries.order_by()
            .values("status")
            .annotate(count=Count("*"), dated=Count("first_day"))
            .values_list("count", "dated")
            for entries in (self.activities, self.decisions)
        ]
        rows = list(both[0].union(both[1], all=True))
        return sum(count for count, _dated in rows), sum(dated for _count, dated in rows)

    def paginated(self, per_page: int, count: int) -> Paginator:
        """Return the pages of so many keys, which are not put in order to be counted."""
        pages = Paginator(self, per_page)
        pages.count = count
        return pages


def load(keys: Iterable[tuple]) -> list[TimelineItem]:
    """Return the entries of rows of `Timeline.keys`, in their order, with their partners."""
    keys = list(keys)
    done = [pk for table, pk, day in keys if table != DECISION]
    decided = [pk for table, pk, day in keys if table == DECISION]
    items = [
        *(load_activities(Activity.objects.filter(pk__in=done)) if done else ()),
        *(load_decisions(Decision.objects.filter(pk__in=decided)) if decided else ()),
    ]
    found = {(item.kind == DECISION, item.entry.pk): item for item in items}
    return [found[table == DECISION, pk] for table, pk, day in keys]


def load_all(timeline: Timeline) -> list[TimelineItem]:
    """Load the whole of a timeline that is not long, in the order of `Timeline.keys`."""
    items = [*load_activities(timeline.activities), *load_decisions(timeline.decisions)]
    return sorted(items, key=_newest_first)


def _newest_first(item: TimelineItem) -> tuple:
    day = item.period and item.period.first_day
    return (-day.toordinal() if day else 0, item.kind == DECISION, -item.entry.pk)


def load_activities(activities: ActivityQuerySet) -> list[TimelineItem]:
    """Return activities as items, with the partners that are published."""
    shown = Prefetch("partners", PartnerRegion.objects.published().named(), "shown_partners")
    activities = activities.select_related("picture").prefetch_related(shown)
    return [TimelineItem(a.kind, a, a.period, a.shown_partners) for a in activities]


def load_decisions(decisions: DecisionQuerySet) -> list[TimelineItem]:
    """Return decisions as items, each with the partners that are published."""
    return [TimelineItem(DECISION, d, d.date, d.shown_partners) for d in decisions.with_partners()]


def _newest(entries: QuerySet, number: int) -> QuerySet:
    newest = entries.order_by("-first_day", "-pk").values("pk")[:number]
    return entries.model._base_manager.filter(pk__in=newest)


def _keys(entries: QuerySet, table: str) -> QuerySet:
    labelled = entries.order_by().annotate(table=Value(table, output_field=CharField()))
    return labelled.values_list("table", "pk", "first_day")
