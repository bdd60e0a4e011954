"""How visitors and their programs find the feeds and calendars."""

import re
from html import unescape

import pytest

from publishing.models import LANGUAGE_CODES
from publishing.previews.links import PreviewLink
from tests.factories import make_activity, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
HOST = "https://testserver"
FEED = re.compile(
    r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)"\s+href="([^"]*)">'
)


def announced(client, url):
    """The feeds that programs find in the head of a page: title and address."""
    html = client.get(url).content.decode()
    head = html.partition("</head>")[0]
    return [(unescape(title), feed) for title, feed in FEED.findall(head)]


def ways(client, url):
    """The addresses that visitors find on a page."""
    links = ParsedPage(client.get(url).content.decode()).links
    return [link for link in links if "/feeds/" in link]


def test_pages_announce_the_feed_of_everything(client):
    site = "Harghita County’s international relations"
    expected = [(f"Decisions and activities – {site}", f"{HOST}/en/feeds/all.atom")]
    assert announced(client, "/en/") == expected
    assert announced(client, "/en/activities/") == expected


def test_filtered_timeline_announces_what_is_chosen_too(client):
    partner = make_partner("Hont")
    url = f"/en/activities/?kind=event&partner={partner.pk}&year=nonsense"
    site = "Harghita County’s international relations"
    assert announced(client, url)[1:] == [
        (f"Events – {site}", f"{HOST}/en/feeds/event.atom"),
        (f"Hont (en) – {site}", f"{HOST}/en/feeds/p{partner.pk}.atom"),
    ]
    assert ways(client, url) == [
        f"{HOST}/en/feeds/all.atom",
        "webcal://testserver/en/feeds/all.ics",
        f"{HOST}/en/feeds/all.ics",
        f"{HOST}/en/feeds/event.atom",
        f"{HOST}/en/feeds/p{partner.pk}.atom",
        f"webcal://testserver/en/feeds/p{partner.pk}.ics",
        f"{HOST}/en/feeds/p{partner.pk}.ics",
    ]


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_page_of_a_partner_leads_to_its_feed_and_calendar(client, language):
    partner = make_partner('"Hont" & <Zala>')
    url = f"{HOST}/{language}/feeds/p{partner.pk}"
    page = client.get(f"/p/{partner.pk}?lang={language}")["Location"]
    ((title, feed),) = announced(client, page)
    assert title.startswith('"Hont" & <Zala>')
    assert feed == f"{url}.atom"
    assert ways(client, page) == [
        f"{url}.atom",
        f"{url}.ics".replace("https:", "webcal:"),
        f"{url}.ics",
    ]
    assert client.get(f"{url}.atom").status_code == 200
    assert client.get(f"{url}.ics").status_code == 200


def test_page_says_what_is_not_in_the_calendar(client):
    text = ParsedPage(client.get("/en/activities/").content.decode()).main
    assert "The calendar contains only items with an exact date." in text
    assert "or that recur without a date or have no end" in text


def test_page_of_an_entry_without_a_feed_announces_none(client):
    make_activity("Fair", slug_en="fair")
    assert announced(client, "/en/activities/fair/") == []


def test_earlier_version_of_a_partner_announces_no_feed(client):
    partner = make_partner("Hont", slug_en="hont")
    listed = ParsedPage(client.get(f"/en/versions/p{partner.pk}/").content.decode()).links
    (version,) = [link for link in listed if re.fullmatch(r"/en/versions/p\d+/\d{14}/", link)]
    assert (announced(client, version), ways(client, version)) == ([], [])
    assert len(announced(client, "/en/partners/hont/")) == 1


def test_preview_announces_no_feed(client):
    link = PreviewLink.objects.create(entry=make_partner("Hont", status="draft"))
    preview = link.url("en")
    assert "Hont (en)" in ParsedPage(client.get(preview).content.decode()).main
    assert (announced(client, preview), ways(client, preview)) == ([], [])
