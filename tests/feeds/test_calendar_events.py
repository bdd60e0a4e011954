"""What a calendar says of an event and of the anniversary of an agreement."""

from datetime import UTC, date, datetime
from itertools import islice

import pytest
from dateutil.rrule import rrulestr

from activities.models import Activity
from decisions.models import Agreement
from tests.factories import make_activity, make_agreement, make_decision, make_partner
from tests.feeds.calendar_files import HOST, days, events, read, summaries

pytestmark = pytest.mark.django_db


LONG = "Hosszú, ékezetes; „idézett” szöveg: árvíztűrő tükörfúrógép\\ "


def test_event_has_its_whole_text(client):
    partner = make_partner("Hont")
    activity = make_activity(
        "Fair",
        period="2010-05-07",
        partners=[partner, make_partner("Draft", status="draft")],
        summary_en="In short.",
        text_en="<p>All <em>of</em> it.</p><p>And more.</p>",
        place_en="Budapest",
    )
    created, updated = datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 3, 4, 5, 6, 7, UTC)
    Activity.objects.update(created=created, updated=updated)
    url = f"{HOST}/a/{activity.pk}?lang=en"

    (event,) = events(client)

    assert (str(event["summary"]), str(event["location"])) == ("Fair (en)", "Budapest")
    assert event["location"].params["LANGUAGE"] == "en"
    assert str(event["description"]) == (
        f"In short.\n\nAll of it.\nAnd more.\n\nWith: Hont (en)\n\n{url}"
    )
    assert event["url"] == url
    assert event["categories"].to_ical() == b"Event"
    assert event["transp"] == "TRANSPARENT"
    changed = updated.replace(microsecond=0)
    times = [event[name].dt for name in ("dtstamp", "last-modified", "created")]
    assert times == [changed, changed, created]
    assert read(client)["last-modified"].dt == changed


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2010-05-07", (date(2010, 5, 7), date(2010, 5, 8))),
        ("2010-05-07/2010-05-22", (date(2010, 5, 7), date(2010, 5, 23))),
        ("2012-02-28/2012-02-29", (date(2012, 2, 28), date(2012, 3, 1))),
        ("2010-12-31", (date(2010, 12, 31), date(2011, 1, 1))),
    ],
)
def test_event_known_to_the_day_lasts_whole_days(client, period, expected):
    make_activity("Fair", period=period)
    assert [days(event) for event in events(client)] == [expected]


@pytest.mark.parametrize(
    "period",
    [
        "",
        "2010",
        "2010-05",
        "2010/2011",
        "2010-05-07/2010-06",
        "2010-05/2010-06-01",
        "2010-05-07/..",
        "R/P1Y",
        "R",
        "2010-01-01/9999-12-31",
    ],
)
def test_event_not_known_to_the_day_is_not_there(client, period):
    make_activity("Known", period="2010-05-07")
    make_activity("Vague", period=period)
    assert summaries(client) == ["Known (en)"]


def test_agreement_known_to_the_day_has_an_anniversary_each_year(client):
    agreement = make_agreement(make_partner("Hont"), signed_on="2010-05-07", note_en="Signed.")

    (event,) = events(client)

    assert event["uid"] == f"g{agreement.pk}-anniversary@testserver"
    assert str(event["summary"]) == "Anniversary of the twinning: Hont (en)"
    assert days(event) == (date(2011, 5, 7), date(2011, 5, 8))
    assert event["rrule"].to_ical() == b"FREQ=YEARLY"
    assert event["categories"].to_ical() == b"Anniversary"
    url = f"{HOST}/g/{agreement.pk}?lang=en"
    assert event["url"] == url
    assert str(event["description"]) == (
        f"Twinning 2010: Hont (en), since 7 May 2010\n\nSigned.\n\n{url}"
    )


def test_cooperation_is_called_what_it_is(client):
    make_decision(make_partner("Hont"), date="2010-05-07", kind="cooperation_agreement")
    assert summaries(client) == ["Anniversary of the cooperation agreement: Hont (en)"]


@pytest.mark.parametrize("day", ["2010", "2010-05", "2010-05-07~", "2100-01-01"])
def test_agreement_not_known_to_the_day_or_to_come_has_no_anniversary(client, day):
    partner = make_partner("Hont")
    make_agreement(partner, since="2010-05-07")
    vague = make_agreement(partner, since=day, kind="friendship")
    assert Agreement.objects.published().filter(pk=vague.pk).exists()
    assert summaries(client) == ["Anniversary of the twinning: Hont (en)"]


def test_anniversary_of_a_leap_day_is_the_last_of_february(client):
    make_agreement(make_partner("Hont"), since="2012-02-29")
    (event,) = events(client)
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(2013, 2, 28))
    assert days(event)[0] == date(2013, 2, 28)
    assert [f"{day:%Y-%m-%d}" for day in islice(rule, 4)] == [
        "2013-02-28",
        "2014-02-28",
        "2015-02-28",
        "2016-02-29",
    ]


@pytest.mark.parametrize(
    ("until", "rules"),
    [
        ("", [b"FREQ=YEARLY"]),
        ("2090-04-01", [b"FREQ=YEARLY;UNTIL=20900401"]),
        ("2090", [b"FREQ=YEARLY;UNTIL=20900101"]),
        ("2013", []),
    ],
)
def test_anniversaries_end_with_the_agreement(client, until, rules):
    make_agreement(make_partner("Hont"), since="2010-05-07", in_force_until=until or None)
    assert [event["rrule"].to_ical() for event in events(client)] == rules


def test_long_lines_and_marks_of_the_format_survive(client):
    title, place = (LONG * 3).strip(), "Csíkszereda, Fő tér 1; „A” épület"
    make_activity(
        "Târg",
        period="2010-05-07",
        title_hu=title,
        place_hu=place,
        text_hu=f"<p>{LONG * 20}</p><p>A\x0bB, C</p>",
    )

    (event,) = events(client, "/hu/feeds/all.ics")

    assert (str(event["summary"]), str(event["location"])) == (title, place)
    assert str(event["description"]).split("\n")[:2] == [(LONG * 20).strip(), "A B, C"]
    written = client.get("/hu/feeds/all.ics").content
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert written.count(b"\n") == written.count(b"\r\n")


def test_what_is_not_translated_says_its_language(client):
    told = {"place_ro": "Ciuc", "text_ro": "<p>Tot.</p>"}
    make_activity("Târg", period="2010-05-07", title_hu="", slug_hu=None, **told)
    (event,) = events(client, "/hu/feeds/all.ics")
    languages = {
        name: event[name].params["LANGUAGE"]
        for name in ("summary", "location", "description", "categories")
    }
    assert languages == {
        "summary": "ro",
        "location": "ro",
        "description": "ro",
        "categories": "hu",
    }
