"""Addresses that never die: permanent ones, and those that an entry had before."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from publishing.models import LANGUAGE_CODES
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner
from tests.history.changed import DAY, at

pytestmark = pytest.mark.django_db
LISTS = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}


def rename(entry, name):
    for language in LANGUAGE_CODES:
        setattr(entry, f"slug_{language}", f"{name}-{language}")
    entry.full_clean()
    entry.save()


@pytest.fixture
def renamed():
    """A partner that was public at three addresses in each language, the last of them now."""
    partner = make_partner(slug_ro="hont-ro", slug_hu="hont-hu", slug_en="hont-en")
    rename(partner, "bars")
    rename(partner, "ung")
    return partner


def test_every_earlier_address_leads_on_in_one_hop(client, renamed):
    for name in ("hont", "bars"):
        for language, url in LISTS.items():
            response = client.get(f"{url}{name}-{language}/")
            assert response.status_code == 301
            assert response.url == f"{url}ung-{language}/"
            assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert client.get(response.url).status_code == 200


def test_earlier_address_of_another_language_leads_to_the_page_in_the_visitors(client, renamed):
    response = client.get("/hu/partnerek/hont-ro/")

    assert (response.status_code, response.url) == (301, "/hu/partnerek/ung-hu/")


def test_address_of_a_draft_was_never_public_and_leads_nowhere(client):
    partner = make_partner(slug_ro="tainic", status="draft")
    partner.status, partner.slug_ro = "published", "public"
    partner.save()

    assert client.get("/ro/parteneri/tainic/").status_code == 404
    assert client.get("/ro/parteneri/public/").status_code == 200


def test_earlier_address_of_what_is_a_draft_now_says_nothing(client, renamed):
    renamed.status = "draft"
    renamed.save()

    assert client.get("/ro/parteneri/hont-ro/").status_code == 404


def test_entry_may_take_its_earlier_address_back(client, renamed):
    rename(renamed, "hont")

    assert client.get("/ro/parteneri/hont-ro/").status_code == 200
    assert client.get("/ro/parteneri/ung-ro/").url == "/ro/parteneri/hont-ro/"


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_permanent_address_leads_to_the_page_in_the_language_asked_for(client, language):
    partner, activity, page = make_partner(), make_activity(), make_page()
    decision = make_decision(partner)

    for letter, entry in (("p", partner), ("a", activity), ("i", page), ("d", decision)):
        response = client.get(f"/{letter}/{entry.pk}?lang={language}")
        with override(language):
            assert (response.status_code, response.url) == (302, entry.get_absolute_url())


def test_permanent_address_asks_the_browser_for_the_language(client):
    partner = make_partner(slug_hu="hont", slug_en="hont-en")

    response = client.get(f"/p/{partner.pk}", headers={"Accept-Language": "hu;q=0.9, de"})

    assert response.url == "/hu/partnerek/hont/"
    assert response["Vary"].startswith("Accept-Language")
    unknown = client.get(f"/p/{partner.pk}?lang=xx", headers={"Accept-Language": "en"})
    assert unknown.url == "/en/partners/hont-en/"


def test_permanent_address_outlives_every_name(client, renamed):
    assert client.get(f"/p/{renamed.pk}?lang=en").url == "/en/partners/ung-en/"


def test_permanent_address_of_what_was_deleted_says_what_it_was(client, renamed):
    activity, key = make_activity("Târg"), renamed.pk
    decision = make_decision(renamed, date="1994", number=19)
    cited = "Decision 19/1994: twinning, Județul Hont (en)"
    gone = {f"/a/{activity.pk}": "Târg (en)", f"/d/{decision.pk}": cited}
    decision.delete()
    activity.delete()
    renamed.delete()

    for url, heading in {**gone, f"/p/{key}": "Județul Hont (en)"}.items():
        response = client.get(f"{url}?lang=en")
        assert response.status_code == 410
        assert re.findall("<h1.*?</h1>", response.content.decode()) == [f"<h1>{heading}</h1>"]


def test_gone_page_is_there_in_every_language(client):
    activity, decision = make_activity(), make_decision(make_partner())
    requested = {
        f"/a/{activity.pk}": f"/a/{activity.pk}",
        f"/documents/decision-{decision.pk}.pdf": f"/d/{decision.pk}",
    }
    activity.delete()
    decision.delete()

    for url, permanent in requested.items():
        versions = client.get(f"{url}?lang=hu").context["versions"]
        leads = [version["url"] for version in versions]
        assert leads == [f"{permanent}?lang={code}" for code in LANGUAGE_CODES]


def test_permanent_address_of_a_deleted_entry_leads_to_what_took_its_place(client, renamed):
    other, key = make_partner(slug_en="other"), renamed.pk
    renamed.delete(redirect_to=other)

    response = client.get(f"/p/{key}?lang=en")

    assert (response.status_code, response.url) == (301, "/en/partners/other/")


def test_address_that_led_to_a_deleted_entry_leads_on_with_it_in_one_hop(client, renamed):
    key, second, third = renamed.pk, make_partner(), make_partner(slug_en="third")
    make_partner(slug_en="another").delete()
    renamed.delete(redirect_to=second)
    second.delete(redirect_to=third)

    for url in ("/en/partners/hont-en/", "/en/partners/ung-en/", f"/p/{key}?lang=en"):
        response = client.get(url)
        assert (response.status_code, response.url) == (301, "/en/partners/third/")
    assert client.get("/en/partners/another/").status_code == 410


def test_what_was_deleted_before_its_time_came_leaves_no_trace(client):
    soon = timezone.now() + timedelta(days=1)
    activity = make_activity("Secret", slug_en="secret", publish_at=soon)
    decision = make_decision(make_partner(), publish_at=soon)
    urls = ["/en/activities/secret/", f"/a/{activity.pk}", f"/d/{decision.pk}"]
    activity.delete()
    decision.delete()

    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    make_activity("Public", slug_en="secret")
    assert client.get("/en/activities/secret/").status_code == 200


def test_what_was_deleted_after_its_time_had_come_is_gone(client):
    now = timezone.now()
    fields = {"slug_en": "fair", "publish_at": now - DAY}
    at(now - 2 * DAY, make_activity("Fair", **fields)).delete()

    assert client.get("/en/activities/fair/").status_code == 410


def test_deleted_decision_of_a_partner_that_was_never_public_leaves_no_trace(client):
    make_partner("Public")
    decision = make_decision(make_partner(status="draft"))
    url = f"/d/{decision.pk}"
    decision.delete()

    assert client.get(url).status_code == 404


def test_deleted_agreement_with_a_partner_that_was_never_public_leaves_no_trace(client):
    make_partner("Public")
    agreement = make_agreement(make_partner(status="draft"))
    url = f"/g/{agreement.pk}"
    agreement.delete()

    assert client.get(url).status_code == 404


def test_agreement_goes_with_its_partner_and_the_decision_stays(client):
    partner = make_partner()
    decision = make_decision(partner)
    agreement = decision.agreements.get()
    make_decision(make_partner("Another"))
    partner.delete()

    assert client.get(f"/g/{agreement.pk}").status_code == 410
    assert client.get(f"/d/{decision.pk}").status_code == 302
    assert client.get("/en/decisions/19-1994/").status_code == 200


def test_gone_page_is_named_as_the_public_knew_it(client):
    activity = make_activity("Târg", slug_en="fair")
    activity.status, activity.title_en = "draft", "Never seen"
    activity.save()
    activity.delete()

    response = client.get("/en/activities/fair/")

    assert response.status_code == 410
    assert "<h1>Târg (en)</h1>" in response.content.decode()
    assert "Never seen" not in response.content.decode()


def test_document_of_a_deleted_decision_is_gone(client):
    decision, draft = make_decision(make_partner()), make_decision(make_partner(), status="draft")
    urls = [f"/documents/decision-{each.pk}.pdf" for each in (decision, draft)]
    before = [client.get(url).status_code for url in urls]
    decision.delete()
    draft.delete()

    assert before == [404, 404]  # neither has one
    assert [client.get(url).status_code for url in urls] == [410, 404]


def test_permanent_address_is_found_with_a_stroke_at_its_end(client, renamed):
    assert client.get(f"/p/{renamed.pk}/?lang=hu").url == "/hu/partnerek/ung-hu/"


@pytest.mark.parametrize("url", ["/p/999", "/a/999", "/i/999", "/d/999"])
def test_permanent_address_of_nothing_is_not_found(client, url):
    assert client.get(url).status_code == 404


def test_permanent_address_of_a_draft_is_not_found(client):
    draft = make_partner(status="draft")
    decision = make_decision(draft)

    assert client.get(f"/p/{draft.pk}").status_code == 404
    assert client.get(f"/d/{decision.pk}").status_code == 404
