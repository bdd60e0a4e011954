"""The second step of the login: who has to take it, and that nobody gets around it."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import get_resolver

from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of, hidden_inputs
from tests.admin.second_step import LOGIN, PASSWORD, STEP
from tests.factories import make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_step_required")]


@pytest.mark.parametrize("role", ["editor", "translator", "publisher", "administrator"])
def test_everybody_sets_it_up_at_the_first_login(person, role):
    publisher = person(role)

    answer = publisher.give_password()

    assert answer.headers["Location"] == f"{STEP}?next=%2Fadmin%2Fpages%2Fpage%2F"
    assert not publisher.is_in()
    shown = publisher.set_up()
    assert len(set(shown.context["codes"])) == 10
    assert publisher.is_in()
    done = publisher.client.post(STEP, {"done": "1", "next": "/admin/pages/page/"})
    assert done.headers["Location"] == "/admin/pages/page/"


def test_where_nobody_has_to_it_may_be_set_up_and_then_has_to_be_taken(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    editor = person("editor")
    assert editor.give_password().headers["Location"] == "/admin/pages/page/"
    assert editor.is_in()

    editor.set_up()
    editor.comes_back()

    assert not editor.is_in()
    assert editor.give(editor.code()).headers["Location"] == "/admin/"
    assert editor.is_in()


def test_account_without_a_role_has_to_take_it_as_well(db, client):
    user = get_user_model().objects.create_user("loose", password=PASSWORD, is_staff=True)
    client.force_login(user)

    assert client.get("/admin/").status_code == 302


def test_it_is_not_asked_for_where_settings_say_so(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    publisher = person("publisher")

    assert publisher.give_password().headers["Location"] == "/admin/pages/page/"
    assert publisher.is_in()


def addresses_of_the_admin() -> list[str]:
    """Every address under /admin/ that takes no part of it from the database."""
    (admin_page,) = [
        p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "admin"
    ]
    found = []
    for pattern in admin_page.url_patterns:
        parts = getattr(pattern, "url_patterns", [pattern])
        base = str(pattern.pattern) if parts[0] is not pattern else ""
        found += [f"/admin/{base}{part.pattern}" for part in parts]
    found = [re.sub("<(path|int|str):object_id>|<id>|<int:[a-z_]+>", "1", path) for path in found]
    found += ["/admin/import-export/partners/import/", "/admin/import-export/partners/export.csv"]
    return [path for path in found if not re.search(r"[<^$(]", path)]


OPEN = {LOGIN, STEP, "/admin/logout/"}


def test_no_address_of_the_admin_is_open_to_who_gave_the_password_only(person):
    publisher = person("administrator")
    publisher.give_password()
    urls = [url for url in addresses_of_the_admin() if url not in OPEN]
    assert len(urls) > 50

    for url in urls:
        for ask in (publisher.client.get, publisher.client.post):
            answer = ask(url)
            where = answer.headers.get("Location", "")
            led = where.startswith((LOGIN, STEP))
            requested = answer.status_code == 200 and b'name="step-code"' in answer.content
            assert led or requested, (ask, url, answer.status_code, where)


def test_typed_text_outlives_both_steps(person):
    url = f"/admin/partners/partnerregion/{make_partner(seat='Ipolyság').pk}/change/"
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    typed = form_of(publisher.client.get(url), seat="Šahy")
    publisher.client.logout()
    publisher.user.totpdevice_set.update(last_t=-1)

    login = publisher.client.post(url, typed)
    given = {"username": "publisher", "password": PASSWORD}
    ask = publisher.client.post(LOGIN, {**hidden_inputs(login), **given})
    again = publisher.client.post(STEP, {**hidden_inputs(ask), "step-code": "abc"})
    go_on = publisher.client.post(STEP, {**hidden_inputs(again), "step-code": publisher.code()})
    form = publisher.client.post(go_on.context["path"], hidden_inputs(go_on))

    assert "Nothing you typed is lost" in ask.content.decode()
    assert go_on.context["path"] == url
    assert form.context["adminform"].form["seat"].value() == "Šahy"
    assert PartnerRegion.objects.get().seat == "Ipolyság"


def test_what_is_carried_along_may_be_anything(person, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    editor = person("editor")

    for stored in ("{", "1", "null", '["abc"]', "[[1]]", "\ud7ff"):
        editor.client.logout()
        answer = editor.give_password(_typed=stored)
        assert answer.headers["Location"] == "/admin/pages/page/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_step_never_leads_to_another_site(person, elsewhere):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()

    done = publisher.client.post(STEP, {"done": "1", "next": elsewhere})

    assert done.headers["Location"] == "/admin/"


def test_session_has_another_key_after_the_step(person):
    publisher = person("publisher")
    publisher.give_password()
    before = publisher.client.cookies["sessionid"].value

    publisher.set_up()

    assert publisher.client.cookies["sessionid"].value != before


def test_who_is_not_logged_in_is_led_to_the_login(client):
    assert client.get(STEP).headers["Location"] == LOGIN
    assert client.post(STEP, {"step-code": "123456"}).headers["Location"] == LOGIN


def test_secret_is_nowhere_in_the_admin(person):
    chief = person("administrator")
    chief.give_password()
    chief.set_up()

    index = chief.client.get("/admin/").content.decode()

    assert "otp_totp" not in index
    assert "webauthn" not in index
    assert chief.client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert chief.client.get(STEP).content.decode().count("<code>") == 0
