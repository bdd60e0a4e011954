"""Writes the English text of a page with the tools of its editor, and saves it."""

from playwright.sync_api import expect


def editor_of(admin_page):
    """The editor of the English text, once it has taken the place of the textarea."""
    expect(admin_page.get_by_role("toolbar", name="Formatting")).to_have_count(3)
    return admin_page.get_by_role("textbox", name="Text (English)", exact=True)


def save(admin_page, page):
    admin_page.get_by_role("button", name="Save and continue editing").click()
    expect(admin_page.get_by_text("was changed successfully")).to_be_visible()
    page.refresh_from_db()
