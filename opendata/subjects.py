"""What there is as open data: three tables, and how each is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel

from activities.models import Activity
from opendata import records, schemas
from partners.models import PartnerRegion, TwinningDecision

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
    about: str
    formats: tuple[str, ...] = ("csv", "json")

    def records(self) -> Iterator[BaseModel]:
        """The records one by one, of which no more than some are in memory at once."""
        return map(self.record, self.entries().iterator(CHUNK))


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject(
            "partners",
            _("Partner regions"),
            schemas.Partner,
            records.partner,
            lambda: records.partners(PartnerRegion.objects.published().in_county_order()),
            _("The twinned and partner regions of Harghita County, with addresses and places."),
            ("csv", "json", "geojson"),
        ),
        Subject(
            "decisions",
            _("Decisions"),
            schemas.Decision,
            records.decision,
            lambda: records.decisions(TwinningDecision.objects.published().in_order()),
            _("The county council’s decisions on twinning and on cooperation agreements."),
        ),
        Subject(
            "activities",
            _("Activities"),
            schemas.Activity,
            records.activity,
            lambda: records.activities(Activity.objects.published().newest_first()),
            _("Projects, events, programmes and memberships, with their periods and partners."),
        ),
    )
}
