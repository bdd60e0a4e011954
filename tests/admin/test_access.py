"""Who may enter the admin, and in which language it speaks."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from tests.factories import make_partner

pytestmark = pytest.mark.django_db

PAGES = [
    "/admin/",
    "/admin/partners/partnerregion/",
    "/admin/partners/partnerregion/add/",
    "/admin/decisions/decision/",
    "/admin/activities/event/add/",
    "/admin/pages/page/",
]


def test_staff_log_in_and_out(client, db):
    get_user_model().objects.create_superuser("bori", password="kept in a test")
    given = {"username": "bori", "password": "kept in a test", "next": "/admin/"}

    entered = client.post("/admin/login/?next=/admin/", given)
    shown = client.get("/admin/")
    client.post("/admin/logout/")

    assert entered.headers["Location"] == "/admin/"
    assert entered.cookies["sessionid"]["path"] == "/admin/"
    assert shown.status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["", "https://evil.example/", "//evil.example"])
def test_login_that_leads_nowhere_leads_to_the_admin(client, elsewhere):
    get_user_model().objects.create_superuser("bori", password="kept in a test")
    given = {"username": "bori", "password": "kept in a test", "next": elsewhere}

    assert client.post("/admin/login/", given).headers["Location"] == "/admin/"


def test_database_is_for_nobody_else(tmp_path):
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    subprocess.run(
        [sys.executable, "manage.py", "inspectdb"],
        cwd=settings.BASE_DIR,
        env={**own, "DATA_DIR": str(tmp_path)},
        umask=0o022,
        stdout=subprocess.DEVNULL,
        check=True,
    )

    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert modes["site.sqlite3"] == "0o600"


def test_wrong_password_is_refused_in_words(client):
    given = {"username": "bori", "password": "wrong"}

    page = client.post("/admin/login/", given, headers={"accept-language": "en"})

    assert "Please enter the correct username and password" in page.content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_public_is_led_to_the_login(client, url):
    response = client.get(url)

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/admin/login/?next={url}",
    )


def test_staff_without_a_right_are_refused(client):
    user = get_user_model().objects.create_user("guest", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_partnerregion"))
    client.force_login(user)
    partner = make_partner(status="draft")
    chosen = {"action": "publish", "_selected_action": [partner.pk]}

    assert client.get("/admin/partners/partnerregion/").status_code == 200
    client.post("/admin/partners/partnerregion/", chosen)
    partner.refresh_from_db()
    assert partner.status == "draft"
    change = f"/admin/partners/partnerregion/{partner.pk}/change/"
    assert client.get(change).status_code == 200
    assert client.post(change, {}).status_code == 403
    for url in ("/admin/partners/partnerregion/add/", "/admin/activities/event/"):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("language", "words"), [("ro", "Deconectare"), ("hu", "Kijelentkezés"), ("en", "Log out")]
)
def test_admin_speaks_the_language_that_was_chosen(admin_client, language, words):
    chosen = {"language": language, "next": "/admin/pages/page/"}

    response = admin_client.post("/admin/language/", chosen)

    cookie = response.cookies["django_language"]
    assert (cookie.value, cookie["path"]) == (language, "/admin/")
    assert response.headers["Location"] == "/admin/pages/page/"
    page = admin_client.get("/admin/", headers={"accept-language": "de"}).content.decode()
    assert f'<html lang="{language}"' in page
    assert words in page


@pytest.mark.parametrize("url", ["/admin/login/?next=/admin/pages/page/", "/admin/pages/page/"])
def test_language_is_chosen_on_every_page_of_the_admin(admin_client, client, url):
    visitor = client if "login" in url else admin_client

    page = visitor.get(url, headers={"accept-language": "hu"}).content.decode()

    assert f'<input type="hidden" name="next" value="{url}">' in page
    assert page.count('<button name="language"') == 3
    assert 'value="hu" lang="hu" aria-current="true">Magyar</button>' in page


def test_admin_is_named_after_the_county(admin_client):
    page = admin_client.get("/admin/").content.decode()

    assert "Harghita County’s international relations" in page
    assert "Django" not in page
