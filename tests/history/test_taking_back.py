"""What was published can be taken back: a version, a file, a preview, a person's name."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from decisions.models import Decision, DecisionAttachment
from history import diff
from history.models import WithheldVersion
from operations.erasing import digest
from publishing.previews.links import PreviewLink
from publishing.redirects import Tombstone
from tests.admin.conftest import log_in
from tests.factories import make_decision, make_document, make_page, make_partner, make_picture
from tests.files import files_in
from tests.history.changed import DAY, START, at

pytestmark = pytest.mark.django_db
SECRET = "Ion Persoana"
GROUNDS = {
    "ro": "Conținea date cu caracter personal.",
    "hu": "Személyes adatokat tartalmazott.",
    "en": "It contained personal data.",
}
PATHS = {"ro": "/ro/versiuni", "hu": "/hu/valtozatok", "en": "/en/versions"}


@pytest.fixture
def page():
    """Public since 1 January 2020; on the 2nd somebody's name came in, on the 3rd it went."""
    page = at(START, make_page(slug_en="aims", text_en="<p>Before.</p>"))
    at(START + DAY, page, text_en=f"<p>Before {SECRET}.</p>")
    return at(START + 2 * DAY, page, text_en="<p>After.</p>")


def withhold(client, page, code="20200102100000", **typed):
    form = {"version": code, "ground": "personal_data", "reason": "asked for"} | typed
    return client.post(f"/admin/pages/page/{page.pk}/withhold/", form)


def test_withheld_version_shows_nowhere(client, page):
    withhold(log_in("publisher"), page)

    short = f"i{page.pk}"
    for language, path in PATHS.items():
        response = client.get(f"{path}/{short}/20200102100000/")
        assert response.status_code == 451
        assert GROUNDS[language] in response.content.decode()
        assert "asked for" not in response.content.decode()
    timemap = client.get(f"/en/versions/{short}/timemap").content.decode()
    gate = client.get(
        f"/en/versions/{short}/timegate",
        headers={"Accept-Datetime": "Thu, 02 Jan 2020 12:00:00 GMT"},
    )
    assert timemap.count("memento") == 2
    assert "20200102100000" not in timemap
    assert gate.url == f"/en/versions/{short}/20200101100000/"
    for url in (
        f"/en/versions/{short}/",
        f"/en/versions/{short}/20200102100000/",
        f"/en/versions/{short}/20200103100000/",
        "/en/aims/",
        "/api/v1/pages",
        "/en/search/?q=Persoana",
    ):
        assert "Ion Persoana" not in client.get(url, follow=True).content.decode()
    listed = client.get(f"/en/versions/{short}/").content.decode()
    assert "<del>Before</del><ins>After</ins>." in listed


def test_withheld_version_is_given_free_again(client, page):
    staff = log_in("publisher")
    withhold(staff, page)
    stored = WithheldVersion.objects.get()
    assert (stored.by.username, stored.reason) == ("publisher", "asked for")

    withhold(staff, page, show="1")

    response = client.get(f"/en/versions/i{page.pk}/20200102100000/")
    assert SECRET in response.content.decode()


def test_only_who_publishes_withholds_and_only_what_is_past(page):
    assert withhold(log_in("editor"), page).status_code == 403
    withhold(log_in("publisher"), page, code="20200103100000")
    assert not WithheldVersion.objects.exists()


@pytest.mark.parametrize("header", ["Mon, 01 Jan 2020 00:00:00 +99999999999999999999", "x"])
def test_gate_refuses_a_date_that_is_none(client, page, header):
    response = client.get(f"/en/versions/i{page.pk}/timegate", headers={"Accept-Datetime": header})
    assert response.status_code == 400


def test_list_has_twenty_versions_a_page(client, page):
    for number in range(25):
        at(START + (number + 5) * DAY, page, text_en=f"<p>Number {number}.</p>")

    pages = [
        client.get(f"/en/versions/i{page.pk}/?page={number}").context["public_versions"]
        for number in (1, 2)
    ]

    assert [len(versions) for versions in pages] == [20, 8]


