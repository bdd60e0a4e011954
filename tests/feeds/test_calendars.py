"""The calendars as a whole: what they are called, what is in each, and what they cost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from activities.models import Activity
from decisions.models import Agreement
from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES
from tests.factories import make_activity, make_agreement, make_decision, make_partner
from tests.feeds.calendar_files import HOST, days, events, read, summaries

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("kind", ["project", "programme", "membership"])
def test_only_events_are_there(client, kind):
    make_activity("Fair", period="2010-05-07")
    make_activity("Work", kind=kind, period="2010-05-07")
    assert summaries(client) == ["Fair (en)"]


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
