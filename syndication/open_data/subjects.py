"""What there is as open data: three tables, and how each is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel

from activities.filters import TimelineFilter
from activities.models import Activity
from activities.timeline import Timeline
from partners.filters import PartnerFilter
from partners.models import PartnerRegion, TwinningDecision
from publishing.filters import FilterForm
from syndication.open_data import records, schemas

FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON"}
CHUNK = 100  # entries that are in memory at once
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Subject:
    """One table: its name in addresses, its title, its records and where they come from."""

    name: str
    title: str
    schema: type[BaseModel]
    record: Callable[..., BaseModel]
    entries: Callable[[], QuerySet]  # what is published, in order, with all that is said of it
    filtered: Callable[[QueryDict], tuple[FilterForm, QuerySet]]  # by the filters of its page
    about: str
    formats: tuple[str, ...] = ("csv", "json")
    query: str = ""  # what of an address asked for a part of it

    def records(self) -> Iterator[BaseModel]:
        """The records one by one, of which no more than some are in memory at once."""
        return map(self.record, self.entries().iterator(CHUNK))

    def narrowed(self, asked: QueryDict) -> "Subject":
        """The part that an address asks for by the filters of the subject's page, in its order.

        ValueError if it asks by what is no filter, or no value of one.
        """
        if not asked:
            return self
        form, found = self.filtered(asked)
        if form.problems or asked.keys() - form.fields.keys():
            raise ValueError(asked.urlencode())
        return replace(self, entries=lambda: found, query=asked.urlencode())


def _partners_filtered(asked: QueryDict) -> tuple[FilterForm, QuerySet]:
    form = PartnerFilter(asked)
    found = form.arrange(form.narrow(PartnerRegion.objects.published()))
    return form, records.partners(found)


def _timeline_filtered(asked: QueryDict) -> tuple[FilterForm, Timeline]:
    everything = Timeline.published()
    form = TimelineFilter(asked, everything.years())
    return form, form.narrow(everything)


def _decisions_filtered(asked: QueryDict) -> tuple[FilterForm, QuerySet]:
    form, timeline = _timeline_filtered(asked)
    return form, records.decisions(timeline.decisions.in_order())


def _activities_filtered(asked: QueryDict) -> tuple[FilterForm, QuerySet]:
    form, timeline = _timeline_filtered(asked)
    return form, records.activities(timeline.activities.newest_first())


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject(
            "partners",
            _("Partner regions"),
            schemas.Partner,
            records.partner,
            lambda: records.partners(PartnerRegion.objects.published().in_county_order()),
            _partners_filtered,
            _("The twinned and partner regions of Harghita County, with addresses and places."),
            ("csv", "json", "geojson"),
        ),
        Subject(
            "decisions",
            _("Decisions"),
            schemas.Decision,
            records.decision,
            lambda: records.decisions(TwinningDecision.objects.published().in_order()),
            _decisions_filtered,
            _("The county council’s decisions on twinning and on cooperation agreements."),
        ),
        Subject(
            "activities",
            _("Activities"),
            schemas.Activity,
            records.activity,
            lambda: records.activities(Activity.objects.published().newest_first()),
            _activities_filtered,
            _("Projects, events, programmes and memberships, with their periods and partners."),
        ),
    )
}
