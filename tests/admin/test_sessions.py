"""Sessions end by themselves, with the password, and lose nothing that was typed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.login import BEGAN, SEEN
from tests.admin.browser_forms import form_of
from tests.admin.logins import PASSWORD
from tests.factories import make_partner

pytestmark = pytest.mark.django_db


def turn_back(client, key, **time):
    session = client.session
    session[key] -= timedelta(**time).total_seconds()
    session.save()


def test_session_ends_after_its_time_whatever_is_done(ana_client):
    assert ana_client.get("/admin/").status_code == 200
    turn_back(ana_client, BEGAN, hours=12, minutes=1)

    assert ana_client.get("/admin/").status_code == 302
    assert not Session.objects.filter(pk=ana_client.cookies["sessionid"].value).exists()


def test_session_of_which_nobody_knows_when_it_began_has_ended(ana_client):
    session = ana_client.session
    del session[BEGAN]
    session.save()

    assert ana_client.get("/admin/").status_code == 302


def test_session_ends_when_nothing_is_done(ana_client, settings):
    assert settings.SESSION_COOKIE_AGE == 2 * 3600
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert ana_client.get("/admin/").status_code == 302


def test_work_puts_the_end_off(ana_client):
    turn_back(ana_client, SEEN, minutes=6)
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.update(expire_date=soon)

    ana_client.get("/admin/")

    assert Session.objects.get().expire_date > soon + timedelta(hours=1)


def test_looking_around_writes_no_session(ana_client, django_assert_num_queries):
    turn_back(ana_client, SEEN, minutes=4)
    before = Session.objects.values().get()

    ana_client.get("/admin/")

    assert Session.objects.values().get() == before


def test_text_typed_in_a_session_that_ended_is_not_lost(ana_client):
    url = f"/admin/partners/partnerregion/{make_partner(status='draft').pk}/change/"
    typed = form_of(ana_client.get(url), seat="Šahy")
    turn_back(ana_client, BEGAN, hours=13)

    answer = ana_client.post(url, typed)

    assert "Nothing you typed is lost" in answer.content.decode()
    assert "Šahy" in answer.context["typed_json"].encode().decode("unicode_escape")


def test_sessions_elsewhere_end_with_the_password(ana_client, ana):
    ana.set_password("another one, kept")
    ana.save()

    assert ana_client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "password", ["short one", "123456789012", "ana@example.org", "password1234"]
)
def test_weak_password_is_refused(ana_client, password):
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}

    answer = ana_client.post("/admin/password_change/", form)

    assert answer.context["form"].errors
