"""What can be followed: everything on the timeline, what is of one kind, or of one partner."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.models import Event, Membership, News, Programme, Project
from activities.timeline import DECISION, Timeline
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.naming import Names, current_names
from publishing.paths import path_to
from publishing.permalinks import short_id

EVERYTHING = "all"
NAMES = {
    DECISION: Decision._meta.verbose_name_plural,
    **{
        model.only_kind.value: model._meta.verbose_name_plural
        for model in (Project, Event, Programme, Membership, News)
    },
}


@dataclass(frozen=True)
class Selection:
    """A part of the timeline that can be followed; all of it where neither field is given."""

    kind: str = ""
    partner: PartnerRegion | None = None

    @property
    def code(self) -> str:
        """What its addresses begin with: "all", "event", "p7"."""
        return short_id(self.partner) if self.partner else self.kind or EVERYTHING

    @property
    def name(self) -> str:
        if self.partner:
            return self.partner.name
        return capfirst(str(NAMES[self.kind])) if self.kind else _("Decisions and activities")

    @cached_property
    def names(self) -> Names:
        """What the county and its site are called, by one query."""
        return current_names()

    def title(self, names: Names) -> str:
        """Return its name among those of other sites."""
        return f"{self.name} – {names.site}"

    @property
    def timeline(self) -> Timeline:
        """What is on it that the public may see now."""
        timeline = Timeline.published()
        if self.partner:
            return timeline.with_partner(self.partner)
        return timeline.of_kind(self.kind) if self.kind else timeline

    @property
    def page(self) -> str:
        """The whole address of the page that shows it."""
        if self.partner:
            return settings.SITE_URL + self.partner.get_absolute_url()
        kind = f"?kind={self.kind}" if self.kind else ""
        return settings.SITE_URL + path_to("activities:list") + kind

    @property
    def feed(self) -> str:
        """The whole address of its Atom feed."""
        return settings.SITE_URL + path_to("feeds:atom", self.code)

    @property
    def calendar(self) -> str:
        """The whole address of its calendar; "" for a kind, which has none."""
        return "" if self.kind else settings.SITE_URL + path_to("feeds:calendar", self.code)

    @property
    def subscription(self) -> str:
        """The address at which a device offers to keep the calendar: ``webcal://…``."""
        return urlsplit(self.calendar)._replace(scheme="webcal").geturl()


def selection_of(code: str) -> Selection:
    """Return the selection of a code; raise PartnerRegion.DoesNotExist if that is not public."""
    if code == EVERYTHING:
        return Selection()
    if code in NAMES:
        return Selection(kind=code)
    return Selection(partner=PartnerRegion.objects.published().get(pk=int(code[1:])))
