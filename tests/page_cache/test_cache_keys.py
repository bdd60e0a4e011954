"""Each page that may differ has a place of its own in the cache, and no other has."""

import pytest

from syndication.social.og_image import png
from tests.page_cache.cached_site import MEGABYTE, TABLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_addresses_languages_and_hosts_have_pages_of_their_own(site, partner):
    pages = {
        site.get(path, **headers).body
        for path, headers in [
            (TABLE, {}),
            ("/hu/partnerek/", {}),
            (f"{TABLE}?sort=name", {}),
            (f"{TABLE}?q=nothing", {}),
        ]
    }

    assert len(pages) == 4
    assert site.get(TABLE, host="elsewhere.example").status == 400


def test_visitors_language_decides_only_where_the_address_does_not(site, partner):
    assert site.get("/", accept_language="hu").headers["Location"] == "/hu/"
    assert site.get("/", accept_language="en").headers["Location"] == "/en/"
    site.get(TABLE, accept_language="hu")
    site.get(TABLE, accept_language="en")

    assert site.rendered.count(TABLE) == 1


@pytest.mark.parametrize(
    ("header", "plain", "encrypted"),
    [
        (None, {}, {"scheme": "https"}),
        (
            ("HTTP_X_FORWARDED_PROTO", "https"),
            {"x_forwarded_proto": "http"},
            {"x_forwarded_proto": "https, http"},
        ),
        (("HTTP_X_FORWARDED_PROTO", "https"), {}, {"x_forwarded_proto": "https"}),
    ],
    ids=["straight", "through a proxy", "past a proxy"],
)
def test_page_of_https_is_given_over_no_other_line(
    sites, settings, partner, header, plain, encrypted
):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, header
    site = sites()

    answers = [site.get(TABLE, **line).status for line in (encrypted, plain, encrypted)]

    assert answers == [200, 301, 200]
    assert site.rendered == [TABLE] * 2


def test_what_is_not_asked_for_by_get_goes_to_django(site, partner):
    site.get(TABLE)

    assert site.get(TABLE, method="POST").status == 403
    assert site.rendered == [TABLE] * 2


def test_cookies_change_no_public_page(site, partner):
    plain = site.get(TABLE)

    assert site.get(TABLE, cookie="sessionid=1; django_language=hu").body == plain.body
    assert site.rendered == [TABLE]


def test_django_is_asked_for_the_whole_page_whoever_asks(site, partner):
    requested, render = {}, site.django
    site.django = lambda environ, start: requested.update(environ) or render(environ, start)
    headers = {"cookie": "sessionid=1", "accept_encoding": "br", "range": "bytes=0-9"}
    site.get(TABLE, method="HEAD", if_none_match='"x"', **headers)

    assert requested["REQUEST_METHOD"] == "GET"
    names = {"HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE", "HTTP_IF_NONE_MATCH"}
    assert not names & requested.keys()


def test_client_that_names_no_host_is_answered(site, partner):
    assert site.get(TABLE, host="").status == 200


def test_what_leads_on_is_gone_or_is_not_there_is_asked_each_time(site, partner):
    for path in ("/en/nothing/", f"/p/{partner.pk}", "/en/partners/hont", "/en/nothing/?x"):
        site.get(path)
        site.get(path)

    assert len(site.rendered) == 8


def test_admin_and_previews_are_never_cached(site):
    for path in ("/admin/login/", "/preview/none/en/", "/healthz"):
        first, second = site.get(path), site.get(path)
        assert "must-revalidate, public" not in second.headers.get("Cache-Control", "")
        assert first.status == second.status
        assert site.rendered[-2:] == [path, path]


def test_pages_with_parameters_have_a_bounded_memory_of_their_own(sites):
    site = sites(max_bytes=MEGABYTE)
    site.get(TABLE)
    for number in range(100):
        site.get(f"/en/search/?q={number}")
    site.get(TABLE)
    site.get("/en/search/?q=99")
    site.get("/en/search/?q=0")

    assert (site.rendered.count(TABLE), len(site.rendered)) == (1, 102)
    assert [key.path for key in site.cache.entries.pages] == [TABLE]
    for entries in (site.cache.entries, site.cache.with_parameters):
        assert entries.bytes <= entries.max_bytes
        assert entries.bytes == sum(size for _version, _page, size in entries.pages.values())


def test_parameters_that_no_view_declares_make_no_other_page(site, partner):
    plain = site.get(TABLE)
    for query in ("x=1", "fbclid=2&utm_source=b", "country", "%", "q=&x=3&x=4"):
        assert site.get(f"{TABLE}?{query}").status == 200
    for query in ("sort=name&country=HU", "country=HU&sort=name&y=1"):
        site.get(f"{TABLE}?{query}")

    assert site.get(f"{TABLE}?msclkid=abc").body == plain.body
    assert len(site.rendered) == 4  # none; an empty country; empty words; both filters
    assert site.get("/api/v1/partners?x=1").status == 422
    assert site.get("/data/partners.csv?x=1").status == 400


def test_host_is_known_by_its_name_and_a_visitor_by_the_language(site):
    site.get("/robots.txt")
    for headers in (
        {"host": "testserver:8000"},
        {"host": "TestServer"},
        {"accept_language": "ro;q=0.1"},
        {"accept_language": "de, ro"},
        {"x_forwarded_proto": "https"},
        {"x_forwarded_proto": "whatever"},
    ):
        assert site.get("/robots.txt", **headers).status == 200
    assert site.rendered == ["/robots.txt"]
    site.get("/robots.txt", accept_language="hu-HU")
    site.get("/robots.txt", accept_language="de, hu")

    assert site.rendered == ["/robots.txt"] * 2


def test_card_is_drawn_once_for_its_words(site, partner):
    path = f"/en/card/partner-{partner.pk}.png"
    led = site.get(f"{path}?x")
    url = led.headers["Location"]
    assert (led.status, site.get(url.replace(".png", "0.png")).status) == (302, 302)
    drawn = png.cache_info().misses
    first = site.get(url)
    partner.seo_description_en = "Not on the card"
    partner.save()
    answers = [site.get(f"{url}?{number}") for number in range(3)]
    head = site.get(f"{url}?head", method="HEAD")

    assert {answer.body for answer in answers} == {first.body}
    assert (head.status, head.body, head.headers) == (200, b"", answers[0].headers)
    assert png.cache_info().misses == drawn + 1
    assert site.rendered.count(url) == 2  # once more after the save
