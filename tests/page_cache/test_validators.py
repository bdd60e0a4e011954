"""A cached page says what HTTP needs to know of it, and is sent only to who lacks it."""

import gzip

import brotli
import pytest

from tests.page_cache.cached_site import TABLE

pytestmark = pytest.mark.django_db(transaction=True)


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
