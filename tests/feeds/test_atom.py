"""The Atom feeds, as a feed reader understands them."""

import re

import pytest

from activities.models import Activity
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES
from tests.factories import (
    make_activity,
    make_decision,
    make_partner,
    make_picture,
)
from tests.feeds.reading import ALL, HOST, entries, read, text_of, titles

pytestmark = pytest.mark.django_db
KINDS = ["decision", "project", "event", "programme", "membership", "news"]


def test_every_feed_of_the_real_content_can_be_read(client, content):
    codes = ["all", *KINDS, *(f"p{partner.pk}" for partner in PartnerRegion.objects.published())]
    found = {}
    for language in LANGUAGE_CODES:
        for code in codes:
            url = f"/{language}/feeds/{code}.atom"
            feed = read(client, url)
            found[language, code] = [entry.id for entry in feed.entries]
            assert feed.feed.language == language
            assert feed.feed.links[1].href == feed.feed.id == HOST + url
            assert feed.feed.rights.startswith("CC BY 4.0"), url
            assert all(entry.title and entry.content[0].value for entry in feed.entries), url
    assert len(found) == 3 * (1 + 6 + 19)
    everything = Decision.objects.count() + Activity.objects.count()
    for language in LANGUAGE_CODES:
        assert len(found[language, "all"]) == everything == 68
        of_kinds = [entry for kind in KINDS for entry in found[language, kind]]
        assert sorted(of_kinds) == sorted(found[language, "all"])


def test_real_content_stands_alone(client, content):
    """With whole addresses only, and nothing that a page around it would have to offer."""
    urls = []
    for language in LANGUAGE_CODES:
        for entry in entries(client, f"/{language}/feeds/all.atom"):
            html = text_of(entry, "content")
            urls += re.findall(r'\s(?:href|src)="([^"]*)"', html)
            assert "srcset" not in html
    assert len(urls) > 3 * 20
    assert [a for a in urls if not a.startswith(("https://", "http://", "mailto:"))] == []


def test_feed_says_whose_it_is_and_where(client):
    feed = read(client, "/hu/feeds/project.atom").feed
    assert feed.author == "Hargita Megye Tanácsa"
    assert feed.title == "Projektek – Hargita megye nemzetközi kapcsolatai"
    assert feed.link == f"{HOST}/hu/tevekenysegek/?kind=project"
    partner = make_partner("Hont", name_hu="Hont vármegye", slug_hu="hont")
    feed = read(client, f"/hu/feeds/p{partner.pk}.atom").feed
    assert feed.title == "Hont vármegye – Hargita megye nemzetközi kapcsolatai"
    assert feed.link == f"{HOST}/hu/partnerek/hont/"


def test_character_that_xml_cannot_hold_does_not_break_the_feed(client):
    unsayable = "\x0b\x1b\ufffe"
    partner = make_partner(f"Ho{unsayable}nt")
    text = f"<p>Te{unsayable}xt</p>"
    make_activity(f"Fa{unsayable}ir", summary_ro=f"Sho{unsayable}rt", text_ro=text)

    (entry,) = entries(client)

    assert (text_of(entry, "title"), text_of(entry, "summary")) == ("Fa ir", "Sho rt")
    assert "<p>Te xt</p>" in text_of(entry, "content")
    feed = read(client, f"/ro/feeds/p{partner.pk}.atom").feed
    assert feed.title == "Ho nt – Relațiile internaționale ale județului Harghita"


def test_empty_feed_is_valid_and_always_the_same(client):
    feed = read(client)
    assert (feed.entries, feed.feed.updated) == ([], "2000-01-01T00:00:00+00:00")
    assert client.get(ALL).content == client.get(ALL).content


def test_newest_hundred_changes_are_in_the_feed(client):
    make_decision(make_partner("Hont"))
    for number in range(101):
        make_activity(f"Târg {number}")

    assert titles(client) == [f"Târg {number}" for number in range(100, 0, -1)]


def test_feed_has_no_other_time_than_its_own(client):
    """The newest entry's would hide from readers that an older one was taken down."""
    make_activity("Fair")
    assert "Last-Modified" not in client.get(ALL).headers


@pytest.mark.parametrize("code", ["nothing", "p0", "p01", "a1", "ALL", "p1234567890"])
def test_what_is_no_feed_is_not_found(client, code):
    assert client.get(f"/ro/feeds/{code}.atom").status_code == 404


@pytest.mark.parametrize("ending", ["atom", "ics"])
def test_feed_of_a_deleted_partner_is_gone(client, ending):
    seen, other, draft = make_partner("Hont"), make_partner("Zala"), make_partner(status="draft")
    merged = make_partner("Hont de Sus")
    urls = [f"/en/feeds/p{partner.pk}.{ending}" for partner in (seen, merged, draft)]
    seen.delete()
    merged.delete(redirect_to=other)
    draft.delete()

    gone, moved, never = (client.get(url) for url in urls)

    assert gone.status_code == 410
    assert "Hont (en)" in gone.content.decode()
    assert (moved.status_code, moved["Location"]) == (301, f"/en/feeds/p{other.pk}.{ending}")
    assert never.status_code == 404
    assert client.get(f"/en/feeds/p987654.{ending}").status_code == 404


@pytest.mark.parametrize("times", [1, 3, 10])
def test_feeds_cost_the_same_queries(client, django_assert_num_queries, settings, tmp_path, times):
    settings.MEDIA_ROOT = tmp_path
    partners = [make_partner("Hont"), make_partner("Zala")]
    for _number in range(times):
        picture = make_picture(size=(400, 300))
        text = f'<img data-picture="{picture.pk}">'
        make_activity("Fair", partners=partners, text_ro=text, picture=picture)
        make_decision(partners[0], note_ro="Notă")

    # activities, their partners, decisions, theirs, agreements and documents, pictures, and what
    # the public was told of changes
    with django_assert_num_queries(9):
        assert len(read(client).entries) == 2 * times
    with django_assert_num_queries(11):  # and the partner, and what was said of it
        assert len(read(client, f"/ro/feeds/p{partners[0].pk}.atom").entries) == 2 * times
