"""What the picture of years is made of: rows of bars and marks under headings."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_countries.fields import Country

from activities.chart_marks import BAR, TRACK, Bar, Mark, Scale, begun, percent
from activities.models import Activity
from activities.timeline import DECISION
from partners.models import PartnerRegion
from partners.relations import Relation

HEADINGS = {
    "": _("Not tied to one partner"),
    Activity.Kind.MEMBERSHIP: _("Memberships"),
    Activity.Kind.PROGRAMME: _("Programmes"),
}


@dataclass(frozen=True)
class Row:
    """A partner, with its relation as the bar and its marks; or one entry with its period."""

    entry: PartnerRegion | Activity
    bar: Bar | None
    marks: list[Mark] = field(default_factory=list)
    relation: Relation | None = None

    @property
    def is_partner(self) -> bool:
        return isinstance(self.entry, PartnerRegion)

    @property
    def is_current(self) -> bool:
        """Whether what the bar shows holds today; so does the period of any other entry."""
        return self.relation is None or self.relation.is_current

    @property
    def told(self) -> Any:
        """Return the agreement whose state the row tells in words: unless it is simply in force."""
        if self.relation is None or self.relation.state == "in_force":
            return None
        return self.relation.agreement

    @property
    def height(self) -> int:
        return BAR + TRACK * max([mark.track for mark in self.marks], default=0)


@dataclass(frozen=True)
class Group:
    """The rows under one heading: a country, or a kind of what has no partner ("" for others)."""

    country: Country | None
    kind: str
    rows: list[Row]

    @property
    def heading(self) -> str:
        return str(self.country.name if self.country else HEADINGS[self.kind])


@dataclass(frozen=True)
class Chart:
    """The whole picture."""

    groups: list[Group]
    scale: Scale

    @cached_property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def today(self) -> str:
        return percent(self.scale.x(localdate()))

    @cached_property
    def signs(self) -> dict[str, str]:
        """Return what each sign that is drawn stands for, decisions first."""
        items = {mark.sign: mark.item for row in self.rows for mark in row.marks}
        signs = sorted(items, key=lambda sign: (items[sign].kind != DECISION, items[sign].kind))
        return {sign: items[sign].entry.get_kind_display() for sign in signs}

    @cached_property
    def relations(self) -> int:
        return len(self._begun)

    @cached_property
    def first_year(self) -> int | None:
        """Return the year in which the first of the relations began."""
        return min((day.year for day in self._begun), default=None)

    @cached_property
    def _begun(self) -> list[date]:
        """Return the days on which relations began, whether they hold still or not."""
        days = [begun(row.bar.period) for row in self.rows if row.is_partner and row.bar]
        return [day for day in days if day <= localdate()]

    @property
    def summary(self) -> str:
        """Return what the picture says in a sentence; "" where it shows no relation."""
        if not self.relations:
            return ""
        return ngettext(
            "{counter} partner region, since {year}.",
            "{counter} partner regions, the first since {year}.",
            self.relations,
        ).format(counter=self.relations, year=self.first_year)
