"""Formatted texts: whatever is typed, pasted or forged, only what is clean is kept."""

import time
from pathlib import Path

import pytest

from pages.models import Page
from publishing.rich_text.cleaning import clean, plain_text
from publishing.rich_text.markup import parse
from tests.factories import make_page

WORD = (Path(__file__).parent / "pasted_from_word.html").read_text(encoding="utf-8")
HEAD, BODY, END = "<table>\n<thead>\n", "\n</thead>\n<tbody>\n", "\n</tbody>\n</table>"
ONLY_BODY = "<table>\n<tbody>\n"
STORED = {
    "": "",
    "Numai text": "<p>Numai text</p>",
    "<p>unu<p>doi": "<p>unu</p>\n<p>doi</p>",
    "<p> </p><p>&nbsp;</p><p><br></p><h2></h2><ul><li></li></ul>": "",
    "<p>10 000 km și 5&nbsp;kg</p>": "<p>10 000 km și 5&nbsp;kg</p>",
    "<div>unu<div>doi</div>trei</div>": "<p>unu</p>\n<p>doi</p>\n<p>trei</p>",
    "<h1>A</h1><h4>B</h4>": "<h2>A</h2>\n<h3>B</h3>",
    "<h3>A</h3><p>b</p><h3>C</h3>": "<h2>A</h2>\n<p>b</p>\n<h3>C</h3>",
    "<h2><b>A</b></h2>": "<h2>A</h2>",
    "<b>unu</b> <strong>doi</strong><i>trei</i>": "<p><strong>unu doi</strong><em>trei</em></p>",
    "<p>a<br>b<br></p>": "<p>a<br>b</p>",
    "<blockquote>vorbe</blockquote>": "<blockquote>\n<p>vorbe</p>\n</blockquote>",
    "<ul><li><p>unu</p></li><li>doi</li></ul>": "<ul>\n<li>unu</li>\n<li>doi</li>\n</ul>",
    "<ul><li>unu</li><ol><li>sub</li></ol></ul>": (
        "<ul>\n<li>unu\n<ol>\n<li>sub</li>\n</ol>\n</li>\n</ul>"
    ),
    # tables
    "<table><tr><th>An</th><th>Sumă</th></tr><tr><td>2024</td><td>7</td></tr></table>": (
        f'{HEAD}<tr><th scope="col">An</th><th scope="col">Sumă</th></tr>{BODY}'
        f"<tr><td>2024</td><td>7</td></tr>{END}"
    ),
    "<table><tr><td><b>An</b></td><td></td></tr><tr><td>2024</td><td><b>7</b></td></tr></table>": (
        f'{HEAD}<tr><th scope="col">An</th><td></td></tr>{BODY}'
        f"<tr><td>2024</td><td><strong>7</strong></td></tr>{END}"
    ),
    # Google Sheets
    '<table><tr><td style="font-weight:bold">An</td><td style="font-weight:bold">Sumă</td></tr>'
    "<tr><td>2024</td><td>7</td></tr></table>": (
        f'{HEAD}<tr><th scope="col">An</th><th scope="col">Sumă</th></tr>{BODY}'
        f"<tr><td>2024</td><td>7</td></tr>{END}"
    ),
    "<table><caption>Buget</caption><thead><tr><th>An<th>A<th>B</thead><tfoot><tr><th>Sumă"
    '<td colspan="2" rowspan="x">7</tfoot></table>': (
        f"<table>\n<caption>Buget</caption>\n{HEAD[8:]}"
        '<tr><th scope="col">An</th><th scope="col">A</th><th scope="col">B</th></tr>'
        f'{BODY}<tr><th scope="row">Sumă</th><td colspan="2">7</td></tr>{END}'
    ),
    "<table><tr><td><p>a</p><p>b</p></td><td></td><td><b>c</b></td></tr></table>": (
        f"{ONLY_BODY}<tr><td>a<br>b</td><td></td><td><strong>c</strong></td></tr>{END}"
    ),
    "<table><tr><td></td><td></td></tr></table>": "",
    "<table><tr><td><h2>a</h2><p>b</p></td></tr></table>": "<h2>a</h2>\n<p>b</p>",
    "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>": (
        f"{ONLY_BODY}<tr><td>a<br>b | c</td><td>d</td></tr>{END}"
    ),
    "<table><tr><td>a<ul><li>b<li>c</ul></td><td rowspan=99>d</td></tr></table>": (
        f'{ONLY_BODY}<tr><td>a<br>• b<br>• c</td><td rowspan="50">d</td></tr>{END}'
    ),
    '<table><tr><td><img data-picture="7"></td><td>a</td></tr></table>': (
        '<img data-picture="7">\n<p>a</p>'
    ),
    '<table><tr><th>a</th><th>b</th></tr><tr><td><img data-picture="7"></td><td>c</td></tr>'
    "</table>": (
        f'{HEAD}<tr><th scope="col">a</th><th scope="col">b</th></tr>{BODY}'
        f'<tr><td></td><td>c</td></tr>{END}\n<img data-picture="7">'
    ),
    # what stands above and below the line
    "art. 91 alin. (1<sup>1</sup>), 5 km<sup>2</sup>, H<sub>2</sub>O": (
        "<p>art. 91 alin. (1<sup>1</sup>), 5 km<sup>2</sup>, H<sub>2</sub>O</p>"
    ),
    'm<span style="font-size:60%;vertical-align:super">2</span>': "<p>m<sup>2</sup></p>",
    # footnotes of Word and LibreOffice
    "Text<a href='#_ftn1'>[1]</a><a href='#_ftnref1'>[2]</a><a href='#sdfootnote1sym'>3</a>": (
        "<p>Text[1][2]3</p>"
    ),
    '<p>a<img data-picture="7" src="x">b</p>': '<p>a</p>\n<img data-picture="7">\n<p>b</p>',
    '<p><img src="https://example.org/x.png">a</p>': "<p>a</p>",
    '<img data-picture="7 onerror=x">a': "<p>a</p>",
    # Google Docs
    '<b style="font-weight:normal"><p><span style="font-weight:700">a</span> b</p></b>': (
        "<p><strong>a</strong> b</p>"
    ),
    # LibreOffice
    '<p align="left" style="line-height:100%"><font color="#f00">a</font></p>': "<p>a</p>",
    # what only looks like a list in Word
    "<p>·&nbsp;&nbsp; a</p><p>§&nbsp; b</p><p>1.&nbsp; c</p>": (
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>"
    ),
    "<p>o  carte</p><p>2010. május</p><p>- a</p>": "<p>o carte</p>\n<p>2010. május</p>\n<p>- a</p>",
    # words in another language; Word names the language of everything
    'a <span lang="ro"><b>Direcția</b></span>': (
        '<p>a <span lang="ro"><strong>Direcția</strong></span></p>'
    ),
    '<span lang=HU>a</span> <span lang="en-US">b</span><span lang="xx">c</span>': "<p>a bc</p>",
    # links
    '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="x">a</a>': (
        '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>'
    ),
    '<a href="www.example.org/a">a</a>': '<p><a href="https://www.example.org/a">a</a></p>',
    '<a href="ana@example.org">a</a>': '<p><a href="mailto:ana@example.org">a</a></p>',
    '<a href="tel:+40266207700">a</a>': '<p><a href="tel:+40266207700">a</a></p>',
    '<a href="https://testserver/ro/obiective/">a</a>': '<p><a href="/ro/obiective/">a</a></p>',
    '<a href="//example.org/">a</a>': '<p><a href="https://example.org/">a</a></p>',
    '<a name="_Toc1">a</a>': "<p>a</p>",
    '<a href="file:///C:/a.doc">a</a>': "<p>a</p>",
    '<a href="a.doc x">a</a>': "<p>a</p>",
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<img data-picture="1" src="x" onerror="alert(1)">',
    '<p onclick="alert(1)" style="position:fixed" class="x" id="y">a</p>',
    "<style>body{display:none}</style>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java&#115;cript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<a href="https://example.org/&quot; onmouseover=&quot;alert(1)">a</a>',
    "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
    "<form action=//example.org><input name=a><button>b</button></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<b style=\"font-weight:700\" onfocus=alert(1)>a</b><span style='background:url(x)'>b</span>",
]
ALLOWED = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "br", "img"}


