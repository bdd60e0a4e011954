"""A whole day: what an editor does with a new partner, from the login to the public page."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from decisions.models import Decision
from partners.models import PartnerRegion
from tests.browser.conftest import PASSWORD, log_in
from tests.hostile_files import image, pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PDF = {"name": "hotarare.pdf", "mimeType": "application/pdf", "buffer": pdf()}
PHOTO = {"name": "munte.jpg", "mimeType": "image/jpeg", "buffer": image(size=(1800, 1200))}


@pytest.fixture
def admin_page(page, live_server, watch, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # The roles' groups go with every other row when a test of this kind ends.
    user = get_user_model().objects.create_user("bori", password=PASSWORD)
    give_role(user, Role.ADMINISTRATOR)
    watch(page).set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("button", name="English").click()
    log_in(page)
    return page


def keep_on(admin_page):
    with admin_page.expect_navigation():
        admin_page.get_by_role("button", name="Save and continue editing").click()
    expect(admin_page.get_by_text("successfully").first).to_be_visible()


def test_editor_brings_a_partner_from_draft_to_public_and_back_to_an_earlier_version(
    admin_page, live_server, new_context
):
    # A picture for the library.
    admin_page.goto(f"{live_server.url}/admin/publishing/picture/add/")
    admin_page.get_by_label("File").set_input_files(PHOTO)
    admin_page.get_by_label("Text alternative (Romanian)").fill("Un munte")
    admin_page.get_by_role("button", name="Save", exact=True).click()
    expect(admin_page.get_by_text("was added successfully")).to_be_visible()

    # A partner with an agreement and the decision of it, first in Romanian.
    admin_page.goto(f"{live_server.url}/admin/partners/partnerregion/add/")
    admin_page.get_by_label("Country").select_option("HU")
    admin_page.get_by_label("Administrative centre", exact=True).fill("Ipolyság")
    admin_page.get_by_label("Name (Romanian)").press_sequentially("Hont")
    admin_page.locator("#id_picture_choose").click()
    admin_page.get_by_role("dialog").get_by_role("button", name="Un munte").click()
    expect(admin_page.locator(".field-picture .library-field__shown")).to_contain_text("Un munte")
    admin_page.get_by_role("button", name="Add another Agreement").click()
    agreement = admin_page.locator("#agreements-0")
    agreement.get_by_label("Approved by decision").fill("19/1994")
    expect(agreement.get_by_label("published")).to_be_checked()
    keep_on(admin_page)
    form = admin_page.url

    # The decision was made with it, and is given its document.
    admin_page.goto(
        f"{live_server.url}/admin/decisions/decision/{Decision.objects.get().pk}/change/"
    )
    admin_page.get_by_role("button", name="Add documents…").click()
    dialog = admin_page.get_by_role("dialog")
    dialog.locator("[type=file]").set_input_files(PDF)
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog).to_have_count(0)
    keep_on(admin_page)
    admin_page.goto(form)

    # It is translated.
    expect(admin_page.locator(".translation-missing").first).to_be_visible()
    admin_page.get_by_label("Name (Hungarian)").fill("Hont vármegye")
    admin_page.get_by_label("Name (English)").fill("Hont County")
    keep_on(admin_page)
    expect(admin_page.locator(".translation-missing")).to_have_count(0)

    # The page is looked at before anybody else can.
    with admin_page.context.expect_page() as opened:
        admin_page.locator("[name=_preview][value=hu]").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Hont vármegye")
    expect(opened.value.get_by_text("19/1994").first).to_be_visible()
    opened.value.close()
    partner = PartnerRegion.objects.get()
    url = f"{live_server.url}{partner.get_absolute_url()}"
    assert admin_page.request.get(url).status == 404

    # It is scheduled, and then published at once.
    in_a_week = timezone.localtime() + timedelta(days=7)
    admin_page.locator("#id_status").get_by_label("published").check()
    admin_page.get_by_label("Public from").fill(in_a_week.strftime("%Y-%m-%dT%H:%M"))
    keep_on(admin_page)
    expect(admin_page.get_by_text("It will be public on")).to_be_visible()
    assert admin_page.request.get(url).status == 404
    admin_page.get_by_label("Public from").fill("")
    keep_on(admin_page)
    visitor = new_context().new_page()
    visitor.goto(url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Hont")
    expect(visitor.get_by_alt_text("Un munte")).to_be_visible()
    with visitor.expect_download() as document:
        visitor.get_by_role("link", name="hotarare").click()
    assert document.value.path().read_bytes().startswith(b"%PDF-")

    # A slip is corrected, the versions are compared, and an earlier one is restored.
    PartnerRegion.history.update(history_date=timezone.now() - timedelta(hours=1))
    admin_page.get_by_label("Administrative centre", exact=True).fill("Šahy")
    keep_on(admin_page)
    visitor.reload()
    expect(visitor.get_by_text("Šahy")).to_be_visible()
    admin_page.get_by_role("link", name="History").click()
    admin_page.get_by_role("button", name="Compare").click()
    expect(admin_page.locator("del").filter(has_text="Ipolyság")).to_be_visible()
    expect(admin_page.locator("ins").filter(has_text="Šahy")).to_be_visible()
    admin_page.get_by_role("button", name="Restore the version of").first.click()
    admin_page.get_by_role("button", name="Restore this version").click()
    expect(admin_page.get_by_text("The version was restored.")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("Ipolyság")).to_be_visible()
