"""Published at a time and taken down at a time, exactly, wherever visitors look."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from activities.models import Activity
from history.drafts.models import Draft
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.form_data import event_form
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Europe/Bucharest"))
SECOND = timedelta(seconds=1)


@pytest.fixture
def at(monkeypatch):
    """Sets the site's clock."""
    return lambda timestamp: monkeypatch.setattr(timezone, "now", lambda: timestamp)


def expected(client, url, words) -> bool:
    response = client.get(url)
    return response.status_code == 200 and words in ParsedPage(response.content.decode()).main


LOCATIONS = [
    ("/ro/parteneri/", "Județul Hont"),
    ("/ro/parteneri/hont/", "Județul Hont"),
    ("/ro/", "Județul Hont"),
    ("/ro/cautare/?q=hont", "Județul Hont"),
    ("/ro/activitati/?kind=decision", "19/1994"),
]


@pytest.mark.parametrize(("place", "words"), LOCATIONS)
def test_partner_is_public_from_its_time_to_its_end(client, at, place, words):
    until = NOON + timedelta(days=1)
    partner = make_partner(slug_ro="hont", publish_at=NOON, take_down_at=until)
    make_decision(partner)
    make_page("Acasă", role="home")

    seen = {}
    for name, timestamp in {
        "before": NOON - SECOND,
        "from": NOON,
        "last": until - SECOND,
        "after": until,
    }.items():
        at(timestamp)
        seen[name] = expected(client, place, words)
        assert partner.is_public == seen[name]

    assert seen == {"before": False, "from": True, "last": True, "after": False}


def test_sitemap_follows_the_time(client, at):
    make_partner(slug_ro="hont", publish_at=NOON)

    at(NOON - SECOND)
    before = "/ro/parteneri/hont/" in client.get("/sitemap.xml").content.decode()
    at(NOON)
    since = "/ro/parteneri/hont/" in client.get("/sitemap.xml").content.decode()

    assert (before, since) == (False, True)


def test_activity_of_a_scheduled_time_is_counted_from_then_on(client, at):
    make_activity("Târg", publish_at=NOON)

    at(NOON - SECOND)
    before = Activity.objects.published().count()
    at(NOON)

    assert (before, Activity.objects.published().count()) == (0, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01T12:00", "2026-12-01T10:00+00:00"),
        ("2026-07-01T12:00", "2026-07-01T09:00+00:00"),
    ],
)
def test_time_is_meant_as_in_romania(admin_client, typed, meant):
    form = event_form(status="published", publish_at=typed)

    admin_client.post("/admin/activities/event/add/", form)

    assert Activity.objects.get().publish_at == datetime.fromisoformat(meant)


def test_saving_says_when_it_will_be_public(client, admin_user, at):
    at(NOON)
    client.force_login(admin_user)
    form = event_form(status="published", publish_at="2026-12-03T08:00")

    response = client.post(
        "/admin/activities/event/add/", form, follow=True, headers={"accept-language": "en"}
    )

    stated = [str(message) for message in response.context["messages"]]
    assert "It will be public on 3 December 2026, 08:00." in stated


@pytest.mark.parametrize("end", ["07:00", "08:00"])
def test_end_that_is_not_after_the_beginning_is_refused(admin_client, end):
    form = event_form(publish_at="2026-12-03T08:00", take_down_at=f"2026-12-03T{end}")

    response = admin_client.post(
        "/admin/activities/event/add/", form, headers={"accept-language": "en"}
    )

    assert response.context["adminform"].form.errors["take_down_at"] == [
        "It would be taken down before it is public. Change one of the times."
    ]


def test_later_beginning_of_what_is_public_does_not_hide_it(admin_client):
    agreement = make_agreement(make_partner())
    url = f"/admin/decisions/agreement/{agreement.pk}/change/"

    typed = {"publish_at": "2126-12-03T08:00", "place_ro": "Miercurea Ciuc"}

    admin_client.post(url, form_of(admin_client.get(url), **typed))

    agreement.refresh_from_db()
    assert (agreement.is_public, agreement.place_ro) == (True, None)
    assert Draft.objects.get().publish_at.year == 2126


def test_time_that_has_just_come_is_that_of_what_is_public(client, admin_user, at):
    at(NOON)
    client.force_login(admin_user)
    partner = make_partner()
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"

    client.post(url, form_of(client.get(url), publish_at="2026-12-01T12:00"))

    assert PartnerRegion.objects.get().publish_at == NOON
    assert not Draft.objects.exists()


def test_publishing_from_the_list_publishes_at_once(admin_client, at):
    partner = make_partner(publish_at=timezone.now() + timedelta(days=3))
    chosen = {"action": "publish", "_selected_action": [partner.pk]}

    admin_client.post("/admin/partners/partnerregion/", chosen)

    assert PartnerRegion.objects.published().get() == partner
