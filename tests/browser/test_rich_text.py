"""Writing formatted texts in a real browser: by keyboard, with pictures, in other languages."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from tests.browser.barriers import find_admin_barriers
from tests.browser.rich_texts import editor_of, save
from tests.factories import make_picture

pytestmark = pytest.mark.django_db(transaction=True)


def test_text_is_formatted_by_keyboard_alone(writing):
    admin_page, page = writing()
    editor = editor_of(admin_page)
    admin_page.get_by_label("Title in the menu (English)").focus()
    for _ in range(2):  # the summary, then one stop for all the tools
        admin_page.keyboard.press("Tab")
    admin_page.keyboard.press("Tab")
    expect(editor).to_be_focused()
    admin_page.keyboard.type("Titlu")
    admin_page.keyboard.press("Alt+F10")
    heading = admin_page.get_by_role("toolbar", name="Formatting").last.get_by_role(
        "button", name="Heading", exact=True
    )
    expect(heading).to_be_focused()
    admin_page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-pressed", "true")
    expect(editor).to_be_focused()
    admin_page.keyboard.press("Enter")
    admin_page.keyboard.type("Un text ")
    admin_page.keyboard.press("Control+k")
    dialog = admin_page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Link text").fill("aici")
    dialog.get_by_label("Link address").fill("nicăieri")
    admin_page.keyboard.press("Enter")
    expect(dialog).to_be_visible()  # that is no address
    dialog.get_by_label("Link address").fill("example.org")
    admin_page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(editor).to_be_focused()
    admin_page.keyboard.press("Alt+F10")
    expect(heading).to_be_focused()
    for _ in range(4):
        admin_page.keyboard.press("ArrowRight")
    admin_page.keyboard.press("Enter")  # a list
    expect(editor).to_be_focused()
    admin_page.keyboard.press("Tab")
    expect(admin_page.get_by_label("Menu", exact=True)).to_be_focused()
    save(admin_page, page)

    assert page.text_en == (
        '<h2>Titlu</h2>\n<ul>\n<li>Un text <a href="https://example.org">aici</a></li>\n</ul>'
    )


def test_picture_is_chosen_from_the_library_and_described_in_each_language(
    writing, live_server, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    text = "<p>unu</p>"
    admin_page, page = writing(text_ro=text, text_hu=text, text_en=text)
    editor_of(admin_page).press("ArrowRight")
    tool = admin_page.get_by_role("toolbar", name="Formatting").last.get_by_role(
        "button", name="Picture"
    )
    tool.click()
    dialog = admin_page.get_by_role("dialog", name="Choose a picture")
    expect(dialog).to_contain_text("There are no pictures in the library yet.")
    expect(dialog.get_by_label("Upload new ones (or drop them here):")).to_be_visible()
    admin_page.keyboard.press("Escape")

    picture = make_picture(alt_ro="O pajiște", alt_hu="Rét", alt_en="A meadow")
    tool.click()
    dialog.get_by_role("button", name="A meadow").click()
    dialog.get_by_role("button", name="Use the selected items").click()
    expect(editor_of(admin_page)).to_be_focused()
    admin_page.keyboard.type("doi")
    save(admin_page, page)

    stored = f'<p>unu</p>\n<img data-picture="{picture.pk}">\n<p>doi</p>'
    assert page.text_en == stored
    expect(admin_page.locator(".rich-text figure")).to_have_text("A meadow")
    type(page).objects.update(text_ro=stored, text_hu=stored)
    for language in ("ro", "hu", "en"):
        admin_page.goto(f"{live_server.url}/{language}/{getattr(page, f'slug_{language}')}/")
        alt = getattr(picture, f"alt_{language}")
        expect(
            admin_page.locator(".prose").get_by_role("img", name=alt, exact=True)
        ).to_be_visible()


def test_untouched_text_stays_as_it_is(writing):
    text = "<h2>A</h2>\n<ul>\n<li>b</li>\n</ul>"
    admin_page, page = writing(text_en=text)
    admin_page.get_by_label("Title (English)", exact=True).fill("Altfel")
    save(admin_page, page)

    assert (page.text_en, page.title_en) == (text, "Altfel")


def test_letters_and_first_number_of_lists_stay_when_something_is_typed(writing):
    text = (
        '<ol start="3" type="a">\n<li>c</li>\n<li>d</li>\n</ol>\n'
        '<ol type="I">\n<li>e</li>\n</ol>\n<ol>\n<li>f</li>\n</ol>'
    )
    admin_page, page = writing(text_en=text)
    editor_of(admin_page).get_by_text("d").click()
    admin_page.keyboard.press("End")
    admin_page.keyboard.type("x")
    save(admin_page, page)

    assert page.text_en == text.replace("d</li>", "dx</li>")


def test_translator_reads_the_texts_of_other_languages_formatted_and_closed(writing):
    admin_page, page = writing(text_ro="<h2>A</h2><p>b</p>", text_en="<p>c</p>")
    give_role(get_user_model().objects.get(), Role.TRANSLATOR, ["en"])
    admin_page.reload()

    closed = admin_page.get_by_role("textbox", name="Text (Romanian)", exact=True)
    expect(closed).not_to_be_editable()
    expect(closed.get_by_role("heading", level=2)).to_have_text("A")
    expect(admin_page.get_by_role("toolbar", name="Formatting")).to_have_count(1)
    expect(admin_page.get_by_label("Title (Romanian)")).to_be_disabled()
    assert find_admin_barriers(admin_page) == []
    admin_page.get_by_role("textbox", name="Text (English)", exact=True).fill("d")
    save(admin_page, page)

    # It waits for a publisher, beside what is public.
    expect(admin_page.get_by_role("textbox", name="Text (English)", exact=True)).to_have_text("d")
    assert (page.text_ro, page.text_en) == ("<h2>A</h2>\n<p>b</p>", "<p>c</p>")


def test_editor_has_no_barrier(writing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, widths = make_picture(), (1280, 360)
    admin_page, _page = writing(
        text_en=f'<h2>A</h2><p>b <a href="/en/">c</a></p><img data-picture="{picture.pk}">'
    )
    found, wide = {"editor": find_admin_barriers(admin_page, widths)}, {}
    tools = admin_page.get_by_role("toolbar", name="Formatting").last
    for tool in ("Link", "Picture"):
        editor_of(admin_page).click(position={"x": 20, "y": 20})
        tools.get_by_role("button", name=tool).click()
        expect(admin_page.get_by_role("dialog")).to_be_visible()
        found[tool] = find_admin_barriers(admin_page, widths)
        admin_page.keyboard.press("Escape")
    for width in widths:
        admin_page.set_viewport_size({"width": width, "height": 800})
        wide[width] = admin_page.evaluate("document.documentElement.scrollWidth")

    assert found == {"editor": [], "Link": [], "Picture": []}
    assert wide == {1280: 1280, 360: 360}
