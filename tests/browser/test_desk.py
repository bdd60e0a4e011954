"""The everyday desk: how far one scrolls, where Save is, what a keyboard does, what is open."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from partners.models import PartnerRegion
from tests.factories import make_partner

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "kept in a test"
ADD = "/admin/partners/partnerregion/add/"
HEIGHT_WITHOUT_PICTURES = """() => {
    const places = "fieldset:has(.field-picture), .inline-group:has([name*=picture])";
    document.querySelectorAll(places).forEach((one) => one.remove());
    return document.documentElement.scrollHeight;
}"""
IS_KEPT = """async (words) => {
    while (!Object.values(localStorage).some((kept) => kept.includes(words))) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}"""


@pytest.fixture
def desk(page, live_server, watch):
    """Logs somebody with a role in, and opens an address."""
    watch(page)

    def opened(role: Role, address: str):
        user = get_user_model().objects.create_user("clerk", password=PASSWORD)
        give_role(user, role, ["hu"])
        page.goto(f"{live_server.url}/admin/login/?next={address}")
        page.get_by_role("button", name="English").click()
        page.get_by_label("Username").fill("clerk")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("#content-main")).to_be_visible()
        return page

    return opened


def test_partner_form_is_short_and_begins_with_the_name(desk):
    page = desk(Role.ADMINISTRATOR, ADD)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_load_state("load")
    expect(page.locator("#id_name_ro")).to_be_focused()
    assert page.evaluate(HEIGHT_WITHOUT_PICTURES) <= 3 * 768
    assert page.get_by_label("Name (Romanian)").bounding_box()["y"] < 768


@pytest.mark.parametrize("width", [360, 640, 1366])  # 640 is 1280 at 200 %
def test_save_is_always_in_view(desk, width):
    page = desk(Role.ADMINISTRATOR, ADD)
    page.set_viewport_size({"width": width, "height": 740})
    save = page.get_by_role("button", name="Save", exact=True)
    for where in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {where})")
        expect(save).to_be_in_viewport()
    bar = page.locator(".submit-row").bounding_box()
    assert bar["height"] <= 90


def test_control_s_saves(desk):
    page = desk(Role.ADMINISTRATOR, ADD)
    page.get_by_label("Country").select_option("HU")
    page.get_by_label("Name (Romanian)").fill("Hont")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert PartnerRegion.objects.get().slug_ro == "hont"


def test_translator_has_the_source_beside_the_own_text_and_nothing_else_open(desk):
    partner = make_partner(text_ro="<p>Un text.</p>")
    page = desk(Role.TRANSLATOR, f"/admin/partners/partnerregion/{partner.pk}/change/")
    page.set_viewport_size({"width": 1280, "height": 768})
    mine, source = page.get_by_label("Name (Hungarian)"), page.get_by_label("Name (Romanian)")
    expect(mine).to_be_in_viewport()
    expect(mine).to_be_enabled()
    expect(source).to_be_disabled()
    assert source.bounding_box()["y"] == mine.bounding_box()["y"]
    expect(page.get_by_label("Name (English)")).to_be_hidden()
    expect(page.get_by_label("Country")).to_be_hidden()


def test_crash_loses_nothing_that_was_typed(desk, new_context, live_server):
    page = desk(Role.ADMINISTRATOR, ADD)
    page.get_by_label("Name (Romanian)").press_sequentially("Hont")
    page.get_by_label("Country").select_option("HU")
    page.locator("#id_text_ro_editor").press_sequentially("Un text lung.")
    page.evaluate(IS_KEPT, "Un text lung.")
    crashed = page.context.new_page()  # the page itself is gone without a word
    page.close()

    crashed.goto(f"{live_server.url}{ADD}")
    crashed.get_by_role("button", name="Show it in the form").click()

    expect(crashed.get_by_text("What you typed has been kept but not saved.")).to_be_visible()
    expect(crashed.get_by_label("Name (Romanian)")).to_have_value("Hont")
    expect(crashed.locator("#id_text_ro_editor")).to_have_text("Un text lung.")
    crashed.get_by_role("button", name="Save", exact=True).click()
    expect(crashed.locator(".messagelist .success")).to_be_visible()
    crashed.goto(f"{live_server.url}{ADD}")
    expect(crashed.locator(".autosave")).to_be_hidden()
    assert PartnerRegion.objects.get().text_ro == "<p>Un text lung.</p>"


def test_nobody_else_at_the_computer_sees_what_was_typed(desk, live_server):
    page = desk(Role.ADMINISTRATOR, ADD)
    page.get_by_label("Name (Romanian)").press_sequentially("Hont")
    page.evaluate(IS_KEPT, "Hont")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Username").or_(page.get_by_text("Log in again"))).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('autosave'))") == []
