"""Texts and tables that are pasted from Word and Excel, and the tools of tables."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.rich_texts import editor_of, save

pytestmark = pytest.mark.django_db(transaction=True)
WORD = Path(__file__).parents[1] / "publishing" / "pasted_from_word.html"
PASTE = """(editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const options = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def test_word_pasted_leaves_clean_text(writing, live_server):
    admin_page, page = writing()
    editor = editor_of(admin_page)
    editor.click()
    editor.evaluate(PASTE, WORD.read_text(encoding="utf-8"))
    expect(editor.get_by_role("listitem")).to_have_text(["primul punct", "al doilea", "numerotat"])
    save(admin_page, page)

    assert page.text_en == (
        "<h2>Titlu din Word</h2>\n"
        "<p>Text <strong>gros</strong> și <em>cursiv</em>.</p>\n"
        "<ul>\n<li>primul punct</li>\n<li>al doilea</li>\n</ul>\n"
        "<ol>\n<li>numerotat</li>\n</ol>\n"
        '<p><a href="https://example.org/">legătură</a></p>'
    )
    admin_page.goto(f"{live_server.url}/en/{page.slug_en}/")
    prose = admin_page.locator(".prose")
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
    admin_page, page = writing()
    editor = editor_of(admin_page)
    editor.click()
    editor.evaluate(PASTE, EXCEL)
    expect(editor.get_by_role("cell")).to_have_text(["Év", "Összeg", "2024", "7 m2euró"])
    save(admin_page, page)

    assert page.text_en == TABLE


def test_table_is_made_by_the_tools_and_its_caption_stays(writing):
    captioned = TABLE.replace("<table>", "<table>\n<caption>Buget</caption>")
    admin_page, page = writing(text_ro=captioned)
    editor = editor_of(admin_page)
    tools = admin_page.get_by_role("toolbar", name="Formatting").last
    editor.click()
    tools.get_by_role("button", name="Table", exact=True).click()
    admin_page.keyboard.type("a")
    admin_page.keyboard.press("Tab")
    admin_page.keyboard.type("b")
    for name in ("Delete the column", "Delete the row"):
        admin_page.keyboard.press("ArrowDown")
        tools.get_by_role("button", name=name).click()
    romanian = admin_page.get_by_role("textbox", name="Text (Romanian)", exact=True)
    romanian.get_by_text("2024").click()
    admin_page.keyboard.type("x")
    save(admin_page, page)

    assert page.text_en.count("<tr>") == 1
    assert page.text_ro == captioned.replace("2024", "2024x")
