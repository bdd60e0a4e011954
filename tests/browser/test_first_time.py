"""A first day in the admin, wrong turns included: what is mistaken is asked back or made right."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from publishing.periods.dates import Period
from tests.browser.conftest import PASSWORD, log_in
from tests.browser.settling import settle
from tests.browser.test_libraries import PASTE_HTML, PASTE_PICTURE
from tests.hostile_files import image

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def admin_page(page, live_server, watch, settings, tmp_path):
    """The form of a new partner, before somebody who has never seen it."""
    settings.MEDIA_ROOT = tmp_path
    user = get_user_model().objects.create_user("bori", password=PASSWORD)
    give_role(user, Role.ADMINISTRATOR)
    watch(page).set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/admin/login/?next=/admin/partners/partnerregion/add/")
    page.get_by_role("button", name="English").click()
    log_in(page)
    expect(page.get_by_role("toolbar", name="Formatting")).to_have_count(3)
    return page


def press_control_s(page):
    settle(page)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    settle(page)


def errors(page) -> dict[str, str]:
    """What is wrong, by the label of the field beside which it stands."""
    rows = page.locator(".errorlist").evaluate_all(
        """lists => lists.map((list) => {
            const field = list.parentElement.querySelector("label, legend");
            return [(field?.innerText ?? "").replace(/\\s+/g, " ").trim(), list.innerText.trim()];
        })"""
    )
    return dict(rows)


def test_nothing_wrong_is_saved_in_silence(admin_page, live_server):
    # Numbers are typed: a wheel leaves them alone, and a citation is no order.
    admin_page.get_by_text("On the map and in statistics").click()
    order = admin_page.get_by_label("Order", exact=True).first
    order.fill("12")
    order.hover()
    for _ in range(3):
        admin_page.mouse.wheel(0, 120)
    expect(order).to_have_value("12")
    order.fill("77/2026")
    # A pair of coordinates goes into the one field that there is, the wrong way round.
    admin_page.get_by_label("Country").select_option("DE")
    admin_page.get_by_label("Coordinates").fill("14.987244, 51.152805")

    press_control_s(admin_page)

    # Nothing is saved; each mistake is told at its field, and the name that was forgotten.
    assert errors(admin_page) == {
        "Name (Romanian)": "Fill in this field in at least one language.",
        "Coordinates of the administrative centre": "This place is not in the country you chose. "
        "Correct one of them, or tick the box.",
        "Order": "Enter a whole number.",
    }
    admin_page.get_by_label("Order", exact=True).first.fill("12")
    admin_page.get_by_label("Coordinates").fill("51.152805, 14.987244")
    admin_page.get_by_label("Name (Romanian)").fill("Districtul Görlitz")

    # Away by a link, which asks first, and back: what was typed is there.
    requested = []
    admin_page.on("dialog", lambda dialog: (requested.append(dialog.type), dialog.accept()))
    admin_page.get_by_role("link", name="Home").click()
    admin_page.wait_for_url(f"{live_server.url}/admin/")
    assert requested == ["beforeunload"]
    admin_page.go_back()
    admin_page.get_by_role("button", name="Show it in the form").click()
    settle(admin_page)
    expect(admin_page.get_by_label("Name (Romanian)")).to_have_value("Districtul Görlitz")

    # Years without sense, and an end before the beginning.
    admin_page.get_by_role("button", name="Add another Agreement").click()
    agreement = admin_page.locator("#agreements-0")
    agreement.get_by_label("Approved by decision").fill("77/2026")
    agreement.get_by_label("Signed on").fill("27")
    agreement.get_by_label("In force from").fill("2206")
    # A text with what people type and paste.
    admin_page.get_by_label("Name (Hungarian)").fill("Görlitzi járás")
    editor = admin_page.get_by_role("textbox", name="Text (Romanian)", exact=True)
    editor.click()
    admin_page.keyboard.insert_text("O sală de 700 m² și ")
    editor.evaluate(PASTE_HTML, "<p>o curte de 9 m<sup>2</sup></p>")
    admin_page.keyboard.press("Control+k")
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_label("Link text").fill("site")
    dialog.get_by_label("Link address").fill("https//landkreis")
    dialog.get_by_role("button", name="Add the link").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Link address").fill("/ro/partneri/")
    dialog.get_by_role("button", name="Add the link").click()
    expect(dialog).to_be_hidden()
    editor.evaluate(PASTE_PICTURE, list(image()))
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog.locator(".errorlist")).to_contain_text("at least one language")
    dialog.locator(".library-upload [name=alt_ro]").fill("Un lac")
    dialog.get_by_role("button", name="Upload and use").click()
    expect(editor.locator("figcaption")).to_have_text("Un lac")
    press_control_s(admin_page)
    assert errors(admin_page) == {
        "Signed on": "Did you mean 2027? Enter the year with four digits.",
        "Text (Romanian)": "A link in this text leads to /ro/partneri/, where this site has "
        "no page. Choose the entry by its name, or correct the address.",
        "In force from": "Is 2206 right? Did you mean 2026? Correct it, or tick the box.",
    }

    editor.get_by_role("link", name="site").click()
    admin_page.keyboard.press("Control+k")
    dialog.get_by_label("Link address").fill("example.org")
    dialog.get_by_role("button", name="Add the link").click()
    expect(dialog).to_be_hidden()

    # Corrected, but with an end before the beginning.
    agreement.get_by_label("Signed on").fill("12.05.2027")
    agreement.get_by_label("In force from").fill("")
    agreement.get_by_text("Term, renewal and end").click()
    agreement.get_by_label("In force until").fill("2026")
    press_control_s(admin_page)
    assert errors(admin_page) == {
        "In force until": "This is before the agreement began: correct one of the dates."
    }
    agreement.get_by_label("In force until").fill("2036")

    # The session has ended in between: it goes through the login, and nothing is saved unseen.
    admin_page.context.clear_cookies(name="sessionid")
    press_control_s(admin_page)
    expect(admin_page.get_by_text("Nothing you typed is lost")).to_be_visible()
    log_in(admin_page)
    admin_page.get_by_role("button", name="Back to the form").click()
    expect(admin_page.get_by_label("Name (Romanian)")).to_have_value("Districtul Görlitz")
    assert PartnerRegion.objects.count() == 0
    press_control_s(admin_page)

    expect(admin_page.locator(".messagelist .success")).to_contain_text("was added successfully")
    partner = PartnerRegion.objects.get()
    assert (partner.latitude, partner.longitude, partner.position) == (51.15281, 14.98724, 12)
    agreement = partner.agreements.get()
    assert agreement.approved_by == Decision.objects.get(number=77, first_day__year=2026)
    assert agreement.signed_on == Period.parse("2027-05-12")
    assert agreement.in_force_until == Period.parse("2036")
    picture = Picture.objects.get().pk
    assert partner.text_ro == (
        "<p>O sală de 700 m² și o curte de 9 m<sup>2</sup>"
        f'<a href="https://example.org">site</a></p>\n<img data-picture="{picture}">'
    )
