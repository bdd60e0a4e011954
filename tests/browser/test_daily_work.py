"""Daily work: how far one scrolls, where Save is, what a keyboard does, what is open."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from editing.help.views import TOPICS
from partners.models import PartnerRegion
from scripts.help_pictures import take_pictures
from tests.browser.conftest import give_session
from tests.factories import make_activity, make_decision, make_partner, make_site_settings

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/partners/partnerregion/add/"
HEIGHT_WITHOUT_PICTURES = """() => {
    const places = "fieldset:has(.field-picture), .inline-group:has([name*=picture])";
    document.querySelectorAll(places).forEach((one) => one.remove());
    return document.documentElement.scrollHeight;
}"""


@pytest.fixture
def admin_page(page, live_server, watch):
    """Logs somebody with a role in, and opens an address."""
    watch(page)

    def opened(role: Role, url: str):
        user = get_user_model().objects.create_user("bori")
        give_role(user, role, ["hu"])
        give_session(page, user)
        page.goto(live_server.url + url)
        return page

    return opened


def test_partner_form_is_short_and_begins_with_the_name(admin_page):
    page = admin_page(Role.ADMINISTRATOR, ADD)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_load_state("load")
    expect(page.locator("#id_name_ro")).to_be_focused()
    assert page.evaluate(HEIGHT_WITHOUT_PICTURES) <= 3 * 768
    assert page.get_by_label("Name (Romanian)").bounding_box()["y"] < 768


def test_codes_that_are_offered_follow_the_country(admin_page):
    page = admin_page(Role.ADMINISTRATOR, ADD)
    for country, iso, nuts in (("ES", "ES-AN", "ES61"), ("PL", "PL-14", "PL22")):
        page.get_by_label("Country", exact=True).select_option(country)
        for name, code in (("iso_code", iso), ("nuts_code", nuts)):
            offered = page.locator(f"#id_{name}_codes option")
            expect(page.locator(f"#id_{name}_codes option[value='{code}']")).to_have_count(1)
            codes = offered.evaluate_all("all => all.map((one) => one.value.slice(0, 2))")
            assert set(codes) == {country}


@pytest.mark.parametrize("width", [360, 640, 1366])  # 640 is 1280 at 200 %
def test_save_is_always_in_view(admin_page, width):
    page = admin_page(Role.ADMINISTRATOR, ADD)
    page.set_viewport_size({"width": width, "height": 740})
    save = page.get_by_role("button", name="Save", exact=True)
    for where in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {where})")
        expect(save).to_be_in_viewport()
    bar = page.locator(".submit-row").bounding_box()
    assert bar["height"] <= 90


def test_control_s_saves(admin_page):
    page = admin_page(Role.ADMINISTRATOR, ADD)
    page.get_by_label("Country").select_option("HU")
    page.get_by_label("Name (Romanian)").fill("Hont")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert PartnerRegion.objects.get().slug_ro == "hont"


def test_translator_has_the_source_beside_the_own_text_and_nothing_else_open(admin_page):
    partner = make_partner(text_ro="<p>Un text.</p>")
    page = admin_page(Role.TRANSLATOR, f"/admin/partners/partnerregion/{partner.pk}/change/")
    page.set_viewport_size({"width": 1280, "height": 768})
    mine, source = page.get_by_label("Name (Hungarian)"), page.get_by_label("Name (Romanian)")
    expect(mine).to_be_in_viewport()
    expect(mine).to_be_enabled()
    expect(source).to_be_disabled()
    assert source.bounding_box()["y"] == mine.bounding_box()["y"]
    expect(page.get_by_label("Name (English)")).to_be_hidden()
    expect(page.get_by_label("Country")).to_be_hidden()


def test_pictures_of_the_help_can_be_taken_and_show_their_forms(admin_page, live_server, tmp_path):
    partner = make_partner(text_ro="<p>Un text.</p>")
    make_decision(partner)
    make_activity(kind="event")
    make_site_settings()
    page = admin_page(Role.ADMINISTRATOR, "/admin/")
    page.set_viewport_size({"width": 1280, "height": 720})

    take_pictures(page, live_server.url, tmp_path, {"hu": "Magyar"})

    pictures = {file.stem: file.stat().st_size for file in (tmp_path / "hu").glob("*.png")}
    assert pictures.keys() == set(TOPICS)
    assert min(pictures.values()) > 20_000  # bytes
