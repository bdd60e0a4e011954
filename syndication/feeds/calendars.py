"""Calendars (iCalendar, RFC 5545 and 7986): what is dated to the day, and anniversaries of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration, vText, vUri

from activities.filters import KIND_NAMES
from activities.models import Activity
from activities.timeline import TimelineItem, load_activities
from decisions.models import Agreement, Kind
from partners.names import in_running_text
from publishing.languages import language_shown
from publishing.naming import Names
from publishing.periods.dates import Period
from publishing.periods.formatting import format_period
from publishing.permalinks import permalink, short_id
from publishing.publication import Publishable
from publishing.rich_text.cleaning import plain_text
from syndication.feeds.selections import Selection
from syndication.feeds.texts import sayable, title_language, title_of

MAX_EVENTS = 150  # events of a calendar, and anniversaries: of more, the newest
A_DAY = timedelta(days=1)
ANNIVERSARIES = {
    Kind.TWINNING: gettext_lazy("Anniversary of the twinning: {partner}"),
    Kind.COOPERATION_AGREEMENT: gettext_lazy("Anniversary of the cooperation agreement: {partner}"),
    Kind.FRIENDSHIP: gettext_lazy("Anniversary of the friendship: {partner}"),
    Kind.PROJECT_PARTNERSHIP: gettext_lazy("Anniversary of the project partnership: {partner}"),
}


def calendar_of(selection: Selection) -> Calendar:
    """Make the calendar of a selection in the active language, to be subscribed to."""
    calendar = Calendar()
    for name, value in _properties(selection):
        calendar.add(name, value)
    events = list(_events(selection))
    if events:
        calendar.add("last-modified", max(event["last-modified"].dt for event in events))
    # A calendar has one component at least (RFC 5545, 3.6); this one, if it has no event.
    for component in events or [Timezone.from_tzid("UTC")]:
        calendar.add_component(component)
    return calendar


def _properties(selection: Selection) -> Iterator[tuple]:
    language = get_language()
    names = selection.names
    title = sayable(selection.title(names))
    yield "prodid", f"-//{names.institution}//{names.subtitle}//{language.upper()}"
    yield "version", "2.0"
    yield "method", "PUBLISH"
    yield "uid", f"{selection.code}-{language}@{_host()}"
    yield "name", _text(title, language)
    yield "x-wr-calname", vText(title)
    yield "description", _text(_about(names), language)
    yield "x-wr-caldesc", vText(_about(names))
    yield "url", vUri(selection.page)
    yield "source", vUri(selection.calendar, params={"VALUE": "URI"})
    yield "refresh-interval", vDuration(A_DAY, params={"VALUE": "DURATION"})
    yield "x-published-ttl", vDuration(A_DAY)


def _about(names: Names) -> str:
    return _("Source: {institution}. Licence: CC BY 4.0, {address}").format(
        institution=names.institution, address="https://creativecommons.org/licenses/by/4.0/"
    )


def _events(selection: Selection) -> Iterator[Event]:
    """Yield what the calendar holds; what is not known to the day is not in it."""
    timeline = selection.timeline
    events = timeline.activities.filter(kind=Activity.Kind.EVENT, last_day__isnull=False)
    for item in reversed(load_activities(events.order_by("-first_day", "-pk")[:MAX_EVENTS])):
        if _is_known_to_the_day(item.period):
            yield _event(item)
    for agreement in reversed(_agreements(selection)):
        if _has_anniversaries(agreement):
            yield _anniversary(agreement)


def _agreements(selection: Selection) -> list[Agreement]:
    """Return those that hold, the newest first."""
    found = Agreement.objects.published().in_force().select_related("partner", "approved_by")
    if selection.partner:
        found = found.filter(partner=selection.partner)
    return list(found.order_by("-first_day", "-pk")[:MAX_EVENTS])


def _is_known_to_the_day(period: Period) -> bool:
    """Return whether it begins and ends on known days, not on the last that Python can count."""
    ends = (period.start, period.end or period.start)
    return not period.is_open and all(
        day.precision == 3 and day.year < date.max.year for day in ends
    )


def _event(item: TimelineItem) -> Event:
    activity = item.entry
    event = _entry(activity, short_id(activity), KIND_NAMES[item.kind])
    event.add("summary", _text(title_of(item), title_language(item)))
    event.add("dtstart", item.period.first_day)
    event.add("dtend", item.period.last_day + A_DAY)  # the first day that is not of it
    if activity.place:
        event.add("location", _text(activity.place, language_shown(activity, "place")))
    with_whom = ", ".join(partner.name for partner in item.partners)
    told = [activity.summary, plain_text(activity.text), with_whom and f"{_('With:')} {with_whom}"]
    event.add("description", _description(activity, told))
    return event


def _anniversary(agreement: Agreement) -> Event:
    """Return the days of later years on which an agreement began, as long as it is in force."""
    first = _first_anniversary(agreement)
    event = _entry(agreement, f"{short_id(agreement)}-anniversary", _("anniversary"))
    summary = ANNIVERSARIES[agreement.kind].format(partner=in_running_text(agreement.partner.name))
    event.add("summary", _text(summary, get_language()))
    event.add("dtstart", first)
    event.add("dtend", first + A_DAY)
    event.add("rrule", _every_year(agreement))
    told = [f"{agreement.heading}, {format_period(agreement.period)}", agreement.note]
    event.add("description", _description(agreement, told))
    return event


def _has_anniversaries(agreement: Agreement) -> bool:
    """Return whether it began on a known day, and is not known to end within a year."""
    start, end = agreement.start, agreement.end_from
    is_known = start.precision == 3 and not start.qualifier and start.year < date.max.year
    return is_known and (end is None or end >= _first_anniversary(agreement))


def _first_anniversary(agreement: Agreement) -> date:
    day = agreement.start.first
    return day.replace(year=day.year + 1, day=28 if _is_leap_day(day) else day.day)


def _every_year(agreement: Agreement) -> dict:
    rule = {"freq": "yearly"}
    if _is_leap_day(agreement.start.first):
        rule |= {"bymonth": 2, "bymonthday": -1}  # the last day of February, in every year
    return rule | {"until": agreement.end_from} if agreement.end_from else rule


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def _entry(entry: Publishable, name: str, category: str) -> Event:
    """Make what all entries of a calendar say; ``name`` is one in each calendar and language."""
    event = Event()
    event.add("uid", f"{name}@{_host()}")
    event.add("dtstamp", entry.updated)
    event.add("last-modified", entry.updated)
    event.add("created", entry.created)
    event.add("url", vUri(permalink(entry, get_language())))
    event.add("categories", [capfirst(category)], parameters={"LANGUAGE": get_language()})
    event.add("transp", "TRANSPARENT")
    return event


def _description(entry: Publishable, told: list[str | None]) -> vText:
    """Return what is told, part by part, and last where more of it stands."""
    parts = [*filter(None, told), permalink(entry, get_language())]
    return _text("\n\n".join(parts), _language_of(entry))


def _language_of(entry: Publishable) -> str:
    """Return the language of the longest text that is told."""
    field = next((f for f in ("text", "summary", "note") if getattr(entry, f, None)), None)
    return (field and language_shown(entry, field)) or get_language()


def _text(text: str, language: str) -> vText:
    return vText(sayable(text), params={"LANGUAGE": language})


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname
