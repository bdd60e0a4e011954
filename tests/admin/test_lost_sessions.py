"""A session that ends while somebody is writing takes nothing along."""

import pytest
from django.test import Client

from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of, hidden_inputs
from tests.factories import make_partner

LOGIN = "/admin/login/"
WHO = {"username": "bori", "password": "kept in a test"}


@pytest.fixture
def url(db):
    return f"/admin/partners/partnerregion/{make_partner(seat='Ipolyság').pk}/change/"


def test_typed_text_outlives_the_session(admin_client, url):
    typed = form_of(admin_client.get(url), seat="Šahy")
    admin_client.logout()

    login = admin_client.post(url, typed)
    go_on = admin_client.post(LOGIN, {**hidden_inputs(login), **WHO})
    form = admin_client.post(url, hidden_inputs(go_on))

    assert form.context["adminform"].form["seat"].value() == "Šahy"
    assert "kept but not saved. Check it, then save." in form.content.decode()
    assert PartnerRegion.objects.get().seat == "Ipolyság"
    admin_client.post(url, form_of(form))
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_typed_text_outlives_a_wrong_password(admin_client, url):
    typed = form_of(admin_client.get(url), seat="Šahy")
    admin_client.logout()

    login = admin_client.post(url, typed)
    again = admin_client.post(LOGIN, {**hidden_inputs(login), **WHO, "password": "wrong"})
    go_on = admin_client.post(LOGIN, {**hidden_inputs(again), **WHO})

    assert ["seat", "Šahy"] in go_on.context["typed"]


def test_new_entry_outlives_the_session(admin_client):
    url = "/admin/partners/partnerregion/add/"
    typed = form_of(admin_client.get(url), name_ro="Județul Hont")
    admin_client.logout()

    login = admin_client.post(url, typed)
    go_on = admin_client.post(LOGIN, {**hidden_inputs(login), **WHO})
    form = admin_client.post(url, hidden_inputs(go_on))

    assert form.context["adminform"].form["name_ro"].value() == "Județul Hont"
    assert not PartnerRegion.objects.exists()


@pytest.fixture
def browser_like(admin_client):
    """A client that, as a browser, is checked for the token of its forms."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.cookies = admin_client.cookies
    return client


def test_typed_text_outlives_a_login_in_another_window(browser_like, url):
    typed = form_of(browser_like.get(url), seat="Šahy")

    answer = browser_like.post(url, typed, headers={"sec-fetch-site": "same-origin"})

    assert ["seat", "Šahy"] in answer.context["typed"]
    assert PartnerRegion.objects.get().seat == "Ipolyság"


@pytest.mark.parametrize("source", ["cross-site", "same-site", "none"])
def test_what_another_site_sends_is_refused(browser_like, url, source):
    typed = form_of(browser_like.get(url), seat="Šahy")

    answer = browser_like.post(url, typed, headers={"sec-fetch-site": source})

    assert answer.status_code == 403
    assert "Šahy" not in answer.content.decode()
    assert PartnerRegion.objects.get().seat == "Ipolyság"


def test_password_is_never_kept(admin_client):
    url = "/admin/auth/user/add/"
    admin_client.logout()

    login = admin_client.post(
        url, {"username": "ilona", "password1": "geheim", "password2": "geheim"}
    )

    assert "geheim" not in login.content.decode()
