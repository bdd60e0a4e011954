"""What five programs put on the clipboard: a table, a superscript, a footnote, a picture."""

import pytest
from playwright.sync_api import expect

from publishing.rich_text.cleaning import clean
from tests.browser.test_libraries import PASTE_HTML
from tests.factories import make_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
content="Microsoft Word 15"><style>p.MsoNormal {margin:0cm;}</style></head><body lang=RO>
<!--StartFragment--><p class=MsoNormal>Sală de 7 m<sup>2</sup>, H<sub>2</sub>O<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'>[1]</span></span></a><o:p></o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=100><p
class=MsoNormal><b>An<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Suma</b></p></td></tr><tr
><td>
<p class=MsoNormal>2024</p></td><td><p class=MsoNormal>7</p></td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"></p>
<div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' id=ftn1><p
class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span
class=MsoFootnoteReference>[1]</span></a> Nota.</p></div></div><!--EndFragment--></body></html>"""
OUTLOOK = WORD.replace("Microsoft Word 15", "Microsoft Outlook").replace(
    "<body lang=RO>",
    '<body lang=RO link="#0563C1" style="word-wrap:break-word"><div class=WordSection1>',
)
EXCEL = """<html><head><meta name=Generator content="Microsoft Excel 15"><style>.xl65
{font-weight:700;} .font6 {vertical-align:super;}</style></head><body><table border=0><col width=64>
<!--StartFragment--><tr height=20><td class=xl65>An</td><td class=xl65>Suma</td></tr><tr><td
align=right>2024</td><td>7 m<sup>2</sup></td></tr><!--EndFragment--></table></body></html>"""
LIBREOFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4">
<style>td p { margin-bottom: 0cm }</style></head><body lang="ro-RO"><p>Sală de 7 m<sup>2</sup>,
H<sub>2</sub>O<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup
></a></p>
<table width="100%" cellpadding="4"><col width="128*"><tr><th><p>An</p></th><th><p>Suma</p></th
></tr>
<tr><td><p>2024</p></td><td><p>7</p></td></tr></table><div id="sdfootnote1"><p><a
class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Nota.</p></div></body
></html>"""
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p
dir="ltr"><span style="font-size:11pt">Sală de 7 m</span><span
style="vertical-align:super">2</span><span>, H</span><span style="vertical-align:sub">2</span
><span>O</span><a
href="#ftnt1"><span>[1]</span></a></p><div dir="ltr"><table style="border:none"><colgroup><col
></colgroup>
<tbody><tr><td><p dir="ltr"><span style="font-weight:700">An</span></p></td><td><p dir="ltr"><span
style="font-weight:700">Suma</span></p></td></tr><tr><td><p><span>2024</span></p></td><td><p
><span>7</span></p></td>
</tr></tbody></table></div></b>"""
TABLE = """<table>
<thead>
<tr><th scope="col">An</th><th scope="col">Suma</th></tr>
</thead>
<tbody>
<tr><td>2024</td><td>{}</td></tr>
</tbody>
</table>"""
PROGRAMS = {
    "Word": WORD,
    "Outlook": OUTLOOK,
    "Excel": EXCEL,
    "LibreOffice": LIBREOFFICE,
    "Google Docs": GOOGLE,
}


def test_each_program_s_table_and_raised_letters_are_kept_and_no_dead_link(admin_page, live_server):
    page = make_page()
    admin_page.goto(f"{live_server.url}/admin/pages/page/{page.pk}/change/")
    named = admin_page.get_by_role("textbox", name="Text (English)", exact=True)
    editor = named.and_(admin_page.locator("[contenteditable]"))  # not what it takes the place of
    lost = admin_page.locator(".rich-text__lost:visible")
    stored, told = {}, {}
    for program, html in PROGRAMS.items():
        editor.click()
        admin_page.keyboard.press("Control+a")
        admin_page.keyboard.press("Delete")
        editor.evaluate(PASTE_HTML, html)
        expect(editor.locator("td, th")).to_have_count(4)
        stored[program] = clean(admin_page.locator("#id_text_en").input_value())
        told[program] = lost.count()
    tail = {"Word": "\n<p>[1] Nota.</p>", "LibreOffice": "\n<p>1Nota.</p>"}
    tail |= {"Outlook": tail["Word"], "Google Docs": ""}
    mark = {program: "[1]" for program in tail} | {"LibreOffice": "<sup>1</sup>"}
    words = "<p>Sală de 7 m<sup>2</sup>, H<sub>2</sub>O{}</p>\n"
    table = TABLE.format("7")
    whole = {one: words.format(mark[one]) + table + tail[one] for one in tail}
    assert stored == {**whole, "Excel": TABLE.format("7 m<sup>2</sup>")}
    assert told == {"Word": 1, "Outlook": 1, "Excel": 0, "LibreOffice": 0, "Google Docs": 0}
