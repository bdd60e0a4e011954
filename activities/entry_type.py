"""What is particular to activities among the kinds of entries."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_noop as _

from activities.filters import TimelineFilter
from activities.models import NEWEST_FIRST, Activity
from activities.records import Activity as ActivityRecord
from activities.records import (
    ActivityQuery,
    activity_record,
    load_activities,
    select_activities,
)
from activities.timeline import Timeline
from publishing.entry_types import Dataset, EntryType, ShareCard, Table, register
from publishing.filters import FilterForm
from publishing.folding import fold
from publishing.periods.formatting import format_period
from publishing.permalinks import permalink
from publishing.searching import NAME, SUMMARY, TEXT, TITLE, SearchFields, years_of

SCHEMA_ORG_TYPES = {
    Activity.Kind.EVENT: "Event",
    Activity.Kind.MEMBERSHIP: "Organization",
    Activity.Kind.NEWS: "NewsArticle",
}
ONLINE = {"online", "virtual", "on-line"}  # instead of a place, folded, in each language


def _timeline(parameters: QueryDict) -> tuple[FilterForm, Timeline]:
    everything = Timeline.published()
    form = TimelineFilter(parameters, everything.years())
    return form, form.narrow(everything)


def _filtered_activities(parameters: QueryDict) -> tuple[FilterForm, QuerySet]:
    form, timeline = _timeline(parameters)
    return form, timeline.activities.newest_first()


def _share_card(activity: Activity) -> ShareCard:
    when = format_period(activity.period) if activity.period else ""
    parts = (capfirst(activity.get_kind_display()), when)
    return ShareCard(activity.title, " · ".join(part for part in parts if part))


def _json_ld(activity: Activity) -> dict:
    thing = {
        "@type": SCHEMA_ORG_TYPES.get(activity.kind, "Project"),
        "@id": permalink(activity),
        "name": activity.title,
        "url": settings.SITE_URL + activity.get_absolute_url(),
    }
    if activity.summary:
        thing["description"] = activity.summary
    if activity.kind == Activity.Kind.MEMBERSHIP:
        return {**thing, "member": {"@id": f"{settings.SITE_URL}/#council"}}
    if activity.kind == Activity.Kind.EVENT:
        return {**thing, **_event(activity)}
    if activity.kind == Activity.Kind.NEWS:
        return {**thing, "headline": activity.title}
    if activity.funder:
        thing["funder"] = {"@type": "Organization", "name": activity.funder}
    return thing


def _event(event: Activity) -> dict:
    thing = {}
    if event.period and event.period.start and event.period.start.iso:
        thing["startDate"] = event.period.start.iso
        runs_on = event.period.is_open or event.period.recurrence
        end = event.period.end or (None if runs_on else event.period.start)
        if end and end.iso:
            thing["endDate"] = end.iso
    if thing:
        thing["eventStatus"] = "https://schema.org/EventScheduled"
    if fold(event.place) in ONLINE:
        thing["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
    elif event.place:
        thing["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
        thing["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    if event.organiser:
        thing["organizer"] = {"@type": "Organization", "name": event.organiser}
    return thing


register(
    EntryType(
        Activity,
        "activity",
        "activities",
        section="activities:list",
        has_kinds=True,
        upcoming=lambda: Q(kind=Activity.Kind.EVENT, last_day__gte=timezone.localdate()),
        share_card=_share_card,
        json_ld=_json_ld,
        search=SearchFields(
            {
                TITLE: ("title", "short_name"),
                NAME: (
                    *("place", "organiser", "funder", "funding_programme", "project_number"),
                    *("lead_partner", lambda activity: activity.get_theme_display()),
                    lambda activity: years_of(activity.period),
                ),
                SUMMARY: ("summary",),
                TEXT: ("text",),
            },
            excerpt=("summary", "text"),
            rank=4,
            order=NEWEST_FIRST,
            partners="partners",
        ),
        dataset=Dataset(
            name="activities",
            title=_("Activities"),
            about=_(
                "Projects, events, programmes, memberships and news, with their periods and"
                " partners."
            ),
            schema=ActivityRecord,
            record=activity_record,
            published=lambda: Activity.objects.published().newest_first(),
            load=load_activities,
            filtered=_filtered_activities,
            query_fields=ActivityQuery,
            select=select_activities,
        ),
        table=Table(_("Activities"), relations=("partners", "links")),
    ),
)
