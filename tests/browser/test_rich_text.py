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
    desk, page = writing()
    editor = editor_of(desk)
    desk.get_by_label("Title in the menu (English)").focus()
    for _ in range(2):  # the summary, then one stop for all the tools
        desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(editor).to_be_focused()
    desk.keyboard.type("Titlu")
    desk.keyboard.press("Alt+F10")
    heading = desk.get_by_role("toolbar", name="Formatting").last.get_by_role(
        "button", name="Heading", exact=True
    )
    expect(heading).to_be_focused()
    desk.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-pressed", "true")
    expect(editor).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.type("Un text ")
    desk.keyboard.press("Control+k")
    dialog = desk.get_by_role("dialog", name="Link")
    dialog.get_by_label("Link text").fill("aici")
    dialog.get_by_label("Link address").fill("nicăieri")
    desk.keyboard.press("Enter")
    expect(dialog).to_be_visible()  # that is no address
    dialog.get_by_label("Link address").fill("example.org")
    desk.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(editor).to_be_focused()
    desk.keyboard.press("Alt+F10")
    expect(heading).to_be_focused()
    for _ in range(4):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")  # a list
    expect(editor).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_label("Menu", exact=True)).to_be_focused()
    save(desk, page)

    assert page.text_en == (
        '<h2>Titlu</h2>\n<ul>\n<li>Un text <a href="https://example.org">aici</a></li>\n</ul>'
    )


def test_picture_is_chosen_from_the_library_and_described_in_each_language(
    writing, live_server, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    text = "<p>unu</p>"
    desk, page = writing(text_ro=text, text_hu=text, text_en=text)
    editor_of(desk).press("ArrowRight")
    tool = desk.get_by_role("toolbar", name="Formatting").last.get_by_role("button", name="Picture")
    tool.click()
    dialog = desk.get_by_role("dialog", name="Choose a picture")
    expect(dialog).to_contain_text("There are no pictures in the library yet.")
    expect(dialog.get_by_label("Upload new ones (or drop them here):")).to_be_visible()
    desk.keyboard.press("Escape")

    picture = make_picture(alt_ro="O pajiște", alt_hu="Rét", alt_en="A meadow")
    tool.click()
    dialog.get_by_role("button", name="A meadow").click()
    dialog.get_by_role("button", name="Use the selected items").click()
    expect(editor_of(desk)).to_be_focused()
    desk.keyboard.type("doi")
    save(desk, page)

    kept = f'<p>unu</p>\n<img data-picture="{picture.pk}">\n<p>doi</p>'
    assert page.text_en == kept
    expect(desk.locator(".rich-text figure")).to_have_text("A meadow")
    type(page).objects.update(text_ro=kept, text_hu=kept)
    for language in ("ro", "hu", "en"):
        desk.goto(f"{live_server.url}/{language}/{getattr(page, f'slug_{language}')}/")
        alt = getattr(picture, f"alt_{language}")
        expect(desk.locator(".prose").get_by_role("img", name=alt, exact=True)).to_be_visible()


def test_untouched_text_stays_as_it_is(writing):
    text = "<h2>A</h2>\n<ul>\n<li>b</li>\n</ul>"
    desk, page = writing(text_en=text)
    desk.get_by_label("Title (English)", exact=True).fill("Altfel")
    save(desk, page)

    assert (page.text_en, page.title_en) == (text, "Altfel")


def test_letters_and_first_number_of_lists_stay_when_something_is_typed(writing):
    text = (
        '<ol start="3" type="a">\n<li>c</li>\n<li>d</li>\n</ol>\n'
        '<ol type="I">\n<li>e</li>\n</ol>\n<ol>\n<li>f</li>\n</ol>'
    )
    desk, page = writing(text_en=text)
    editor_of(desk).get_by_text("d").click()
    desk.keyboard.press("End")
    desk.keyboard.type("x")
    save(desk, page)

    assert page.text_en == text.replace("d</li>", "dx</li>")


def test_translator_reads_the_texts_of_other_languages_formatted_and_closed(writing):
    desk, page = writing(text_ro="<h2>A</h2><p>b</p>", text_en="<p>c</p>")
    give_role(get_user_model().objects.get(), Role.TRANSLATOR, ["en"])
    desk.reload()

    closed = desk.get_by_role("textbox", name="Text (Romanian)", exact=True)
    expect(closed).not_to_be_editable()
    expect(closed.get_by_role("heading", level=2)).to_have_text("A")
    expect(desk.get_by_role("toolbar", name="Formatting")).to_have_count(1)
    expect(desk.get_by_label("Title (Romanian)")).to_be_disabled()
    assert find_admin_barriers(desk) == []
    desk.get_by_role("textbox", name="Text (English)", exact=True).fill("d")
    save(desk, page)

    # It waits for a publisher, beside what is public.
    expect(desk.get_by_role("textbox", name="Text (English)", exact=True)).to_have_text("d")
    assert (page.text_ro, page.text_en) == ("<h2>A</h2>\n<p>b</p>", "<p>c</p>")


def test_editor_has_no_barrier(writing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, widths = make_picture(), (1280, 360)
    desk, _page = writing(
        text_en=f'<h2>A</h2><p>b <a href="/en/">c</a></p><img data-picture="{picture.pk}">'
    )
    found, wide = {"editor": find_admin_barriers(desk, widths)}, {}
    tools = desk.get_by_role("toolbar", name="Formatting").last
    for tool in ("Link", "Picture"):
        editor_of(desk).click(position={"x": 20, "y": 20})
        tools.get_by_role("button", name=tool).click()
        expect(desk.get_by_role("dialog")).to_be_visible()
        found[tool] = find_admin_barriers(desk, widths)
        desk.keyboard.press("Escape")
    for width in widths:
        desk.set_viewport_size({"width": width, "height": 800})
        wide[width] = desk.evaluate("document.documentElement.scrollWidth")

    assert found == {"editor": [], "Link": [], "Picture": []}
    assert wide == {1280: 1280, 360: 360}
