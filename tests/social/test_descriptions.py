"""What search engines and social networks show of a page ends where a sentence or a word does."""

import html as html_module
import re

import pytest
from django.utils.html import strip_tags

from partners.models import PartnerRegion
from tests.factories import make_partner

pytestmark = pytest.mark.django_db
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')


def description(client, url):
    return DESCRIPTION.search(client.get(url).content.decode())[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", "One. Two."),
        (f"One. {'Two ' * 40}.", "One."),
        (
            "The 2003. november 21-én day goes on. Yes.",
            "The 2003. november 21-én day goes on. Yes.",
        ),
        (f"{'long ' * 31}gasztronómia.", f"{('long ' * 31).strip()}…"),
        (f"{'long ' * 40}.", f"{('long ' * 32).strip()}…"),
    ],
)
def test_description_ends_with_a_sentence_or_a_word(client, text, expected):
    partner = make_partner(text_en=f"<p>{text}</p>")
    assert description(client, f"/en/partners/{partner.slug_en}/") == expected


@pytest.mark.usefixtures("content_of_module")
def test_descriptions_of_the_partners_are_whole(client):
    partners = list(PartnerRegion.objects.all())
    assert len(partners) == 19
    for partner in partners:
        for language, list_ in (("ro", "parteneri"), ("hu", "partnerek"), ("en", "partners")):
            found = description(
                client, f"/{language}/{list_}/{getattr(partner, f'slug_{language}')}/"
            )
            assert len(found) <= 161, found
            assert found[-1] in ".…)", found
            assert not found.endswith("…"), found


def test_descriptions_of_every_page_are_whole(html_of_every_page):
    """Those of search engines and of cards; the feeds tell the whole text."""
    shown = re.compile(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)">')
    cut = {}
    for page, html in html_of_every_page.items():
        words = html_module.unescape(strip_tags(html)).split()
        for text in map(html_module.unescape, shown.findall(html)):
            last = text.rstrip("….!?:;,)”").split()[-1]
            is_word = any(
                word.startswith(last) and not word[len(last) :][:1].isalpha() for word in words
            )
            if text[-1] not in ".…)!?”" or not is_word:
                cut[page.url] = text
    assert cut == {}
