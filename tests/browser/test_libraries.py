"""Pictures and documents uploaded and chosen where they are needed, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import find_admin_barriers
from tests.factories import make_page, make_partner, make_picture, pdf_with_text
from tests.hostile_files import image

pytestmark = pytest.mark.django_db(transaction=True)

PASTE_PICTURE = """(editor, bytes) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([new Uint8Array(bytes)], "lac.jpg", { type: "image/jpeg" }));
    const options = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""
PASTE_HTML = """(editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "Text");
    const options = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pdf(name):
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf_with_text(name)}


def save(admin_page):
    admin_page.get_by_role("button", name="Save and continue editing").click()
    expect(admin_page.locator(".messagelist .success")).to_contain_text("was changed successfully")


def test_documents_and_pictures_are_uploaded_in_the_form_of_their_entry(admin_page, live_server):
    page = make_page()
    make_picture("Zidul")
    admin_page.goto(f"{live_server.url}/admin/pages/page/{page.pk}/change/")
    admin_page.get_by_role("button", name="Add documents…").click()
    dialog = admin_page.get_by_role("dialog")
    dialog.locator("[type=file]").set_input_files([pdf("anexa_1.pdf"), pdf("raport.pdf")])
    uploads = dialog.locator(".library-upload")
    expect(uploads).to_have_count(2)
    uploads.nth(0).get_by_label("Title (English)").fill("Annex 1")
    assert find_admin_barriers(admin_page) == []
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog).to_have_count(0)
    rows = admin_page.locator("#documents-group .inline-related:not(.empty-form)")
    expect(rows.locator(".library-field__shown span")).to_have_text(["Annex 1", "raport"])
    rows.nth(1).get_by_role("button", name="Up").click()

    admin_page.get_by_role("button", name="Add pictures…").click()
    dialog.get_by_role("button", name="Zidul").click()
    dialog.get_by_role("button", name="Use the selected items").click()
    save(admin_page)

    assert [str(document) for document in page.documents] == ["raport", "Annex 1"]
    assert [str(picture) for picture in page.gallery] == ["Zidul"]


def test_picture_pasted_into_a_text_is_uploaded_and_what_is_lost_is_said(admin_page, live_server):
    page, partner = make_page(), make_partner("Tolna")
    admin_page.goto(f"{live_server.url}/admin/pages/page/{page.pk}/change/")
    named = admin_page.get_by_role("textbox", name="Text (English)", exact=True)
    editor = named.and_(admin_page.locator("[contenteditable]"))  # not what it takes the place of
    editor.click()
    editor.evaluate(PASTE_PICTURE, list(image()))
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_role("button", name="Upload and use").click()
    expect(dialog.locator(".errorlist")).to_contain_text(
        "Describe the picture in at least one language"
    )
    dialog.locator(".library-upload [name=alt_en]").fill("A lake")
    dialog.get_by_role("button", name="Upload and use").click()
    expect(editor.locator("figcaption")).to_have_text("A lake")

    editor.press("Control+End")
    editor.evaluate(PASTE_HTML, '<p>Text</p><img src="file:///C:/a.png">')
    lost = admin_page.locator(".rich-text__lost:visible")
    expect(lost).to_contain_text("without its pictures")
    expect(lost.locator("b")).to_have_text("1")

    admin_page.keyboard.press("Control+k")
    dialog.get_by_label("An entry of this site, by its name").fill("tolna")
    expect(dialog.locator(".rich-text-entries button")).to_have_count(1)
    admin_page.keyboard.press("ArrowDown")
    admin_page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add the link").click()
    save(admin_page)

    page.refresh_from_db()
    assert page.text_en.count("<img data-picture=") == 1
    assert f'<a href="/p/{partner.pk}">' in page.text_en
