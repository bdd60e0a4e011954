"""A draft beside what is public: who may write it, and who sees it."""

import pytest
from django.test import Client

from history.models import Draft
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.drafts import log_in, messages, seen_by_the_public, send, shown, url
from tests.factories import make_partner

pytestmark = pytest.mark.django_db


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


def test_publisher_keeps_a_change_from_the_public(partner):
    client = log_in("publisher")

    send(client, partner, text_ro="Doi.", _draft="yes")

    partner.refresh_from_db()
    assert partner.text_ro == "<p>Unu.</p>"
    assert shown(client, partner, "text_ro") == "<p>Doi.</p>"


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
    requested = translator.post(url(partner), {**forms[translator], "text_hu": "Kettő."})
    translator.post(url(partner), form_of(requested))

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
