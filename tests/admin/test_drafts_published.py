"""A draft becomes public: at once or at its time, and the public is told what changed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from history.models import Draft
from partners.models import PartnerLink, PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.drafts import log_in, messages, seen_by_the_public, send, url
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db


def test_parts_that_a_draft_adds_changes_and_deletes_are_public_with_it(partner):
    editor, publisher = log_in("editor"), log_in("publisher")
    goes = partner.links.create(url="https://goes.example/", position=1)
    rows = {
        "links-TOTAL_FORMS": "3",
        "links-2-url": "https://new.example/",
        "links-2-kind": "official",
    }
    send(editor, partner, **rows, **{"links-2-position": "2", "links-1-DELETE": "on"})
    stored = list(PartnerLink.objects.values_list("pk", "url"))

    send(editor, partner, **{"links-1-url": "https://newer.example/"})  # the row that was added
    other = make_partner("Other").links.create(url="https://other.example/")
    publisher.post(url(partner, "draft"), {"publish": "yes"})

    assert ("https://new.example/") not in dict(stored).values()
    assert [link.url for link in partner.links.all()] == [
        "https://one.example/",
        "https://newer.example/",
    ]
    assert not PartnerLink.objects.filter(pk=goes.pk).exists()
    assert PartnerLink.objects.get(pk=other.pk).url == "https://other.example/"
    assert max(PartnerLink.objects.values_list("pk", flat=True)) < 1000
    assert not Draft.objects.exists()


def test_publisher_publishes_a_draft_from_its_form(partner):
    send(log_in("editor"), partner, text_ro="Doi.")

    send(log_in("publisher"), partner, seat="Ipolyság")

    partner.refresh_from_db()
    assert (partner.text_ro, partner.seat) == ("<p>Doi.</p>", "Ipolyság")
    assert not Draft.objects.exists()


def clock(monkeypatch, timestamp) -> None:
    monkeypatch.setattr(timezone, "now", lambda: timestamp)


def test_later_time_of_something_public_is_that_of_its_change(partner, monkeypatch):
    """The page stays; and it changes at the time, not before, for everybody and without a timer."""
    now = timezone.now()
    tomorrow = (now + timedelta(days=1)).replace(second=0, microsecond=0)
    typed = timezone.localtime(tomorrow).strftime("%Y-%m-%dT%H:%M")
    client = log_in("publisher")

    response = send(client, partner, text_ro="Secret.", publish_at=typed)
    offered = response.context["adminform"].form.initial["publish_at"]
    seen = {}
    for name, timestamp in {
        "now": now,
        "before": tomorrow - timedelta(seconds=1),
        "at": tomorrow,
    }.items():
        clock(monkeypatch, timestamp)
        pages = seen_by_the_public(partner)
        seen[name] = [place for place, (_status, text) in pages.items() if "Secret" in text]

    assert offered == tomorrow
    assert seen["now"] == seen["before"] == []
    assert seen["at"] == [
        "/ro/parteneri/hont/",
        "/ro/cautare/?q=secret",
        "/data/partners.json",
        "/api/v1/partners",
        "/ro/versiuni/p{pk}/",
    ]
    partner.refresh_from_db()
    assert partner.publish_at is None
    assert PartnerRegion.history.filter(id=partner.pk).latest().history_date == tomorrow
    assert PartnerRegion.history.filter(id=partner.pk).latest().history_user.username == "publisher"


def test_draft_whose_time_is_taken_away_is_public_at_once(partner):
    publisher = log_in("publisher")
    send(publisher, partner, text_ro="Doi.", publish_at="2090-01-01T08:00")

    send(publisher, partner, publish_at="")

    partner.refresh_from_db()
    assert (partner.text_ro, partner.publish_at) == ("<p>Doi.</p>", None)
    assert not Draft.objects.exists()


def test_time_typed_beside_a_draft_without_one_is_that_of_the_entry(partner):
    PartnerRegion.objects.update(publish_at=timezone.now() - timedelta(days=1))
    send(log_in("editor"), partner, text_ro="Doi.")

    send(log_in("publisher"), partner, publish_at="")

    assert PartnerRegion.objects.get().publish_at is None


def test_draft_that_somebody_changes_loses_its_time(partner, monkeypatch):
    editor, publisher = log_in("editor"), log_in("publisher")
    send(editor, partner, text_ro="Doi.")
    publisher.post(url(partner, "draft"), {"schedule": "yes", "publish_at": "2090-01-01T08:00"})
    scheduled = Draft.objects.get().publish_at

    response = send(editor, partner, text_ro="Trei.")

    assert scheduled is not None, messages(response)
    assert Draft.objects.get().publish_at is None
    assert (
        "The draft has changed since its time was set. A publisher has to set the time again."
    ) in messages(response)


def test_draft_that_cannot_be_public_at_its_time_waits_again(partner, monkeypatch):
    send(log_in("publisher"), partner, slug_ro="taken", publish_at="2090-01-01T08:00")
    make_partner("Other", slug_ro="taken")

    clock(monkeypatch, timezone.now() + timedelta(days=365 * 70))
    status = Client().get("/ro/parteneri/hont/").status_code

    assert status == 200
    assert Draft.objects.get().publish_at is None


@pytest.mark.parametrize("action", ["publish", "schedule"])
def test_public_is_told_what_changed_if_somebody_writes_it(partner, action, monkeypatch):
    event = make_activity("Târg", kind="event", slug_ro="targ")
    editor, publisher = log_in("editor"), log_in("publisher")
    place = f"/admin/activities/event/{event.pk}/"
    form = form_of(editor.get(f"{place}change/"))
    editor.post(f"{place}change/", {**form, "text_ro": "Doi."})
    event.history.update(history_date=timezone.now() - timedelta(days=1))

    typed = {"note-ro": "Adresa a fost corectată.", "publish_at": "2090-01-01T08:00"}
    publisher.post(f"{place}draft/", {action: "yes", **typed})
    locations = [f"/ro/versiuni/{event.type_prefix}{event.pk}/", "/ro/feeds/all.atom"]
    before = [typed["note-ro"] in Client().get(place).content.decode() for place in locations]
    clock(monkeypatch, timezone.now() + timedelta(days=365 * 70))
    after = [typed["note-ro"] in Client().get(place).content.decode() for place in locations]

    assert before == [action == "publish"] * 2
    assert after == [True, True]


def test_public_is_told_in_each_language_of_versions_and_feeds(partner):
    event = make_activity("Târg", kind="event", partners=[partner], summary_ro="Rezumat.")
    PartnerRegion.history.update(history_date=timezone.now() - timedelta(days=1))
    event.history.update(history_date=timezone.now() - timedelta(days=1))
    stated = {"ro": "Adresa a fost corectată.", "hu": "Javított cím.", "en": "Address corrected."}
    publisher = log_in("publisher")
    for entry, form in ((partner, url(partner)), (event, None)):
        form = form or f"/admin/activities/event/{entry.pk}/change/"
        typed = {**form_of(publisher.get(form)), "text_ro": "Trei.", "_draft": "1"}
        publisher.post(form, typed)
        notes = {f"note-{code}": text for code, text in stated.items()}
        publisher.post(f"{form.removesuffix('change/')}draft/", {"publish": "yes", **notes})

    visitor, locations = Client(), {}
    for code, words in (("ro", "versiuni"), ("hu", "valtozatok"), ("en", "versions")):
        for entry in (partner, event):
            place = f"/{code}/{words}/{entry.type_prefix}{entry.pk}/"
            (now, *_past) = re.findall(rf'"({place}\d+/)"', visitor.get(place).content.decode())
            locations |= {place: code, now: code}
        locations |= {f"/{code}/feeds/all.atom": code, f"/{code}/feeds/p{partner.pk}.atom": code}
    told = {place: visitor.get(place).content.decode() for place in locations}
    assert {p: [t for t in stated.values() if t in told[p]] for p in locations} == {
        place: [stated[code]] for place, code in locations.items()
    }
    assert told[f"/hu/feeds/p{partner.pk}.atom"].count("Javított cím.</summary>") == 2

    # A later change of which nobody said anything is not called by the words of the last.
    event.refresh_from_db()
    event.place_ro = "Ciuc"
    event._history_date = timezone.now() + timedelta(minutes=1)
    event.save()
    assert stated["ro"] not in visitor.get("/ro/feeds/all.atom").content.decode()
