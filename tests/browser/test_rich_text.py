"""Writing formatted texts in a real browser: from Word, by keyboard, with pictures."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from tests.browser.barriers import find_admin_barriers
from tests.factories import make_page, make_picture

pytestmark = pytest.mark.django_db(transaction=True)

WORD = Path(__file__).parents[1] / "publishing" / "pasted_from_word.html"
PASTE = """(editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const options = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture
def writing(desk, live_server):
    """Opens the form of a page, with a text of its own; gives the desk and the page."""

    def opened(**fields):
        page = make_page(**fields)
        desk.goto(f"{live_server.url}/admin/pages/page/{page.pk}/change/")
        return desk, page

    return opened


def editor_of(desk):
    """The editor of the English text, once it has taken the place of the textarea."""
    expect(desk.get_by_role("toolbar", name="Formatting")).to_have_count(3)
    return desk.get_by_role("textbox", name="Text (English)", exact=True)


def save(desk, page):
    desk.get_by_role("button", name="Save and continue editing").click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    page.refresh_from_db()


def test_word_pasted_leaves_clean_text(writing, live_server):
    desk, page = writing()
    editor = editor_of(desk)
    editor.click()
    editor.evaluate(PASTE, WORD.read_text(encoding="utf-8"))
    expect(editor.get_by_role("listitem")).to_have_text(["primul punct", "al doilea", "numerotat"])
    save(desk, page)

    assert page.text_en == (
        "<h2>Titlu din Word</h2>\n"
        "<p>Text <strong>gros</strong> și <em>cursiv</em>.</p>\n"
        "<ul>\n<li>primul punct</li>\n<li>al doilea</li>\n</ul>\n"
        "<ol>\n<li>numerotat</li>\n</ol>\n"
        '<p><a href="https://example.org/">legătură</a></p>'
    )
    desk.goto(f"{live_server.url}/en/{page.slug_en}/")
    prose = desk.locator(".prose")
    expect(prose.get_by_role("heading", level=2)).to_have_text("Titlu din Word")
    expect(prose.get_by_role("list").first.get_by_role("listitem")).to_have_count(2)
    assert prose.locator("[style], [class]:not(.outside), span, font").count() == 0


EXCEL = """<html><head><style>.xl65 {color:red; font-weight:700;}</style></head><body>
<table border=0 cellpadding=0 style="width:96pt"><col width=64>
<!--StartFragment--><tr height=20><td class=xl65>Év</td><td class=xl65>Összeg</td></tr>
<tr><td align=right>2024</td><td><p>7 m<sup>2</sup></p><p>euró</p></td></tr>
<!--EndFragment--></table></body></html>"""
TABLE = (
    '<table>\n<thead>\n<tr><th scope="col">Év</th><th scope="col">Összeg</th></tr>\n</thead>\n'
    "<tbody>\n<tr><td>2024</td><td>7 m<sup>2</sup><br>euró</td></tr>\n</tbody>\n</table>"
)


def test_table_pasted_from_excel_is_kept(writing):
    desk, page = writing()
    editor = editor_of(desk)
    editor.click()
    editor.evaluate(PASTE, EXCEL)
    expect(editor.get_by_role("cell")).to_have_text(["Év", "Összeg", "2024", "7 m2euró"])
    save(desk, page)

    assert page.text_en == TABLE


def test_table_is_made_by_the_tools_and_its_caption_stays(writing):
    captioned = TABLE.replace("<table>", "<table>\n<caption>Buget</caption>")
    desk, page = writing(text_ro=captioned)
    editor = editor_of(desk)
    tools = desk.get_by_role("toolbar", name="Formatting").last
    editor.click()
    tools.get_by_role("button", name="Table", exact=True).click()
    desk.keyboard.type("a")
    desk.keyboard.press("Tab")
    desk.keyboard.type("b")
    for name in ("Delete the column", "Delete the row"):
        desk.keyboard.press("ArrowDown")
        tools.get_by_role("button", name=name).click()
    romanian = desk.get_by_role("textbox", name="Text (Romanian)", exact=True)
    romanian.get_by_text("2024").click()
    desk.keyboard.type("x")
    save(desk, page)

    assert page.text_en.count("<tr>") == 1
    assert page.text_ro == captioned.replace("2024", "2024x")


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
