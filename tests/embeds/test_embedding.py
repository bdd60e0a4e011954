"""Pieces of the site for other sites' pages: in frames, and by oEmbed."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from publishing.models import LANGUAGE_CODES
from syndication.embeds.views import EmbeddedMap
from tests.factories import make_activity, make_decision, make_page, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
OEMBED = "/embed/oembed"


@pytest.fixture
def partner():
    partner = make_partner("Hont", slug_en="hont", slug_hu="hont-hu", country="HU")
    make_decision(partner, date="1994", number=19)
    return partner


def card(partner, language="en"):
    return f"/{language}/embed/p{partner.pk}/"


def test_card_says_the_partner_in_short_and_leads_to_its_page(client, partner):
    response = client.get(card(partner))

    page = ParsedPage(response.content.decode())
    assert page.main == "Hungary Hont (en) twinning 19/1994"
    assert set(page.links) == {"/en/partners/hont/", "/en/decisions/19-1994/"}
    assert page.canonical == "https://testserver/en/partners/hont/"
    assert '<base target="_blank">' in response.content.decode()


@pytest.mark.parametrize("path", ["card", "/en/embed/partners/", "/en/embed/map/"])
def test_embedded_page_may_be_framed_and_is_not_indexed(client, partner, path):
    response = client.get(card(partner) if path == "card" else path)

    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies


@pytest.mark.parametrize("path", ["/en/", "/en/partners/", "/en/partners/hont/", "/admin/login/"])
def test_no_other_page_may_be_framed(client, partner, path):
    response = client.get(path)

    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_table_and_map_show_what_their_filters_say(client, partner):
    make_partner("Aosta", country="IT", latitude=45.7, longitude=7.3)

    table = client.get("/en/embed/partners/?country=IT")
    shown = ParsedPage(client.get("/en/embed/map/?country=IT").content.decode())

    assert [p.name for p in table.context["object_list"]] == ["Aosta (en)"]
    assert "Hont" not in ParsedPage(table.content.decode()).main
    assert len({link for link in shown.links if "en-partner" in link}) == 1
    assert "/en/partners/?country=IT" in shown.links


def test_map_names_in_words_what_it_marks_by_numbers(client, partner, monkeypatch):
    make_partner(
        "Aosta", country="IT", position=9999, slug_en="aosta", latitude=45.7, longitude=7.3
    )
    path = "/en/embed/map/"

    page = ParsedPage(client.get(path).content.decode())
    monkeypatch.setattr(EmbeddedMap, "paginate_by", 1)
    many = ParsedPage(client.get(path).content.decode())

    assert f"{partner.position} Hont (en), Hungary" in page.main
    assert page.main.endswith("9999 Aosta (en), Italy")
    assert page.links.count("/en/partners/aosta/") == 3  # the map's mark and name, and in words
    assert many.main.endswith("Hungary 1 Italy 1")
    assert many.links.count("/en/partners/?country=IT") == 3


def test_deleted_partner_says_what_it_was_and_a_draft_nothing(client, partner):
    url, draft = card(partner), make_partner(status="draft")
    partner.delete()

    gone = client.get(url)

    assert gone.status_code == 410
    assert "Hont" in ParsedPage(gone.content.decode()).main
    assert "frame-ancestors *" in gone.headers["Content-Security-Policy"]
    assert client.get(card(draft)).status_code == 404


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(("path", "number"), [("card", 7), ("partners/", 8), ("map/", 8)])
def test_embedded_page_costs_as_many_queries_as_it_did(
    client, django_assert_num_queries, path, number, times
):
    for _ in range(times):
        make_decision(partner := make_partner(latitude=47, longitude=19))
    with django_assert_num_queries(number):
        client.get(card(partner) if path == "card" else f"/en/embed/{path}")


def test_pages_offer_lines_to_copy(client, partner):
    page = client.get("/en/partners/hont/").content.decode()
    table = client.get("/en/partners/?country=HU&sort=name").content.decode()

    assert f"&lt;iframe src=&quot;https://testserver{card(partner)}&quot;" in page
    assert "https://testserver/en/embed/partners/?country=HU&quot;" in table
    assert "https://testserver/en/embed/map/?country=HU&quot;" in table


def discovered(client, url) -> str:
    html = client.get(url).content.decode()
    (found,) = [link for link in html.split("<link ") if "application/json+oembed" in link]
    return found.partition('href="')[2].partition('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_page_leads_programs_to_its_card(client, partner, language):
    with override(language):
        url = discovered(client, partner.get_absolute_url())
        partner_s = reverse("embeds:partner", args=[f"p{partner.pk}"])

    data = client.get(url.removeprefix("https://testserver")).json()

    assert (data["version"], data["type"]) == ("1.0", "rich")
    assert (data["width"], data["height"]) == (640, 520)
    assert f'src="https://testserver{partner_s}"' in data["html"]
    assert data["title"].startswith(getattr(partner, f"name_{language}"))
    thumbnail = client.get(data["thumbnail_url"].removeprefix("https://testserver"))
    assert thumbnail.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("make", [make_activity, make_page])
def test_other_pages_lead_programs_to_their_title_and_picture(client, make):
    entry = make("Târg", slug_hu="vasar")
    with override("hu"):
        url = discovered(client, entry.get_absolute_url())

    data = client.get(url.removeprefix("https://testserver")).json()
    permanent = f"https://testserver/{entry.type_prefix}/{entry.pk}?lang=hu"

    assert (data["type"], data["title"]) == ("link", "Târg (hu)")
    assert data["provider_name"] == "Hargita megye nemzetközi kapcsolatai"
    thumbnail = client.get(data["thumbnail_url"].removeprefix("https://testserver"))
    assert thumbnail.headers["Content-Type"] == "image/png"
    assert client.get(OEMBED, {"url": permanent}).json() == data


def test_agreement_is_shown_by_its_partners_card(client, partner):
    url = f"https://testserver/g/{partner.agreements.get().pk}?lang=en"

    data = client.get(OEMBED, {"url": url}).json()

    assert f'src="https://testserver{card(partner)}"' in data["html"]


@pytest.mark.parametrize(
    ("path", "embedded"),
    [
        ("/en/partners/?country=HU", "/en/embed/partners/?country=HU"),
        ("/p/{pk}?lang=hu", "/hu/embed/p{pk}/"),
        ("/p/{pk}", "/ro/embed/p{pk}/"),
        ("/hu/partnerek/hont-hu/", "/hu/embed/p{pk}/"),
        ("/hu/partnerek/hont/", "/hu/embed/p{pk}/"),
        ("/en/partners/formerly/", "/en/embed/p{pk}/"),
    ],
)
def test_every_address_of_what_can_be_embedded_is_known(client, partner, path, embedded):
    partner.slug_en = "formerly"
    partner.save()
    partner.slug_en = "hont"
    partner.save()

    url = "https://testserver" + path.format(pk=partner.pk)
    data = client.get(OEMBED, {"url": url}).json()

    assert f'src="https://testserver{embedded.format(pk=partner.pk)}"' in data["html"]


def test_frame_keeps_within_the_limits_of_the_other_site(client, partner):
    limits = {"maxwidth": "400", "maxheight": "200"}
    data = client.get(OEMBED, {"url": f"https://testserver/p/{partner.pk}", **limits}).json()
    odd = {"maxwidth": "-1", "maxheight": "many"}
    unlimited = client.get(OEMBED, {"url": f"https://testserver/p/{partner.pk}", **odd}).json()

    assert (data["width"], data["height"]) == (400, 200)
    assert 'width="400" height="200"' in data["html"]
    assert (unlimited["width"], unlimited["height"]) == (640, 520)


@pytest.mark.parametrize(
    "url",
    [
        "https://testserver/en/partners/hont",
        "http://testserver/en/partners/hont/",
        "https://testserver:443/en/partners/hont/",
        "HTTPS://TESTSERVER/en/partners/hont/",
        " https://testserver/en/partners/hont/ ",
        "https://testserver/en/partners/hont/?msclkid=1#top",
    ],
)
def test_address_that_leads_to_a_page_is_embedded_as_the_page(client, partner, url):
    page = client.get(OEMBED, {"url": "https://testserver/en/partners/hont/"})

    answer = client.get(OEMBED, {"url": url})

    assert (answer.status_code, answer.json()) == (200, page.json())


def test_address_given_twice_is_refused(client, partner):
    url = "https://testserver/en/partners/hont/"
    assert client.get(OEMBED, {"url": [url, url]}).status_code == 400


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://testserver:8443/en/partners/hont/",
        "//testserver/en/partners/hont/",
        "https://elsewhere.example/en/partners/hont/",
        "https://testserver/en/",
        "https://testserver/en/nowhere/",
        "https://testserver/en/partners/nobody/",
        "https://testserver/a/999",
        "https://testserver/en/activities/nothing/",
        "https://testserver/p/999",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_what_cannot_be_embedded_is_not_found(client, partner, url):
    assert client.get(OEMBED, {"url": url}).status_code == 404


def test_other_forms_than_json_are_not_given(client, partner):
    url = f"https://testserver/p/{partner.pk}"

    assert client.get(OEMBED, {"url": url, "format": "xml"}).status_code == 501
    assert client.get(OEMBED, {"url": url, "format": "../x"}).status_code == 400
    answer = client.get(OEMBED, {"url": url}, headers={"Origin": "https://x.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