@pytest.mark.parametrize("words", ["abcdefgh", "ab"])
def test_comparing_long_texts_is_bounded(words):
    old = " ".join(words[n % len(words)] + "x" * (n % 7) for n in range(2000))
    new = " ".join(f"y{n}" if n % 20 == 0 else word for n, word in enumerate(old.split(" ")))
    other = " ".join(reversed([f"{word}z" for word in old.split(" ")]))

    html, cost = diff.marked_with_cost(old, new)
    assert html.count("<ins>") == 100
    assert cost < diff.MAX_STEPS
    assert diff.marked_with_cost(old, other)[1] <= diff.MAX_STEPS


def test_deleted_picture_leaves_no_file(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    picture, same = make_picture(), make_picture()
    names = [source[3] for source in picture.sources]
    page = at(START, make_page(slug_en="aims", picture=picture))
    at(START + DAY, page, text_en="<p>After.</p>")

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert all(map(default_storage.exists, names))  # another picture has the same
    with django_capture_on_commit_callbacks(execute=True):
        same.delete()

    assert not any(map(default_storage.exists, names))
    assert files_in(tmp_path) == []
    assert client.get(f"/media/{names[0]}").status_code == 404
    version = client.get(f"/en/versions/i{page.pk}/20200101100000/").content.decode()
    assert names[0] not in version


def test_deleted_document_goes_and_the_past_says_so(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    partner = at(START, make_partner(slug_en="hont"))
    decision = make_decision(partner)
    document = make_document(kind="decision", attached_to=decision)
    for model in (Decision, DecisionAttachment):
        model.history.update(history_date=START)
    url, lost = f"/en/versions/d{decision.pk}/20200101100000/", "We no longer keep the document"
    assert lost not in client.get(url).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        document.delete()

    assert not default_storage.exists(document.file.name)
    assert f"{lost} of that time." in client.get(url).content.decode()


def status(client, link) -> int:
    return client.get(link.url("en")).status_code


def link_to(entry, made) -> PreviewLink:
    link = PreviewLink.objects.create(entry=entry)
    PreviewLink.objects.filter(pk=link.pk).update(created=made)
    return link


@pytest.mark.parametrize("how", ["draft", "time"])
def test_preview_link_ends_when_its_entry_is_taken_down(client, how):
    now = timezone.now()
    page = at(now - 3 * DAY, make_page(status="draft"))
    link = link_to(page, now - 2 * DAY)
    assert status(client, link) == 200
    at(now - DAY, page, status="published")
    assert status(client, link) == 200

    down = {"draft": {"status": "draft"}, "time": {"take_down_at": now - timedelta(hours=1)}}
    at(now - timedelta(hours=2), page, **down[how])

    assert status(client, link) == 410
    assert status(client, link_to(page, now)) == 200  # made for what is prepared anew


def test_erasing_leaves_nothing_in_the_past(client, page, settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path
    Tombstone.objects.create(
        entry=page, slug="ion-persoana", language="ro", heading=f"Despre {SECRET}"
    )
    at(START + 3 * DAY, page, text_en="<p>Ion <strong>persoana</strong></p>")

    call_command("erase", SECRET, dry_run=True)
    assert page.history.filter(text_en__contains=SECRET).exists()
    call_command("erase", SECRET, no_input=True)

    output = capsys.readouterr().out
    assert f"pages.Page {page.pk}: " in output
    assert not page.history.filter(text_en__icontains="persoana").exists()
    assert not Tombstone.objects.exists()
    version = client.get(f"/en/versions/i{page.pk}/20200102100000/").content.decode()
    assert "Before […]." in version
    log = (tmp_path / "erasures.jsonl").read_text()
    assert digest(SECRET) in log
    assert SECRET not in log
