"""What holds for the whole site: languages, addresses, headers, errors."""

import re
import xml.etree.ElementTree as ElementTree
from contextlib import closing

import pytest

from harghita_intl import sitemaps
from tests.factories import make_activity, make_decision, make_page, make_partner, make_picture

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("hu", "hu"),
        ("en-GB,en;q=0.9", "en"),
        ("de,hu;q=0.5", "hu"),
        ("de", "ro"),
        ("", "ro"),
        ("*", "ro"),
    ],
)
def test_root_leads_to_the_visitor_s_language(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_language_cookie_does_not_speak_for_the_public(client):
    client.cookies["django_language"] = "hu"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"


def test_switcher_leads_to_the_same_page_with_its_filters(client):
    html = client.get("/ro/parteneri/?country=HU&q=zala").content.decode()
    assert 'href="/hu/partnerek/?country=HU&amp;q=zala" hreflang="hu"' in html
    assert 'href="/en/partners/?country=HU&amp;q=zala" hreflang="en"' in html


def test_switcher_leads_to_the_same_entry(client):
    partner = make_partner()
    html = client.get(f"/ro/parteneri/{partner.slug_ro}/").content.decode()
    assert f'href="/hu/partnerek/{partner.slug_hu}/" hreflang="hu"' in html


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_page_that_is_not_there_helps_on_in_the_language_of_its_address(client, language):
    response = client.get(f"/{language}/nothing/of/the/kind/")
    assert response.status_code == 404
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    assert f'href="/{language}/"' in html
    assert 'name="q"' in html


def test_address_without_a_language_leads_to_the_visitor_s(client):
    page = make_page(slug_hu="celok")
    response = client.get(f"/{page.slug_hu}/", headers={"accept-language": "hu"})
    assert (response.status_code, response["Location"]) == (302, "/hu/celok/")
    assert response["Vary"] == "Accept-Language"


def test_sitemap_names_translated_versions_only(client):
    make_partner(slug_ro="a-ro", slug_hu="a-hu", slug_en="a-en", name_hu="")
    make_activity(status="draft", slug_ro="secret")
    make_page(role="home")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    versions = {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(LINK)
        }
        for url in root.findall(f"{SITEMAP}url")
    }
    host = "https://testserver"
    romanian, english = f"{host}/ro/parteneri/a-ro/", f"{host}/en/partners/a-en/"
    expected = {"ro": romanian, "en": english, "x-default": romanian}
    assert versions[romanian] == versions[english] == expected
    assert sorted(url for url in versions if "secret" in url or "a-hu" in url) == []
    assert len(versions) == 3 * 5 + 2  # home, table, register, timeline, open data; the partner


def test_robots_are_shown_the_sitemap_and_kept_out_of_the_admin(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()
    assert "Sitemap: https://testserver/sitemap.xml" in response.content.decode()


def test_health_answers(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere(client):
    policy = client.get("/ro/")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_posting_to_a_public_page_is_refused(client):
    assert client.post("/ro/parteneri/").status_code == 405


def test_unknown_address_of_the_admin_is_not_found_by_staff_either(admin_client):
    assert admin_client.get("/admin/nothing/").status_code == 404


def test_sitemap_says_what_changed_when_and_shows_pictures(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture()
    partner = make_partner(slug_en="hont", picture=picture)
    type(partner).objects.update(updated="2020-02-03T04:05:06Z")

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    found = {url.findtext(f"{SITEMAP}loc"): url for url in root}
    page = found["https://testserver/en/partners/hont/"]
    image = "{http://www.google.com/schemas/sitemap-image/1.1}"
    assert page.findtext(f"{SITEMAP}lastmod") == "2020-02-03"
    assert page.findtext(f"{image}image/{image}loc") == (
        f"https://testserver{picture.largest['url']}"
    )
    with closing(client.get(picture.largest["url"])) as shown:
        assert shown.status_code == 200
    assert found["https://testserver/en/partners/"].findtext(f"{SITEMAP}lastmod") == "2020-02-03"
    assert found["https://testserver/en/activities/"].findtext(f"{SITEMAP}lastmod") is None


def test_sitemap_counts_a_decision_and_a_time_of_publishing_as_changes(client):
    partner, activity = make_partner(slug_en="hont"), make_activity(slug_en="fair")
    decision = make_decision(partner)
    for entry in (partner, activity, decision, decision.agreements.get()):
        type(entry).objects.update(updated="2020-02-03T04:05:06Z")
    type(activity).objects.update(publish_at="2020-03-04T12:00:00Z")
    type(decision).objects.update(updated="2020-04-05T12:00:00Z")

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    english = "https://testserver/en"
    assert found[f"{english}/activities/fair/"] == "2020-03-04"
    assert found[f"{english}/partners/hont/"] == found[f"{english}/partners/"] == "2020-04-05"
    assert found[f"{english}/decisions/19-1994/"] == "2020-04-05"
    assert found[f"{english}/activities/"] == found[f"{english}/"] == "2020-04-05"


def test_sitemap_of_many_entries_is_an_index_of_parts(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps.EntrySitemap, "limit", 2)
    partners = [make_partner(f"Zala {number}", slug_hu=None, name_hu="") for number in range(5)]
    make_partner("Ciornă", status="draft")
    parts = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert parts == [
        "https://testserver/sitemap-lists.xml",
        "https://testserver/sitemap-partners.xml",
        "https://testserver/sitemap-partners.xml?p=2",
        "https://testserver/sitemap-partners.xml?p=3",
        "https://testserver/sitemap-decisions.xml",
        "https://testserver/sitemap-activities.xml",
        "https://testserver/sitemap-pages.xml",
    ]
    found = [
        url
        for part in parts
        for url in re.findall("<loc>(.*?)</loc>", client.get(part).content.decode())
        if "/partners/zala" in url or "-partner-" in url
    ]
    assert len(found) == 2 * len(partners)
    assert client.get("/sitemap-partners.xml?p=4").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404
