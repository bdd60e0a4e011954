"""Reads a calendar as a calendar program does."""

from icalendar import Calendar

HOST = "https://testserver"
ALL = "/en/feeds/all.ics"


def read(client, url=ALL):
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(client, url=ALL):
    calendar = read(client, url)
    assert calendar.errors == []
    assert [event.errors for event in calendar.events] == [[]] * len(calendar.events)
    return calendar.events


def summaries(client, url=ALL):
    return [str(event["summary"]) for event in events(client, url)]


def days(event):
    """The first day, and the first that is not of it any more; both without a time."""
    bounds = event["dtstart"], event["dtend"]
    assert [bound.params["VALUE"] for bound in bounds] == ["DATE", "DATE"]
    return tuple(bound.dt for bound in bounds)