ALLOWED |= {"sup", "sub", "span", "table", "caption", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("html", STORED)
def test_text_is_kept_in_few_elements(html):
    assert clean(html) == STORED[html]


def test_word_leaves_clean_text():
    assert clean(WORD) == (
        "<h2>Titlu din Word</h2>\n"
        "<p>Text <strong>gros</strong> și <em>cursiv</em>.</p>\n"
        "<ul>\n<li>primul punct</li>\n<li>al doilea</li>\n</ul>\n"
        "<ol>\n<li>numerotat</li>\n</ol>\n"
        '<p><a href="https://example.org/">legătură</a></p>'
    )


@pytest.mark.parametrize("html", [*STORED, *HOSTILE, WORD])
def test_cleaning_twice_is_cleaning_once(html):
    assert clean(clean(html)) == clean(html)


@pytest.mark.parametrize("tag", ["div", "ul><li", "blockquote", "b", "span"])
def test_deeply_nested_text_is_kept_without_a_fault(tag):
    html = clean(f"<{tag}>" * 3000 + "a")
    assert plain_text(html) == "a"
    assert clean(html) == html


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_runs_or_looks_otherwise_than_the_site(html):
    for node in parse(clean(html)).descendants():
        tag, attributes = node.tag, node.attributes
        assert tag in ALLOWED
        assert set(attributes) <= {"a": {"href"}, "img": {"data-picture"}}.get(tag, set())
        assert attributes.get("href", "/").startswith(("/", "https://example.org/"))


@pytest.mark.django_db
def test_no_way_into_the_database_passes_the_cleaning():
    page = make_page()
    page.text_ro = HOSTILE[0] + "a"
    page.save()
    Page.objects.filter(pk=page.pk).update(text_hu=HOSTILE[2] + "b")
    Page.objects.bulk_create([Page(title_ro="A", slug_ro="a", text_ro=HOSTILE[2] + "c")])
    stored = Page.objects.order_by("pk").values_list("text_ro", "text_hu")
    assert list(stored) == [("<p>a</p>", "<p>b</p>"), ("<p>c</p>", None)]


def process_time(html: str) -> float:
    start = time.process_time()
    plain_text(clean(html))
    return time.process_time() - start


ROW = "<table><tr><td>a<td>b<tr><td>c"
PARTS = ["&", "&#", "<br>", " ", "\u00a0", "a<br> ", "<b>", "<b> </b>", "<tr><td>", "<sup>1</sup>"]


@pytest.mark.parametrize("part", [*PARTS, "·\u00a0 ", "<p>·\u00a0 a", "<table>", f"{ROW}<table>"])
def test_time_grows_no_faster_than_the_text(part):
    def text(characters):
        limit = 19_000 // max(1, part.count("<"))  # what has more elements is refused
        return f"a{part * min(characters // len(part), limit)}b"

    process_time(text(2_000))
    short, long = text(10_000), text(200_000 - 2 * len(part))
    small, large = (min(process_time(html) for _ in range(2)) for html in (short, long))

    assert large < 6 * max(small, 0.02) * len(long) / len(short)
