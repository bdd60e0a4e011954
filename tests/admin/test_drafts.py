"""A draft beside what is public: who may write it, and who sees it when."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from accounts.roles import Role, give_role
from history.models import Draft
from partners.models import PartnerLink, PartnerRegion
from tests.admin.browser_forms import form_of
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db):
    partner = make_partner(
        "Hont", slug_ro="hont", slug_hu="hont-hu", text_ro="Unu.", text_hu="Egy."
    )
    partner.links.create(url="https://one.example/")
    return partner


def log_in(role: str, **profile) -> Client:
    user = User.objects.create_user(role, password="kept in a test")
    give_role(user, Role(role), ["hu"], **profile)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def url(partner, view="change") -> str:
    return f"/admin/partners/partnerregion/{partner.pk}/{view}/"


def send(client, partner, **typed):
    """Open the form of an entry, type something and save; return the page that follows."""
    form = form_of(client.get(url(partner)))
    return client.post(url(partner), {**form, **typed}, follow=True)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def shown(client, partner, name: str):
    return client.get(url(partner)).context["adminform"].form.initial[name]


# What could tell of a draft: each must be the same, byte for byte, with and without it.
PUBLIC = [
    "/ro/parteneri/",
    "/ro/parteneri/hont/",
    "/hu/partnerek/hont-hu/",
    "/ro/cautare/?q=secret",
    "/sitemap-partners.xml",
    "/ro/feeds/all.atom",
    "/data/partners.json",
    "/api/v1/partners",
    "/ro/versiuni/p{pk}/",
]


def seen_by_the_public(partner) -> dict[str, tuple[int, str]]:
    client = Client()
    answers = {place: client.get(place.format(pk=partner.pk)) for place in PUBLIC}
    return {
        place: (answer.status_code, re.sub(r"[0-9.]+ ms", "", answer.content.decode()))
        for place, answer in answers.items()
    }


def test_editor_s_change_of_something_public_is_a_draft_that_nobody_else_sees(partner):
    before = seen_by_the_public(partner)

    client = log_in("editor")
    response = send(client, partner, text_ro="Secret.", slug_ro="secret")

    assert messages(response) == ["Saved as a draft. Visitors still see the published version."]
    assert "This is the draft." in response.content.decode()
    assert shown(client, partner, "text_ro") == "<p>Secret.</p>"
    assert {status for status, _text in before.values()} == {200}
    assert seen_by_the_public(partner) == before
    assert Client().get("/ro/parteneri/secret/").status_code == 404
    assert PartnerRegion.history.filter(id=partner.pk).count() == 1


def test_parts_that_a_draft_adds_changes_and_deletes_are_public_with_it(partner):
    editor, publisher = log_in("editor"), log_in("publisher")
    goes = partner.links.create(url="https://goes.example/", position=1)
    rows = {
        "links-TOTAL_FORMS": "3",
        "links-2-url": "https://new.example/",
        "links-2-kind": "official",
    }
    send(editor, partner, **rows, **{"links-2-position": "2", "links-1-DELETE": "on"})
    kept = list(PartnerLink.objects.values_list("pk", "url"))

    send(editor, partner, **{"links-1-url": "https://newer.example/"})  # the row that was added
    other = make_partner("Other").links.create(url="https://other.example/")
    publisher.post(url(partner, "draft"), {"publish": "yes"})

    assert ("https://new.example/") not in dict(kept).values()
    assert [link.url for link in partner.links.all()] == [
        "https://one.example/",
        "https://newer.example/",
    ]
    assert not PartnerLink.objects.filter(pk=goes.pk).exists()
    assert PartnerLink.objects.get(pk=other.pk).url == "https://other.example/"
    assert max(PartnerLink.objects.values_list("pk", flat=True)) < 1000
    assert not Draft.objects.exists()


def test_draft_is_compared_with_what_is_public_field_by_field(partner):
    client = log_in("editor")
    send(client, partner, text_ro="Doi.", seat="Ipolyság")

    response = client.get(url(partner, "draft"))

    assert [(c["label"], c["marked"]) for c in response.context["changes"]] == [
        ("Administrative centre", "<ins>Ipolyság</ins>"),
        ("Text (Romanian)", "<del>Unu</del><ins>Doi</ins>."),
    ]
    assert "Publish the draft now" not in response.content.decode()


def test_preview_shows_the_draft_and_a_link_of_before_does_not(partner):
    client = log_in("editor")
    client.post(url(partner, "preview-links"))
    send(client, partner, text_ro="Doi.")
    client.post(url(partner, "preview-links"))
    new, old = (link["url"] for link in client.get(url(partner)).context["preview_links"])

    form = form_of(client.get(url(partner)))
    typed = client.post(url(partner), {**form, "_preview": "ro"}).content.decode()

    assert "Doi." in typed
    assert "Doi." in Client().get(new.replace("/en/", "/ro/")).content.decode()
    assert "Unu." in Client().get(old.replace("/en/", "/ro/")).content.decode()


def test_discarding_a_draft_can_be_undone(partner):
    client = log_in("editor")
    send(client, partner, text_ro="Doi.")

    client.post(url(partner, "draft"), {"discard": "yes"})
    discarded = shown(client, partner, "text_ro")
    client.post(url(partner, "draft"), {"bring_back": "yes"})

    assert discarded == "<p>Unu.</p>"
    assert shown(client, partner, "text_ro") == "<p>Doi.</p>"


def test_publisher_publishes_a_draft_from_its_form(partner):
    send(log_in("editor"), partner, text_ro="Doi.")

    send(log_in("publisher"), partner, seat="Ipolyság")

    partner.refresh_from_db()
    assert (partner.text_ro, partner.seat) == ("<p>Doi.</p>", "Ipolyság")
    assert not Draft.objects.exists()


def test_publisher_keeps_a_change_from_the_public(partner):
    client = log_in("publisher")

    send(client, partner, text_ro="Doi.", _draft="yes")

    partner.refresh_from_db()
    assert partner.text_ro == "<p>Unu.</p>"
    assert shown(client, partner, "text_ro") == "<p>Doi.</p>"


def clock(monkeypatch, moment) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_later_time_of_something_public_is_that_of_its_change(partner, monkeypatch):
    """The page stays; and it changes at the time, not before, for everybody and without a timer."""
    now = timezone.now()
    tomorrow = (now + timedelta(days=1)).replace(second=0, microsecond=0)
    typed = timezone.localtime(tomorrow).strftime("%Y-%m-%dT%H:%M")
    client = log_in("publisher")

    response = send(client, partner, text_ro="Secret.", publish_at=typed)
    offered = response.context["adminform"].form.initial["publish_at"]
    seen = {}
    for name, moment in {
        "now": now,
        "before": tomorrow - timedelta(seconds=1),
        "at": tomorrow,
    }.items():
        clock(monkeypatch, moment)
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


@pytest.mark.parametrize("live", [[], ["hu"]])
def test_translator_s_text_is_public_at_once_where_that_was_allowed(partner, live):
    client = log_in("translator", live_languages=live)

    send(client, partner, text_hu="Kettő.")

    partner.refresh_from_db()
    assert (partner.text_hu == "<p>Kettő.</p>") == bool(live)
    assert shown(client, partner, "text_hu") == "<p>Kettő.</p>"
    assert Draft.objects.exists() != bool(live)


def test_translator_s_text_is_public_without_the_rest_of_a_draft(partner):
    send(log_in("editor"), partner, text_ro="Doi.")

    send(log_in("translator", live_languages=["hu"]), partner, text_hu="Kettő.")

    partner.refresh_from_db()
    assert (partner.text_ro, partner.text_hu) == ("<p>Unu.</p>", "<p>Kettő.</p>")
    assert set(Draft.objects.get().changes[""]) == {"text_ro", "translated_from"}


def test_two_write_two_languages_of_a_draft_and_nothing_is_lost(partner):
    editor, translator = log_in("editor"), log_in("translator")
    forms = {c: form_of(c.get(url(partner))) for c in (editor, translator)}

    editor.post(url(partner), {**forms[editor], "text_ro": "Doi."})
    asked = translator.post(url(partner), {**forms[translator], "text_hu": "Kettő."})
    translator.post(url(partner), form_of(asked))

    shown_now = editor.get(url(partner)).context["adminform"].form.initial
    assert (shown_now["text_ro"], shown_now["text_hu"]) == ("<p>Doi.</p>", "<p>Kettő.</p>")


def test_editor_restores_a_version_as_a_draft(partner):
    first = PartnerRegion.history.filter(id=partner.pk).latest().history_date
    partner.text_ro = "Doi."
    partner.save()
    client = log_in("editor")

    client.post(url(partner, "restore"), {"when": first.isoformat()})

    partner.refresh_from_db()
    assert partner.text_ro == "<p>Doi.</p>"
    assert shown(client, partner, "text_ro") == "<p>Unu.</p>"


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
    places = [f"/ro/versiuni/{event.type_prefix}{event.pk}/", "/ro/feeds/all.atom"]
    before = [typed["note-ro"] in Client().get(place).content.decode() for place in places]
    clock(monkeypatch, timezone.now() + timedelta(days=365 * 70))
    after = [typed["note-ro"] in Client().get(place).content.decode() for place in places]

    assert before == [action == "publish"] * 2
    assert after == [True, True]


def test_public_is_told_in_each_language_of_versions_and_feeds(partner):
    event = make_activity("Târg", kind="event", partners=[partner], summary_ro="Rezumat.")
    PartnerRegion.history.update(history_date=timezone.now() - timedelta(days=1))
    event.history.update(history_date=timezone.now() - timedelta(days=1))
    said = {"ro": "Adresa a fost corectată.", "hu": "Javított cím.", "en": "Address corrected."}
    publisher = log_in("publisher")
    for entry, form in ((partner, url(partner)), (event, None)):
        form = form or f"/admin/activities/event/{entry.pk}/change/"
        typed = {**form_of(publisher.get(form)), "text_ro": "Trei.", "_draft": "1"}
        publisher.post(form, typed)
        notes = {f"note-{code}": text for code, text in said.items()}
        publisher.post(f"{form.removesuffix('change/')}draft/", {"publish": "yes", **notes})

    visitor, places = Client(), {}
    for code, words in (("ro", "versiuni"), ("hu", "valtozatok"), ("en", "versions")):
        for entry in (partner, event):
            place = f"/{code}/{words}/{entry.type_prefix}{entry.pk}/"
            (now, *_past) = re.findall(rf'"({place}\d+/)"', visitor.get(place).content.decode())
            places |= {place: code, now: code}
        places |= {f"/{code}/feeds/all.atom": code, f"/{code}/feeds/p{partner.pk}.atom": code}
    told = {place: visitor.get(place).content.decode() for place in places}
    assert {p: [t for t in said.values() if t in told[p]] for p in places} == {
        place: [said[code]] for place, code in places.items()
    }
    assert told[f"/hu/feeds/p{partner.pk}.atom"].count("Javított cím.</summary>") == 2

    # A later change of which nobody said anything is not called by the words of the last.
    event.refresh_from_db()
    event.place_ro = "Ciuc"
    event._history_date = timezone.now() + timedelta(minutes=1)
    event.save()
    assert said["ro"] not in visitor.get("/ro/feeds/all.atom").content.decode()


def test_list_marks_and_finds_what_has_a_draft(partner):
    make_partner("Other")
    send(log_in("editor"), partner, text_ro="Doi.")
    client = log_in("publisher")
    place = "/admin/partners/partnerregion/"

    listed = client.get(place).content.decode()
    found = {
        query: [entry.pk for entry in client.get(f"{place}?draft={query}").context["cl"].queryset]
        for query in ("waiting", "scheduled")
    }

    assert listed.count("with a draft") == 1
    assert found == {"waiting": [partner.pk], "scheduled": []}
