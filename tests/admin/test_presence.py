"""Colleagues who have the same form open are seen, for as long as they have."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.login import SEEN
from editing.models import OpenForm
from tests.factories import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner()


@pytest.fixture
def url(partner):
    return f"/admin/partners/partnerregion/{partner.pk}/open/"


@pytest.fixture
def clock(monkeypatch):
    """Lets time go by."""
    start, passed = timezone.localtime().replace(hour=10, minute=12), timedelta()

    def go_on(seconds):
        nonlocal passed
        passed += timedelta(seconds=seconds)

    monkeypatch.setattr(timezone, "now", lambda: start + passed)
    return go_on


def others(response):
    assert response.status_code == 200
    return response.json()["others"]


def test_who_else_has_the_form_open_is_said_with_the_time(staff, url, clock):
    editor, publisher = staff("editor"), staff("publisher")
    assert others(editor.post(url)) == []
    for _minute in range(3):
        clock(60)
        assert others(editor.post(url)) == []
    assert others(publisher.post(url)) == ["editor also has this entry open since 10:12."]


def test_form_left_or_not_heard_of_is_forgotten(staff, url, clock):
    editor, publisher, translator = staff("editor"), staff("publisher"), staff("translator")
    for person in (editor, translator):
        person.post(url)
    clock(60)
    assert len(others(publisher.post(url))) == 2
    editor.post(url)
    assert editor.post(url, {"leave": "1"}).status_code == 204
    clock(20)
    assert others(publisher.post(url)) == ["translator also has this entry open since 10:12."]
    clock(200)
    assert others(publisher.post(url)) == []
    assert OpenForm.objects.count() == 1


def test_who_saves_and_comes_back_has_had_it_open_since_the_beginning(staff, url, clock):
    editor, publisher = staff("editor"), staff("publisher")
    editor.post(url)
    clock(60)
    editor.post(url, {"leave": "1"})
    clock(5)
    editor.post(url)
    assert others(publisher.post(url)) == ["editor also has this entry open since 10:12."]


def test_form_names_the_address_and_only_staff_may_ask(admin_client, client, partner, url):
    form = admin_client.get(f"/admin/partners/partnerregion/{partner.pk}/change/")
    assert f'data-url="{url}"' in form.content.decode()
    assert client.post(url).status_code == 302
    assert admin_client.get(url).status_code == 403
    assert admin_client.post("/admin/partners/partnerregion/999/open/").status_code == 404
    assert OpenForm.objects.count() == 0


def test_page_that_asks_by_itself_keeps_no_session_alive(admin_client, url):
    session = admin_client.session
    session[SEEN] = session["began"] = long_ago = int(time.time()) - 3600
    session.save()

    admin_client.post(url)
    assert admin_client.session[SEEN] == long_ago
    admin_client.get("/admin/")
    assert admin_client.session[SEEN] > long_ago


def test_script_of_a_page_left_behind_cannot_undo_a_login(client, url):
    client.cookies["csrftoken"] = "a" * 32

    answer = client.post(url, {"leave": "1"})

    assert answer.status_code == 204
    assert not answer.cookies  # such as an older token, for which the next form would be refused
    assert client.post(url).status_code == 302
