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
from activities.timeline import Moment, load_activities, load_decisions
from partners.models import TwinningDecision
from publishing.languages import language_shown
from publishing.periods.dates import Period
from publishing.periods.formatting import words
from publishing.permalinks import permalink, short_id
from publishing.rich_text.cleaning import plain_text
from syndication.feeds.selections import Selection
from syndication.feeds.texts import sayable, title_language, title_of

MOST = 150  # events of a calendar, and anniversaries: of more, the newest
A_DAY = timedelta(days=1)
ANNIVERSARIES = {
    TwinningDecision.Kind.TWINNING: gettext_lazy("Anniversary of the twinning: {partner}"),
    TwinningDecision.Kind.COOPERATION_AGREEMENT: gettext_lazy(
        "Anniversary of the cooperation agreement: {partner}"
    ),
}


def calendar_of(selection: Selection) -> Calendar:
    """The calendar of a selection in the active language, to be subscribed to."""
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
    title = sayable(selection.title)
    yield "prodid", f"-//Harghita County Council//International relations//{language.upper()}"
    yield "version", "2.0"
    yield "method", "PUBLISH"
    yield "uid", f"{selection.code}-{language}@{_host()}"
    yield "name", _text(title, language)
    yield "x-wr-calname", vText(title)
    yield "description", _text(_about(), language)
    yield "x-wr-caldesc", vText(_about())
    yield "url", vUri(selection.page)
    yield "source", vUri(selection.calendar, params={"VALUE": "URI"})
    yield "refresh-interval", vDuration(A_DAY, params={"VALUE": "DURATION"})
    yield "x-published-ttl", vDuration(A_DAY)


def _about() -> str:
    return _("Source: Harghita County Council. Licence: CC BY 4.0, {address}").format(
        address="https://creativecommons.org/licenses/by/4.0/"
    )


def _events(selection: Selection) -> Iterator[Event]:
    """What the calendar holds; what is not known to the day is not in it."""
    timeline = selection.timeline
    events = timeline.activities.filter(kind=Activity.Kind.EVENT, last_day__isnull=False)
    for moment in reversed(load_activities(events.order_by("-first_day", "-pk")[:MOST])):
        if _is_known_to_the_day(moment.period):
            yield _event(moment)
    decisions = timeline.decisions.order_by("-first_day", "-pk")
    for moment in reversed(load_decisions(decisions[:MOST])):
        if _is_known_to_the_day(moment.period) and _has_anniversaries(moment):
            yield _anniversary(moment)


def _is_known_to_the_day(period: Period) -> bool:
    """Whether it begins and ends on known days, and not on the last that Python can count."""
    ends = (period.start, period.end or period.start)
    return not period.is_open and all(
        day.precision == 3 and day.year < date.max.year for day in ends
    )


def _event(moment: Moment) -> Event:
    activity = moment.entry
    event = _entry(moment, short_id(activity), KIND_NAMES[moment.kind])
    event.add("summary", _text(title_of(moment), title_language(moment)))
    event.add("dtstart", moment.period.first_day)
    event.add("dtend", moment.period.last_day + A_DAY)  # the first day that is not of it
    if activity.place:
        event.add("location", _text(activity.place, language_shown(activity, "place")))
    with_whom = ", ".join(partner.name for partner in moment.partners)
    told = [activity.summary, plain_text(activity.text), with_whom and f"{_('With:')} {with_whom}"]
    event.add("description", _description(moment, told))
    return event


def _anniversary(moment: Moment) -> Event:
    """The days of the later years on which a decision was taken, as long as it is in force."""
    decision, first = moment.entry, _first_anniversary(moment)
    event = _entry(moment, f"{short_id(decision)}-anniversary", _("anniversary"))
    summary = ANNIVERSARIES[decision.kind].format(partner=decision.partner.name)
    event.add("summary", _text(summary, get_language()))
    event.add("dtstart", first)
    event.add("dtend", first + A_DAY)
    event.add("rrule", _every_year(moment))
    told = [f"{title_of(moment)}, {words(moment.period)}", decision.note]
    event.add("description", _description(moment, told))
    return event


def _has_anniversaries(moment: Moment) -> bool:
    """Whether it was taken on one day, and not known to have ended within a year."""
    end = _end_of_force(moment)
    return moment.period.end is None and (end is None or end >= _first_anniversary(moment))


def _first_anniversary(moment: Moment) -> date:
    day = moment.period.first_day
    return day.replace(year=day.year + 1, day=28 if _is_leap_day(day) else day.day)


def _every_year(moment: Moment) -> dict:
    rule, end = {"freq": "yearly"}, _end_of_force(moment)
    if _is_leap_day(moment.period.first_day):
        rule |= {"bymonth": 2, "bymonthday": -1}  # the last day of February, in every year
    return rule | {"until": end} if end else rule


def _end_of_force(moment: Moment) -> date | None:
    """The earliest day on which the decision may have ended, if it has."""
    in_force = moment.entry.in_force
    return in_force.end.first if in_force and in_force.end else None


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def _entry(moment: Moment, name: str, category: str) -> Event:
    """What all entries of a calendar say; ``name`` is theirs in every calendar and language."""
    entry = moment.entry
    event = Event()
    event.add("uid", f"{name}@{_host()}")
    event.add("dtstamp", entry.updated)
    event.add("last-modified", entry.updated)
    event.add("created", entry.created)
    event.add("url", vUri(permalink(entry, get_language())))
    event.add("categories", [capfirst(category)], parameters={"LANGUAGE": get_language()})
    event.add("transp", "TRANSPARENT")
    return event


def _description(moment: Moment, told: list[str | None]) -> vText:
    """What is told, part by part, and last where more of it stands."""
    parts = [*filter(None, told), permalink(moment.entry, get_language())]
    return _text("\n\n".join(parts), _language_of(moment))


def _language_of(moment: Moment) -> str:
    """The language of the longest text that is told."""
    field = next((f for f in ("text", "summary", "note") if getattr(moment.entry, f, None)), None)
    return (field and language_shown(moment.entry, field)) or get_language()


def _text(text: str, language: str) -> vText:
    return vText(sayable(text), params={"LANGUAGE": language})


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname
