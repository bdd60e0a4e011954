"""Previews are the public page itself, before it is public; links to them end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from activities.models import Event
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.previews.links import PreviewLink
from tests.admin.browser_forms import form_of
from tests.admin.form_data import agreement_row, event_form, partner_form
from tests.factories import make_activity, make_decision, make_page, make_partner
from tests.html import ParsedPage

ADD_PARTNER = "/admin/partners/partnerregion/add/"
HIDDEN = "visitors do not see this agreement until it is published, too"
HIDDEN_RO = "vizitatorii nu văd acest acord până nu este publicat și el"


@pytest.fixture
def draft(db):
    return make_partner("Județul Hont", status="draft", seat="Ipolyság", text_ro="<p>Text.</p>")


@pytest.fixture
def url(draft):
    return f"/admin/partners/partnerregion/{draft.pk}/change/"


def main(response) -> str:
    return ParsedPage(response.content.decode()).main


ONLY_PUBLIC = {
    "ro": ("Prima publicare", "Citați sau distribuiți", "Urmăriți", "Toate regiunile partenere"),
    "hu": ("Első közzététel", "Idézés, megosztás", "Követés", "Valamennyi partnerrégió"),
    "en": ("First published", "Cite or share", "Follow", "All partner regions"),
}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("ro", "Județul Hont"), ("hu", "Județul Hont (hu)"), ("en", "Județul Hont (en)")],
)
def test_preview_is_the_page_in_each_language(admin_client, client, draft, url, language, heading):
    preview = admin_client.post(url, form_of(admin_client.get(url), _preview=language))
    draft.status = "published"
    draft.save()
    with override(language):
        page = client.get(PartnerRegion.objects.get().get_absolute_url())

    # Only what is public can be followed, linked to and cited.
    published, cite, follow, back = ONLY_PUBLIC[language]
    only_public = rf" {published} .* · {cite} · .* {follow} · .*(?= {back}$)"
    whole, left_out = re.subn(only_public, "", main(page))
    assert left_out == 1
    assert main(preview) == whole
    assert heading in main(preview)
    assert ParsedPage(preview.content.decode()).language == language


def test_preview_shows_what_is_typed_and_saves_nothing(admin_client, draft, url):
    typed = form_of(admin_client.get(url), seat="Šahy", _preview="ro")

    preview = admin_client.post(url, typed)

    assert "Šahy" in main(preview)
    assert PartnerRegion.objects.get().seat == "Ipolyság"
    assert PartnerRegion.history.count() == 1
    assert "no-store" in preview.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in preview.content.decode()


def test_preview_of_a_new_partner_shows_its_decisions_too(admin_client):
    form = partner_form(agreements=[agreement_row(status="draft")], _preview="ro")

    preview = admin_client.post(ADD_PARTNER, form)

    assert "19/1994" in main(preview)
    assert HIDDEN_RO in main(preview)
    assert not PartnerRegion.objects.exists()
    assert not Decision.objects.exists()


def test_preview_says_which_decisions_the_public_will_not_see(admin_client, client, draft, link):
    make_decision(draft, number=7, date="1997")
    make_decision(draft, number=8, date="1998", publish_at="2100-01-01T00:00:00Z")

    shown = main(client.get(link.url("en")))

    assert shown.count(HIDDEN) == 1
    assert shown.index("7/1997") < shown.index("8/1998") < shown.index(HIDDEN)


def test_preview_of_a_faulty_form_shows_the_faults(admin_client):
    response = admin_client.post(
        "/admin/activities/event/add/", event_form(title_ro="", _preview="ro")
    )

    assert list(response.context["adminform"].form.errors) == ["title_ro"]
    assert not Event.objects.exists()


def test_preview_of_opening_words_is_the_list_they_open(admin_client, content):
    page = make_page("Salut", status="draft")
    url = f"/admin/pages/page/{page.pk}/change/"

    preview = admin_client.post(url, form_of(admin_client.get(url), _preview="hu"))

    assert "Salut (hu)" in main(preview)


@pytest.fixture
def link(admin_client, draft):
    admin_client.post(f"/admin/partners/partnerregion/{draft.pk}/preview-links/")
    return PreviewLink.objects.get()


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_link_shows_the_draft_without_an_account(client, draft, link, language):
    response = client.get(link.url(language))

    assert getattr(draft, f"name_{language}") in main(response)
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies == {}
    assert PartnerRegion.objects.get().status == "draft"


def test_link_made_after_it_was_taken_down_shows_it(admin_client, client, url):
    entry = PartnerRegion.objects.get()
    for status in ("published", "draft"):
        entry.status = status
        entry.save()
    admin_client.post(f"/admin/partners/partnerregion/{entry.pk}/preview-links/")

    assert "Ipolyság" in main(client.get(PreviewLink.objects.get().url("ro")))


def test_link_leads_to_the_other_languages_of_the_preview(client, link):
    links = ParsedPage(client.get(link.url("ro")).content.decode()).links

    assert {link.url("hu"), link.url("en")} <= set(links)


def test_link_shows_an_activity_of_any_kind(admin_client, client):
    event = Event.objects.get(pk=make_activity("Târg", kind="event", status="draft").pk)
    admin_client.post(f"/admin/activities/event/{event.pk}/preview-links/")

    assert "Târg" in main(client.get(PreviewLink.objects.get().url("ro")))


def test_form_offers_links_of_what_the_public_does_not_see(admin_client, url, draft):
    offered = {}
    for status in ("draft", "published"):
        PartnerRegion.objects.update(status=status)
        offered[status] = "Create a preview link" in admin_client.get(url).content.decode()
    opened = form_of(admin_client.get(url), seat="Šahy", _draft="yes")
    admin_client.post(url, opened)
    offered["draft beside"] = "Create a preview link" in admin_client.get(url).content.decode()

    assert offered == {"draft": True, "published": False, "draft beside": True}


def test_form_shows_the_link_until_it_ends(admin_client, url, link):
    shown = admin_client.get(url).context["preview_links"]

    assert [one["url"] for one in shown] == [f"http://testserver{link.url('en')}"]
    assert link.expires - link.created == pytest.approx(timedelta(days=7), abs=timedelta(seconds=5))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ro", "Această previzualizare a expirat"),
        ("hu", "Ez az előnézet lejárt"),
        ("en", "This preview has expired"),
    ],
)
def test_expired_link_says_so(client, link, language, words):
    PreviewLink.objects.update(expires=timezone.now() - timedelta(seconds=1))

    response = client.get(link.url(language))

    assert response.status_code == 410
    assert words in main(response)


def test_revoked_link_shows_nothing_any_more(admin_client, client, draft, link):
    admin_client.post(f"/admin/partners/partnerregion/{draft.pk}/preview-links/{link.pk}/")

    response = client.get(link.url("ro"))

    assert response.status_code == 410
    assert "Hont" not in response.content.decode()


def test_unknown_link_is_not_found(client, link):
    assert client.get("/preview/guessed/ro/").status_code == 404
    assert client.get(link.url("de")).status_code == 404


def test_link_is_made_only_by_those_who_may_change_the_entry(client, draft, django_user_model):
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))

    response = client.post(f"/admin/partners/partnerregion/{draft.pk}/preview-links/")

    assert response.status_code == 403
    assert not PreviewLink.objects.exists()
