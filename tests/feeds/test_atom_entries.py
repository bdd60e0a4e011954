"""What an entry of a feed says: its text, pictures, languages and times."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from activities.models import Activity
from tests.factories import (
    make_activity,
    make_decision,
    make_document,
    make_page,
    make_partner,
    make_picture,
)
from tests.feeds.reading import ALL, ATOM, HOST, entries, read, text_of, titles

pytestmark = pytest.mark.django_db
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def lines_of(entry):
    """The headings and paragraphs of what it holds; how its lines are broken counts for nothing."""
    html = re.sub(r"[ \n]+", " ", text_of(entry, "content"))
    html = re.sub(r"(?<=<p>) | (?=</p>)", "", html)
    return re.findall(r"<(?:p|h2)>.*?</(?:p|h2)>", html)


def changed_on(entry, day):
    """Has an entry last been changed at noon of a day of January 2020."""
    timestamp = datetime(2020, 1, day, 12, tzinfo=UTC)
    type(entry).objects.filter(pk=entry.pk).update(created=timestamp, updated=timestamp)


def test_entry_has_its_whole_text(client):
    partner = make_partner("Hont", slug_en="hont")
    text = '<h2>More</h2><p>All <em>of</em> it, <a href="/en/partners/?q=a&amp;b">here</a>.</p>'
    activity = make_activity(
        "Fair",
        period="2010-05-07/2010-05-22",
        partners=[partner],
        slug_en="fair",
        summary_en="In short.",
        place_en="Budapest",
        text_en=text,
    )

    (entry,) = read(client, "/en/feeds/all.atom").entries
    (written,) = entries(client, "/en/feeds/all.atom")

    assert entry.title == "Fair (en)"
    assert entry.link == f"{HOST}/en/activities/fair/"
    assert entry.id == f"{HOST}/a/{activity.pk}?lang=en"
    assert entry.summary == "In short."
    assert [(tag.term, tag.label) for tag in entry.tags] == [("event", "Event")]
    assert lines_of(written) == [
        '<p><strong>Event</strong> · <time datetime="2010-05-07">7</time>–'
        '<time datetime="2010-05-22">22</time> May 2010</p>',
        "<p>In short.</p>",
        f'<p>With: <a href="{HOST}/en/partners/hont/">Hont (en)</a></p>',
        "<p>Place: Budapest</p>",
        "<h2>More</h2>",
        f'<p>All <em>of</em> it, <a href="{HOST}/en/partners/?q=a&amp;b">here</a>.</p>',
    ]


def test_entry_of_a_decision_says_what_is_published_of_it(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    partner = make_partner("Hont", slug_en="hont")
    stated = {"note_en": "Signed in Hont.", "in_force": "1995-01/.."}
    decision = make_decision(partner, date="1994", **stated)
    text = make_document("Text", kind="decision", attached_to=decision)

    (entry,) = read(client, f"/en/feeds/p{partner.pk}.atom").entries
    (written,) = entries(client, f"/en/feeds/p{partner.pk}.atom")

    assert entry.title == "Decision 19/1994: twinning, Hont (en)"
    assert entry.link == f"{HOST}/en/decisions/19-1994/"
    assert entry.id == f"{HOST}/d/{decision.pk}?lang=en"
    assert "summary" not in [child.tag.removeprefix(ATOM) for child in written]
    assert lines_of(written) == [
        '<p><strong>Decision</strong> · <time datetime="1994">1994</time></p>',
        f'<p>With: <a href="{HOST}/en/partners/hont/">Hont (en)</a></p>',
        f'<p><a href="{HOST}/en/partners/hont/#twinning-19-1994">Twinning 19/1994: Hont (en)</a>, '
        'in force: since <time datetime="1995-01">January 1995</time></p>',
        "<p>Signed in Hont.</p>",
        f'<p><a href="{HOST}/documents/{text.pk}.pdf" hreflang="ro"'
        ' type="application/pdf" download><span lang="ro">Text</span></a>'
        f" <small>text of the decision · Romanian · {text.described_file}</small></p>",
    ]


def test_pictures_have_one_whole_address(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, opening = make_picture("O pajiște"), make_picture("Un munte", caption_ro="Sus")
    text = f'<p>Aici</p><img data-picture="{picture.pk}">'
    make_activity("Târg", text_ro=text, picture=opening)

    html = text_of(entries(client)[0], "content")

    assert re.findall(r'<img src="([^"]*)"', html) == [
        f"{HOST}{opening.largest['url']}",
        f"{HOST}{picture.largest['url']}",
    ]
    assert "<figcaption>Sus</figcaption>" in html
    assert "srcset" not in html


def test_what_is_not_translated_is_marked_with_its_language(client):
    partner = make_partner("Hont", name_hu="")
    told = {"summary_ro": "Pe scurt.", "place_ro": "Ciuc", "text_ro": "<p>Tot.</p>"}
    make_activity("Târg", title_hu="", slug_hu=None, partners=[partner], **told)
    make_activity("Mese", summary_ro="Scurt.", summary_hu="Rövid.")

    tales, fair = entries(client, "/hu/feeds/all.atom")

    assert fair.find(f"{ATOM}title").attrib == {LANGUAGE: "ro"}
    assert fair.find(f"{ATOM}summary").attrib == {LANGUAGE: "ro"}
    marked = re.findall(r'<(span|div) lang="ro">(.*?)</\1>', text_of(fair, "content"))
    assert [text for _element, text in marked] == [
        "Pe scurt.",
        "Hont",
        "Ciuc",
        "<p>Tot.</p>",
    ]
    assert tales.find(f"{ATOM}title").attrib == {}
    assert tales.find(f"{ATOM}summary").attrib == {}
    assert "lang=" not in text_of(tales, "content")


def test_published_and_updated_are_those_of_the_entry(client):
    plain, timed = make_activity("Plain"), make_activity("Timed")
    changed_on(plain, day=3)
    changed_on(timed, day=2)
    Activity.objects.filter(pk=timed.pk).update(publish_at=datetime(2020, 1, 5, 8, tzinfo=UTC))

    feed = read(client, "/en/feeds/all.atom")

    stated = [(entry.title, entry.published, entry.updated) for entry in feed.entries]
    assert stated == [
        ("Timed (en)", "2020-01-05T08:00:00+00:00", "2020-01-05T08:00:00+00:00"),
        ("Plain (en)", "2020-01-03T12:00:00+00:00", "2020-01-03T12:00:00+00:00"),
    ]
    assert feed.feed.updated == "2020-01-05T08:00:00+00:00"


def test_updated_moves_when_an_entry_changes_and_only_then(client):
    partner = make_partner("Hont")
    fair, walk, decision = make_activity("Fair"), make_activity("Walk"), make_decision(partner)
    for day, entry in enumerate([fair, walk, decision], start=1):
        changed_on(entry, day)
    before = client.get(ALL).content

    make_page("Noi").save()
    partner.save()
    assert client.get(ALL).content == before

    fair.title_ro = "Fairs"
    fair.save()
    feed = read(client)
    moved = fair.updated.isoformat()
    assert [(entry.title, entry.updated) for entry in feed.entries] == [
        ("Fairs", moved),
        ("Hotărârea nr. 19/1994: înfrățire, Hont", "2020-01-03T12:00:00+00:00"),
        ("Walk", "2020-01-02T12:00:00+00:00"),
    ]
    assert feed.feed.updated == moved
    assert client.get(ALL).content == client.get(ALL).content


def test_address_of_an_entry_changes_but_not_its_id(client):
    activity = make_activity("Fair", slug_ro="targ")
    (before,) = read(client).entries
    activity.title_ro, activity.slug_ro = "Iarmaroc", "iarmaroc"
    activity.save()

    (after,) = read(client).entries

    assert (before.link, after.link) == (
        f"{HOST}/ro/activitati/targ/",
        f"{HOST}/ro/activitati/iarmaroc/",
    )
    assert before.id == after.id


def test_what_is_not_public_is_not_in_a_feed(client):
    later, earlier = (timezone.now() + timedelta(days=days) for days in (1, -1))
    partner, draft = make_partner("Hont"), make_partner("Ciornă", status="draft")
    make_activity("Public", partners=[partner, draft])
    make_activity("Draft", status="draft", partners=[partner])
    make_activity("Scheduled", publish_at=later, partners=[partner])
    make_activity("Taken down", take_down_at=earlier, partners=[partner])
    make_decision(partner, status="draft")
    make_decision(partner, publish_at=later)
    make_decision(partner, take_down_at=earlier)
    make_decision(draft)

    for code in ("all", "event", f"p{partner.pk}"):
        assert titles(client, f"/ro/feeds/{code}.atom") == ["Public"]
    assert titles(client, "/ro/feeds/decision.atom") == []
    assert "Ciornă" not in client.get(ALL).content.decode()
    assert client.get(f"/ro/feeds/p{draft.pk}.atom").status_code == 404


@pytest.mark.parametrize(
    "title",
    [
        "A < B & \"C\" 'D' </title> ]]> &amp; <b>E</b>",
        "يوم הרגיטה \u200fفي المقاطعة",
        "„Sărbătoare” – ünnepe 中国 Հայաստան",
    ],
)
def test_title_survives(client, title):
    partner = make_partner(title)
    make_activity(title)
    make_decision(partner)

    decision, activity = entries(client)

    assert text_of(activity, "title") == title
    assert text_of(decision, "title") == f"Hotărârea nr. 19/1994: înfrățire, {title}"
    assert read(client, f"/ro/feeds/p{partner.pk}.atom").feed.title.startswith(title[:3])
