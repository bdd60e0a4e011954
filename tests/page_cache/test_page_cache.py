"""Pages are cached until the content changes, and HTTP says the same."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from harghita_intl.page_cache.application import PageCache, cache_pages
from harghita_intl.page_cache.revision import revision_of
from syndication.social.og_image import png
from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "/en/partners/"
MEGABYTE = 1024 * 1024


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.sent, self.body = int(status[:3]), headers, body
        self.headers = dict(headers)

    @property
    def text(self):
        return self.body.decode()


class Site:
    """The site as the server calls it, and how often Django had to render something."""

    def __init__(self, max_bytes=16 * MEGABYTE):
        self.rendered = []
        self.django = get_wsgi_application()
        self.own_revision = revision_of(connection)
        self.cache = PageCache(self._render, self.own_revision, max_bytes)

    def _render(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, path, method="GET", **headers):
        path, _, query = path.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        environ["HTTP_HOST"] = headers.get("host", "testserver")
        environ["wsgi.input"] = BytesIO()
        said = []
        chunks = self.cache(environ, lambda status, headers: said.append((status, headers)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return Answer(*said[0], body)


@pytest.fixture
def sites():
    """Makes sites, and ends with their connections."""
    made = []
    yield lambda **options: made.append(Site(**options)) or made[-1]
    for site in made:
        site.own_revision.close()


@pytest.fixture
def site(sites):
    return sites()


@pytest.fixture
def partner():
    return make_partner("Hont", slug_en="hont")


def test_page_is_rendered_once(site, partner):
    answers = [site.get(TABLE) for _ in range(3)]

    assert site.rendered == [TABLE]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert "Hont (en)" in answers[0].text


def test_change_is_public_on_the_next_request(site, partner):
    site.get(TABLE)
    partner.name_en = "Ung County"
    partner.save()

    assert "Ung County" in site.get(TABLE).text


def test_change_that_is_rolled_back_changes_nothing(site, partner):
    before = site.get(TABLE)
    with transaction.atomic():
        partner.name_en = "Never"
        partner.save()
        transaction.set_rollback(True)

    assert site.get(TABLE).body == before.body


def test_bulk_change_without_a_save_is_public_too(site, partner):
    site.get(TABLE)
    type(partner).objects.update(seat="Léva", address="Léva")

    assert "Léva" in site.get(TABLE).text


@pytest.mark.parametrize("name", ["publish_at", "take_down_at"])
def test_time_that_passes_changes_what_is_public(site, time_machine_of_the_site, name):
    later = timezone.now() + timedelta(hours=1)
    make_partner("Hont", **{name: later})
    shown_before = "Hont (en)" in site.get(TABLE).text

    time_machine_of_the_site(hours=2)

    assert shown_before == (name == "take_down_at")
    assert ("Hont (en)" in site.get(TABLE).text) == (name == "publish_at")


def test_day_that_ends_has_every_page_rendered_anew(site, time_machine_of_the_site, partner):
    site.get(TABLE)
    time_machine_of_the_site(hours=25)
    site.get(TABLE)

    assert site.rendered == [TABLE, TABLE]


@pytest.fixture
def time_machine_of_the_site(monkeypatch):
    """Puts the clock forward, for Python and so for what the site asks of its database."""
    real = time.time

    def forward(hours):
        now = timezone.now
        monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))

    return forward


def test_page_that_many_ask_for_at_once_is_rendered_once(site):
    site.get(TABLE)
    render, asked_for = site.cache.application, []

    def revision():
        asked_for.append(TABLE)
        return site.own_revision()

    def when_all_have_asked(environ, start_response):
        until = time.monotonic() + 30
        while len(asked_for) <= 4 and time.monotonic() < until:  # the renderer asks twice
            time.sleep(0.01)
        return render(environ, start_response)

    site.cache.revision, site.cache.application = revision, when_all_have_asked
    with ThreadPoolExecutor(4) as visitors:
        asked = [visitors.submit(site.get, "/en/search/") for _ in range(4)]
        answers = [visit.result(60) for visit in asked]

    assert site.rendered == [TABLE, "/en/search/"]
    assert {(answer.status, answer.headers["ETag"]) for answer in answers} == {
        (200, answers[0].headers["ETag"])
    }


def test_menu_is_read_once_for_all_pages_until_something_changes(site):
    page = make_page("Despre", menu="main", slug_en="about")
    site.get(TABLE)
    with CaptureQueriesContext(connection) as asked:
        assert ">Despre (en)</a>" in site.get("/en/activities/").text
    assert [query["sql"] for query in asked if 'FROM "pages_page"' in query["sql"]] == []

    page.title_en = "About us"
    page.save()

    assert ">About us</a>" in site.get("/en/activities/").text


def test_validators_and_policy_come_with_the_page(site, partner):
    headers = site.get(TABLE).headers

    assert headers["ETag"].startswith('"')
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Length"] == str(len(site.get(TABLE).body))
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_no_header_is_said_twice(site, partner):
    for path in ("/sitemap.xml", TABLE, "/en/feeds/all.atom", "/data/partners.json"):
        names = [name for name, _value in site.get(path).sent]
        assert len(names) == len(set(names)), path


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0.1", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("", None, bytes),
        ("identity, zstd", None, bytes),
    ],
)
def test_page_is_compressed_as_the_client_takes_it(site, partner, accepted, encoding, unpack):
    plain = site.get(TABLE)
    answer = site.get(TABLE, accept_encoding=accepted)

    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.body) == plain.body
    assert (answer.headers["ETag"] == plain.headers["ETag"]) == (encoding is None)
    assert site.rendered == [TABLE]


def test_what_the_client_has_is_not_sent_again(site, partner):
    etag = site.get(TABLE, accept_encoding="br").headers["ETag"]

    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = site.get(TABLE, accept_encoding="br", if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert not [name for name in answer.headers if name.startswith("Content-")]
    assert site.get(TABLE, accept_encoding="gzip", if_none_match=etag).status == 200
    assert site.rendered == [TABLE]


def test_time_of_the_last_change_is_a_validator_too(site, partner):
    changed = site.get(TABLE).headers["Last-Modified"]

    assert site.get(TABLE, if_modified_since=changed).status == 304
    assert site.get(TABLE, if_modified_since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
    assert site.get(TABLE, if_modified_since="yesterday").status == 200
    assert site.get(TABLE, if_modified_since=changed, if_none_match='"other"').status == 200


def test_page_that_is_as_before_keeps_its_validators(site, partner):
    before = site.get("/en/activities/").headers
    partner.iso_code = "HU-XX"  # nothing that the timeline shows
    partner.save()
    after = site.get("/en/activities/").headers

    assert len(site.rendered) == 2
    assert after == before


def test_head_has_the_headers_and_nothing_else(site, partner):
    whole = site.get(TABLE)
    head = site.get(TABLE, method="HEAD")

    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)
    assert site.get("/en/nothing/", method="HEAD").body == b""


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


def test_cookies_change_no_public_page(site, partner):
    plain = site.get(TABLE)

    assert site.get(TABLE, cookie="sessionid=1; django_language=hu").body == plain.body
    assert site.rendered == [TABLE]


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
    address = led.headers["Location"]
    assert (led.status, site.get(address.replace(".png", "0.png")).status) == (302, 302)
    drawn = png.cache_info().misses
    first = site.get(address)
    partner.seo_description_en = "Not on the card"
    partner.save()
    answers = [site.get(f"{address}?{number}") for number in range(3)]
    head = site.get(f"{address}?head", method="HEAD")

    assert {answer.body for answer in answers} == {first.body}
    assert (head.status, head.body, head.headers) == (200, b"", answers[0].headers)
    assert png.cache_info().misses == drawn + 1
    assert site.rendered.count(address) == 2  # once more after the save


def test_shared_cache_in_front_may_be_allowed_to_be_late(sites, settings, partner):
    settings.SHARED_CACHE_SECONDS = 31

    assert sites().get(TABLE).headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=16, stale-while-revalidate=15, stale-if-error=86400"
    )


def test_known_page_is_served_without_the_database_and_says_so(site, partner):
    known = site.get(TABLE)
    site.cache.revision = unreachable

    stale, unknown = site.get(TABLE), site.get("/en/activities/")

    assert (stale.status, stale.body) == (200, known.body)
    assert stale.headers["Warning"].startswith("110")
    assert "Warning" not in known.headers
    assert (unknown.status, unknown.headers["Retry-After"]) == (503, "30")


def unreachable():
    raise DatabaseError("the database is down")


def test_pages_are_fresh_again_when_the_database_is_back(site, partner):
    site.get(TABLE)
    revision, site.cache.revision = site.cache.revision, unreachable
    site.get(TABLE)
    partner.name_en = "Ung County"
    partner.save()
    site.cache.revision = revision

    assert "Ung County" in site.get(TABLE).text


def test_pages_are_not_cached_while_templates_are_written(settings):
    settings.DEBUG = True
    application = get_wsgi_application()

    assert cache_pages(application) is application
