"""Dates are kept as precisely as they are typed, and what is mistaken in one is explained."""

import pytest

from activities.models import Event
from tests.admin.browser_forms import form_of
from tests.admin.errors import ADD_EVENT, errors_of
from tests.admin.form_data import (
    event_form,
)
from tests.factories import (
    make_activity,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "typed", "period", "shown"),
    [
        ("en", "1993", "1993", "1993"),
        ("en", "10.2021", "2021-10", "October 2021"),
        ("hu", "2010. május 7–22.", "2010-05-07/2010-05-22", "2010. május 7–22."),
        ("ro", "07.05.2010", "2010-05-07", "7 mai 2010"),
        ("ro", "din 2017", "2017/..", "din 2017"),
        ("hu", "R/2008/P1Y", "R/2008/P1Y", "2008 óta minden évben"),
        ("ro", "vara 2024", "2024-22", "vara 2024"),
        ("en", "perhaps around 1998", "1998%", "around 1998 (?)"),
        ("en", "2010/2010", "2010/2010", "2010/2010"),
    ],
)
def test_dates_are_kept_as_precise_as_they_are_typed_and_shown_again(
    admin_client, language, typed, period, shown
):
    admin_client.cookies.load({"django_language": language})
    admin_client.post(ADD_EVENT, event_form(typed))

    event = Event.objects.get()
    assert str(event.period) == period
    url = f"/admin/activities/event/{event.pk}/change/"
    form = form_of(admin_client.get(url))
    assert form["period"] == [shown]
    admin_client.post(url, form)
    assert str(Event.objects.get().period) == period


def test_what_visitors_read_of_a_date_is_said_in_each_language(admin_client, client):
    response = admin_client.post(ADD_EVENT, event_form("7-22 mai 2010", title_ro=""))

    for stated in (
        '<span lang="ro">7–22 mai 2010</span>',
        '<span lang="hu">2010. május 7–22.</span>',
        '<span lang="en">7–22 May 2010</span>',
    ):
        assert stated in response.content.decode()
    answer = admin_client.get("/admin/period/", {"text": "summer 2024"}).json()
    assert answer == {"words": [["ro", "vara 2024"], ["hu", "2024 nyara"], ["en", "summer 2024"]]}
    for text in ("tomorrow", "", "1" * 10_000):
        assert admin_client.get("/admin/period/", {"text": text}).json() == {"words": []}
    assert client.get("/admin/period/", {"text": "2010"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("24.12.2206", "Did you mean 2026?"),
        ("0027", "Did you mean 2027?"),
        ("1066", "Is the year 1066 right?"),
    ],
)
def test_year_that_looks_mistaken_is_asked_back_until_the_box_is_ticked(
    admin_client, typed, question
):
    response = admin_client.post(ADD_EVENT, event_form(typed))

    assert question in errors_of(response)["period"][0]
    assert 'name="period_sure"' in response.content.decode()
    assert not Event.objects.exists()
    admin_client.post(ADD_EVENT, event_form(typed, period_sure="on"))
    event = Event.objects.get()
    url = f"/admin/activities/event/{event.pk}/change/"
    response = admin_client.post(url, form_of(admin_client.get(url), title_ro="Alt târg"))
    assert response.status_code == 302
    assert Event.objects.get().title_ro == "Alt târg"


def test_event_without_dates_has_no_period(admin_client):
    admin_client.post(ADD_EVENT, event_form())

    assert Event.objects.get().period is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("27", "Did you mean 2027?"),
        ("7 mai 27", "Did you mean 2027?"),
        ("7.5.27", "Did you mean 2027?"),
        ("30.02.2010", "no such day"),
        ("2010–2009", "The end is before the start"),
        ("22-7 May 2010", "The end is before the start"),
        ("last year", "is not a date"),
        ("32 May 2010", "is not a date"),
        ("20262", "is not a date"),
    ],
)
def test_mistaken_dates_are_explained_and_kept(admin_client, typed, message):
    response = admin_client.post(ADD_EVENT, event_form(typed, title_hu="Vásár"))

    assert list(errors_of(response)) == ["period"]
    assert message in errors_of(response)["period"][0]
    form = response.context["adminform"].form
    assert form["period"].value() == typed
    assert form["title_hu"].value() == "Vásár"
    assert 'aria-describedby="id_period_helptext id_period_error"' in response.content.decode()
    assert not Event.objects.exists()


def test_period_is_said_in_words_in_the_list(admin_client):
    make_activity("Târg", kind="event", period="2010-05-07/2010-05-22")
    make_activity("Festival", kind="event", period=None)

    page = admin_client.get("/admin/activities/event/").content.decode()

    assert "7–22 May 2010" in page
    assert "no date published" in page
