"""Formatted texts on pages: their links, pictures and tables, and their words alone."""

import pytest

from publishing.rich_text.cleaning import clean, plain_text
from tests.factories import make_activity, make_page, make_partner, make_picture


@pytest.mark.django_db
def test_outside_links_are_marked_and_others_are_not(client):
    activity = make_activity(
        text_en='<a href="https://example.org/">out</a> <a href="/en/partners/">in</a>'
    )
    html = client.get(f"/en/activities/{activity.slug_en}/").content.decode()
    assert '<a class="outside" rel="external" href="https://example.org/">out</a>' in html
    assert '<a href="/en/partners/">in</a>' in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_picture_in_a_text_is_described_in_the_language_of_the_page(
    client, settings, tmp_path, language
):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture(
        alt="", alt_ro="O pajiște", alt_hu="Rét", alt_en="A meadow", caption_hu="Tavasszal"
    )
    text = f'<p>a</p><img data-picture="{picture.pk}"><img data-picture="999999">'
    page = make_page(text_ro=text, text_hu=text, text_en=text)
    response = client.get(f"/{language}/{getattr(page, f'slug_{language}')}/")
    prose = response.content.decode().partition('<div class="prose">')[2].partition("</article>")[0]
    assert prose.count("<figure") == prose.count("<img") == 1
    assert f'alt="{getattr(picture, f"alt_{language}")}"' in prose
    assert f'srcset="{picture.srcset_avif}"' in prose
    assert prose.count('<span lang="hu">Tavasszal</span>') == (language != "hu")


def test_plain_text_is_the_words_of_each_block_in_a_line():
    html = clean("<h2>A &amp; B</h2><ul><li>unu</li><li>doi<br>trei</li></ul><p>&lt;b&gt;</p>")
    assert plain_text(html) == "A & B\nunu\ndoi\ntrei\n<b>"
    assert plain_text(None) == ""


def test_plain_text_has_rows_of_tables_and_what_is_above_and_below_the_line():
    table = "<table><caption>C</caption><tr><th>a<th>b<tr><td>1<br>2<td>m<sup>2</sup></table>"
    assert plain_text(clean(table)) == "C\na | b\n1 2 | m²"
    stated = plain_text(clean("1<sup>er</sup>, (1<sup>1</sup>), H<sub>2</sub>O, x<sup>n+1</sup>"))
    assert stated == "1er, (1¹), H₂O, xⁿ⁺¹"


@pytest.mark.django_db
def test_table_scrolls_in_a_box_with_a_name(client):
    rows = "<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    text = f'<table><caption>The "budget"</caption>{rows}<table>{rows}'
    html = client.get(f"/en/activities/{make_activity(text_en=text).slug_en}/").content.decode()
    box = '<div class="table-box" role="group" tabindex="0" aria-label="{}"><table>'
    assert box.format("The &quot;budget&quot;") in html
    assert box.format("Table") in html
    assert html.count("</table></div>") == 2


@pytest.mark.django_db
def test_text_describes_a_partner_to_search_engines_without_its_elements(client):
    partner = make_partner(text_en="<h2>Friends</h2><p>since <em>1994</em> &amp; before</p>")
    html = client.get(f"/en/partners/{partner.slug_en}/").content.decode()
    assert '<meta name="description" content="Friends since 1994 &amp; before">' in html
