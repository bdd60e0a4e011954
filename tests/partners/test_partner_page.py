import re

import pytest

from partners.models import PartnerLink
from publishing.periods.dates import Period
from tests.factories import make_activity, make_agreement, make_decision, make_partner

pytestmark = pytest.mark.django_db


def page(client, partner, language="en"):
    url = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}[language]
    response = client.get(f"{url}{getattr(partner, f'slug_{language}')}/")
    assert response.status_code == 200
    return response.content.decode()


def test_country_is_in_the_language_of_the_page(client):
    partner = make_partner(country="MD", address="strada Mihai Eminescu, 28")
    assert "Republic of Moldova" in page(client, partner, "en")
    assert "Moldovai Köztársaság" in page(client, partner, "hu")
    assert "Republica Moldova" in page(client, partner, "ro")


@pytest.mark.parametrize(
    ("fields", "ro", "hu", "en"),
    [
        (
            {"institution": "Adunarea Hont", "institution_hu": "Hont Vármegyei Közgyűlés"},
            "Adunarea Hont",
            "Hont Vármegyei Közgyűlés",
            '<span lang="hu">Hont Vármegyei Közgyűlés</span>',
        ),
        (
            {"institution": "Adunarea Hont"},
            "Adunarea Hont",
            None,
            '<span lang="ro">Adunarea Hont</span>',
        ),
        (
            {"country": "PL", "own_institution": "Starostwo Powiatowe"},
            *['<span lang="pl">Starostwo Powiatowe</span>'] * 3,
        ),
        (
            {"country": "PL", "own_institution": "Rada", "institution_language": "csb"},
            *['<span lang="csb">Rada</span>'] * 3,
        ),
        (
            {"country": "HU", "own_institution": "Közgyűlés", "institution": "Adunarea"},
            *("Adunarea", "Közgyűlés", '<span lang="hu">Közgyűlés</span>'),
        ),
    ],
)
def test_institution_is_named_as_the_page_calls_it_else_as_itself_does(client, fields, ro, hu, en):
    """And never, to its own people, by a name in another language."""
    partner = make_partner(**fields)
    for language, name in (("ro", ro), ("hu", hu), ("en", en)):
        found = re.findall(r'<p class="lead">(.*?)</p>', page(client, partner, language))
        assert found == ([name] if name else []), language


def test_agreements_are_in_order_with_what_is_known_of_each(client):
    partner = make_partner()
    make_decision(partner, date="2021", number=296, in_force=Period.parse("2021-10/.."))
    make_agreement(partner, since="1997", kind="cooperation_agreement", ended_on="2015-03-01")
    html = page(client, partner)
    assert re.findall(r'<li id="([^"]+)">', html) == [
        "cooperation-agreement-1997",
        "twinning-296-2021",
    ]
    assert 'In force: since <time datetime="2021-10">October 2021</time>' in html
    assert 'Ended <time datetime="2015-03-01">1 March 2015</time>' in html
    assert "(no decision published)" in html


def test_draft_decisions_are_not_shown(client):
    partner = make_partner()
    make_decision(partner, number=296, status="draft")
    html = page(client, partner)
    assert "296/" not in html
    assert "No decisions have been published." in html


def test_activities_shared_with_the_partner_are_listed_newest_first(client):
    partner, other = make_partner(), make_partner()
    make_activity("Old", period="1999", partners=[partner, other])
    make_activity("New", period="2019/..", partners=[partner])
    make_activity("Undated", period="", partners=[partner])
    make_activity("Elsewhere", partners=[other])
    make_activity("Hidden", partners=[partner], status="draft")
    titles = re.findall(r'card__title">\s*<a [^>]*>([^<]*)</a>', page(client, partner))
    assert titles == ["New (en)", "Old (en)", "Undated (en)"]


def test_neighbours_are_those_of_the_county_s_table(client):
    first = make_partner("First", position=1)
    make_partner("Hidden", position=2, status="draft")
    middle = make_partner("Middle", position=3)
    last = make_partner("Last", position=4)
    html = page(client, middle)
    assert f'rel="prev" href="/en/partners/{first.slug_en}/"' in html
    assert f'rel="next" href="/en/partners/{last.slug_en}/"' in html
    assert 'rel="prev"' not in page(client, first)
    assert 'rel="next"' not in page(client, last)


def test_site_is_shown_by_its_name_and_a_page_about_the_region_is_called_that(client):
    partner = make_partner()
    PartnerLink.objects.create(partner=partner, url="http://www.regione.vda.it")
    PartnerLink.objects.create(partner=partner, url="http://en.wikipedia.org/wiki/X", kind="about")
    html = page(client, partner)
    assert (
        '<a class="outside" href="http://www.regione.vda.it" rel="external">'
        '<span\n  class="screen-only">regione.vda.it</span></a>' in html
    )
    assert html.count("(a page about the region)") == 1


def test_names_in_the_other_languages_are_given(client):
    partner = make_partner(name_ro="Județul Hont", name_hu="Hont vármegye", name_en="Hont County")
    html = page(client, partner, "en")
    assert '<dd lang="hu">Hont vármegye</dd>' in html
    assert '<dd lang="ro">Județul Hont</dd>' in html
    assert '<dd lang="en">' not in html


def test_buttons_to_copy_are_told_apart_by_what_they_copy(client):
    partner = make_partner("Zala", slug_en="zala")
    make_decision(partner, date="1993", number=6)
    make_decision(partner, date="2004", number=7)

    html = client.get("/en/partners/zala/").content.decode()

    buttons = re.findall(r'aria-describedby="([^"]+)"\s+data-done="Copied"\s+hidden>([^<]+)<', html)
    assert len(buttons) == html.count("data-copy=") == 5 + 1
    assert len(set(buttons)) == len(buttons)
    for described_by, _name in buttons:
        assert html.count(f' id="{described_by}"') == 1


def test_coordinates_have_the_decimal_sign_of_the_language(client):
    partner = make_partner(latitude=46.90618, longitude=19.69128)
    assert "46.90618, 19.69128" in page(client, partner, "en")
    assert "46,90618; 19,69128" in page(client, partner, "hu")
    assert "46,90618; 19,69128" in page(client, partner, "ro")


def test_region_is_written_small_within_a_romanian_sentence(client):
    partner = make_partner(name_ro="Județul Hont")
    make_agreement(partner, approved_by=make_decision(partner, date="1994", number=19))
    decision = client.get("/ro/hotarari/19-1994/").content.decode()
    assert "Hotărârea nr. 19/1994: înfrățire, județul Hont" in decision
    assert "înfrățire, Județul" not in decision
    assert "<h1>Județul Hont</h1>" in page(client, partner, "ro")
