"""The calendars, as a calendar program understands them."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from django.utils import timezone
from icalendar import Calendar

from activities.models import Activity
from decisions.models import Agreement
from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES
from tests.factories import make_activity, make_agreement, make_decision, make_partner

pytestmark = pytest.mark.django_db
HOST = "https://testserver"
ALL = "/en/feeds/all.ics"
LONG = "Hosszú, ékezetes; „idézett” szöveg: árvíztűrő tükörfúrógép\\ "


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


def test_every_calendar_of_the_real_content_can_be_read(client, content):
    """What is dated to the day stands in the calendar of everything and of its partners."""
    codes = ["all", *(f"p{partner.pk}" for partner in PartnerRegion.objects.published())]
    week = Activity.objects.get(period="2010-05-07/2010-05-22")
    dated = {
        f"a{activity.pk}@testserver"
        for activity in Activity.objects.published().filter(kind="event")
        if activity.period and activity.period.start and activity.period.start.day
    }
    assert len(dated) > 5
    anniversaries = {
        f"g{agreement.pk}-anniversary@testserver"
        for agreement in Agreement.objects.published().in_force()
        if agreement.start and agreement.start.day
    }
    assert len(anniversaries) == 3
    for language in LANGUAGE_CODES:
        found = {code: events(client, f"/{language}/feeds/{code}.ics") for code in codes}
        assert len(found) == 1 + 19
        assert {str(event["uid"]) for event in found["all"]} == dated | anniversaries
        (event,) = (e for e in found["all"] if e["uid"] == f"a{week.pk}@testserver")
        assert str(event["summary"]) == getattr(week, f"title_{language}")
        assert event["summary"].params["LANGUAGE"] == language
        assert days(event) == (date(2010, 5, 7), date(2010, 5, 23))


def test_calendar_says_what_it_is_and_how_to_keep_it(client):
    partner = make_partner("Hont, Sus; Jos", slug_hu="hont", name_hu="Hont, Felső; Alsó")
    response = client.get(f"/hu/feeds/p{partner.pk}.ics")
    calendar = Calendar.from_ical(response.content)
    title = r"Hont\, Felső\; Alsó – Hargita megye nemzetközi kapcsolatai"

    name = f"harghita-p{partner.pk}-hu.ics"
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert "CC BY 4.0" in calendar["description"]
    assert calendar["url"] == f"{HOST}/hu/partnerek/hont/"
    lines = response.content.decode().replace("\r\n ", "").splitlines()
    assert f"SOURCE;VALUE=URI:{HOST}/hu/feeds/p{partner.pk}.ics" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
    assert "X-PUBLISHED-TTL:P1D" in lines
    assert f"NAME;LANGUAGE=hu:{title}" in lines
    assert f"X-WR-CALNAME:{title}" in lines


def test_calendar_without_events_holds_something_all_the_same(client):
    """As RFC 5545, 3.6 asks: a zone of time, which shows nowhere."""
    calendar = read(client)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert "last-modified" not in calendar


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


@pytest.mark.parametrize("kind", ["project", "programme", "membership"])
def test_only_events_are_there(client, kind):
    make_activity("Fair", period="2010-05-07")
    make_activity("Work", kind=kind, period="2010-05-07")
    assert summaries(client) == ["Fair (en)"]


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


def test_identity_is_the_same_in_every_language_and_calendar_and_after_renaming(client):
    partner = make_partner("Hont")
    activity = make_activity("Fair", period="2010-05-07", partners=[partner])
    agreement = make_agreement(partner, since="2011-05-07")
    urls = [
        f"/{language}/feeds/{code}.ics"
        for language in LANGUAGE_CODES
        for code in ("all", f"p{partner.pk}")
    ]

    def identities():
        return {url: [e["uid"] for e in events(client, url)] for url in urls}

    before = identities()
    expected = [f"a{activity.pk}@testserver", f"g{agreement.pk}-anniversary@testserver"]
    assert before == dict.fromkeys(urls, expected)
    partner.name_ro, partner.slug_ro = "Honth", "honth"
    partner.save()
    activity.title_ro, activity.slug_ro = "Iarmaroc", "iarmaroc"
    activity.save()
    assert identities() == before
    assert summaries(client, "/ro/feeds/all.ics")[0] == "Iarmaroc"


def test_calendar_of_a_partner_holds_what_is_shared_with_it(client):
    hont, zala = make_partner("Hont"), make_partner("Zala")
    make_activity("Both", period="2010-05-07", partners=[hont, zala])
    make_activity("Zala's", period="2010-05-08", partners=[zala])
    make_activity("Nobody's", period="2010-05-09")
    make_decision(zala, date="2010-05-07")

    assert summaries(client, f"/en/feeds/p{hont.pk}.ics") == ["Both (en)"]
    assert len(events(client, f"/en/feeds/p{zala.pk}.ics")) == 3
    assert len(events(client)) == 4


def test_what_is_not_public_is_not_in_a_calendar(client):
    later, earlier = (timezone.now() + timedelta(days=days) for days in (1, -1))
    partner, draft = make_partner("Hont"), make_partner("Draft", status="draft")
    make_activity("Public", period="2010-05-07", partners=[partner])
    for hidden in ({"status": "draft"}, {"publish_at": later}, {"take_down_at": earlier}):
        make_activity("Hidden", period="2010-05-07", partners=[partner], **hidden)
        make_agreement(partner, since="2010-05-07", **hidden)
    make_agreement(draft, since="2010-05-07")

    assert summaries(client) == ["Public (en)"]
    assert summaries(client, f"/en/feeds/p{partner.pk}.ics") == ["Public (en)"]
    assert client.get(f"/en/feeds/p{draft.pk}.ics").status_code == 404


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


@pytest.mark.parametrize("code", ["event", "decision", "p0", "a1"])
def test_what_is_no_calendar_is_not_found(client, code):
    assert client.get(f"/en/feeds/{code}.ics").status_code == 404


@pytest.mark.parametrize("times", [1, 3, 10])
def test_calendars_cost_the_same_queries(client, django_assert_num_queries, times):
    partners = [make_partner("Hont"), make_partner("Zala")]
    for _number in range(times):
        make_activity("Fair", period="2010-05-07", partners=partners)
        make_decision(partners[0], date="2010-05-07")

    with django_assert_num_queries(4):  # events, their partners, decisions
        assert len(events(client)) == 2 * times
    with django_assert_num_queries(5):  # and the partner
        assert len(events(client, f"/en/feeds/p{partners[0].pk}.ics")) == 2 * times
