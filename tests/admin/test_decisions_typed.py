"""Decisions and agreements are entered, with their partners or alone, and published together."""

import pytest
from django.apps import apps
from django.contrib import admin

from decisions.models import Agreement, Decision
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.errors import ADD_PARTNER, errors_of, errors_of_row
from tests.admin.form_data import (
    agreement_row,
    decision_form,
    inline_fields,
    partner_form,
)
from tests.factories import (
    make_activity,
    make_agreement,
    make_decision,
    make_partner,
)
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
ADD_DECISION = "/admin/decisions/decision/add/"
ADD_AGREEMENT = "/admin/decisions/agreement/add/"


def test_agreement_without_partner_is_refused_beside_the_partner(admin_client):
    row = agreement_row("7/1994", note_ro="Notă", **inline_fields("links"))
    response = admin_client.post(ADD_AGREEMENT, {**row, "partner": ""})

    assert errors_of(response) == {"partner": ["Choose the partner that the agreement is with."]}
    form = response.context["adminform"].form
    assert (form["approved_by"].value(), form["note_ro"].value()) == ("7/1994", "Notă")
    assert not Agreement.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"date": ""}, "date", "Enter the date, or at least the year."),
        ({"date": "over several years"}, "date", "A decision has one date"),
        ({"number": "0"}, "number", "Type the number with its year"),
    ],
)
def test_mistaken_decision_is_explained(admin_client, typed, field, message):
    errors = errors_of(admin_client.post(ADD_DECISION, decision_form() | typed))

    assert list(errors) == [field]
    assert message in errors[field][0]


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"approved_by": "77-2026"}, "approved_by", "Type the number with its year"),
        ({"approved_by": "77"}, "approved_by", "Type the number with its year"),
        ({"signed_on": "1990"}, "approved_by", "The decision is later than the signing"),
        ({"ended_on": "1990"}, "ended_on", "before the agreement began"),
        ({"in_force_until": "1990"}, "in_force_until", "before the agreement began"),
        ({"renewed_on": "1990"}, "renewed_on", "cannot be renewed before it began"),
        (
            {"renewed_on": "2020", "in_force_until": "2010"},
            "renewed_on",
            "cannot be renewed after its end",
        ),
    ],
)
def test_mistaken_agreement_is_explained_on_its_own_and_with_its_partner(
    admin_client, typed, field, message
):
    row = agreement_row() | typed
    partner = {"partner": make_partner().pk, **inline_fields("links")}
    alone = admin_client.post(ADD_AGREEMENT, row | partner)
    with_partner = admin_client.post(ADD_PARTNER, partner_form(agreements=[row]))

    for errors in (errors_of(alone), errors_of_row(with_partner, formset=0)):
        assert list(errors) == [field]
        assert message in errors[field][0]
    assert not Decision.objects.exists()


def test_decision_of_a_number_and_year_that_there_is_leads_to_the_other(admin_client):
    decision = make_decision(make_partner("Hont"), date="1994-05-07", number=19)

    response = admin_client.post(ADD_DECISION, decision_form(number="19/1994", date=""))

    ((message,),) = errors_of(response).values()
    assert f'<a href="/admin/decisions/decision/{decision.pk}/change/">' in message
    assert Decision.objects.count() == 1


def test_agreement_takes_the_decision_that_there_is_or_makes_it(admin_client, client):
    there = make_decision(make_partner("Hont"), date="1994-05-07", number=19)
    rows = [agreement_row("19/1994"), agreement_row("nr. 77 / 2026", signed_on="2026")]
    admin_client.post(
        ADD_PARTNER,
        partner_form(name_ro="Vas", slug_ro="vas", status="published", agreements=rows),
    )

    partner = PartnerRegion.objects.get(name_ro="Vas")
    first, second = partner.agreements.all()
    assert first.approved_by == there
    assert second.approved_by.reference == "77/2026"
    assert list(second.approved_by.partners.all()) == [partner]
    assert partner in there.partners.all()
    assert client.get("/ro/hotarari/77-2026/").status_code == 200


def test_partner_taken_out_of_a_decision_stays_out_of_it(admin_client):
    partner = make_partner("Hont")
    decision = make_decision(partner)
    decision.partners.clear()
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), **{"agreements-0-note_ro": "Nouă"})
    assert admin_client.post(url, form).status_code == 302

    assert partner.agreements.get().note_ro == "Nouă"
    assert not decision.partners.exists()


@pytest.mark.parametrize(
    ("number", "date", "expected"),
    [
        ("77", "2026", (77, "2026")),
        (" 77 ", "2026", (77, "2026")),
        ("77/2026", "", (77, "2026")),
        ("77 / 2026", "", (77, "2026")),
        ("nr. 77 / 2026", "2026-03", (77, "2026-03")),
        ("77/2026. számú", "", (77, "2026")),
        ("", "2011", (None, "2011")),
    ],
)
def test_number_of_a_decision_is_understood_as_it_is_cited(admin_client, number, date, expected):
    admin_client.post(ADD_DECISION, decision_form(date, number=number))

    decision = Decision.objects.get()
    assert (decision.number, str(decision.date)) == expected
    assert decision.slug_hu == (f"{expected[0]}-2026" if expected[0] else "2011")


@pytest.mark.parametrize(
    ("number", "message"),
    [("77/2025", "The number says 2025, the date 2026"), ("77-2026", "with its year, such as")],
)
def test_number_of_a_decision_that_disagrees_with_its_date_is_asked_back(
    admin_client, number, message
):
    response = admin_client.post(ADD_DECISION, decision_form("2026", number=number))

    assert list(errors_of(response)) == ["number"]
    assert message in errors_of(response)["number"][0]


def test_no_number_is_spun(admin_client):
    make_partner(), make_activity()
    paths = ["/admin/", "/admin/import-export/"]
    for model in filter(admin.site.is_registered, apps.get_models()):
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        entry = model._base_manager.first()
        paths += [f"{place}add/", *([f"{place}{entry.pk}/change/"] if entry else [])]
    pages = [admin_client.get(path) for path in paths]

    assert sum(page.status_code == 200 for page in pages) > 12
    assert [p.request["PATH_INFO"] for p in pages if 'type="number"' in p.content.decode()] == []


def test_agreement_left_a_draft_is_pointed_out_when_its_partner_is_published(admin_client):
    rows = [agreement_row(status="draft"), agreement_row("20/1994", status="published")]
    response = admin_client.post(
        ADD_PARTNER, partner_form(status="published", agreements=rows), follow=True
    )

    messages = [str(message) for message in response.context["messages"]]
    assert "The partner is published, but 1 of its agreements is still a draft." in messages


def test_agreement_and_its_decision_are_published_with_the_partner_unless_they_are_drafts(
    admin_client, client
):
    partner = make_partner("Hont", slug_en="hont", status="draft")
    make_agreement(partner, since="1990", status="draft")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    opened = admin_client.get(url)

    admin_client.post(url, form_of(opened, status="published"))

    assert (
        "In force: since 1990" in ParsedPage(client.get("/en/partners/hont/").content.decode()).main
    )
    stored = form_of(admin_client.get(url)) | {"agreements-0-status": "draft"}
    admin_client.post(url, stored)
    assert Agreement.objects.get().status == "draft"
    assert form_of(admin_client.get(url))["agreements-0-status"] == ["draft"]


def publish_partner_with_draft_of(admin_client, decision):
    """Publish a partner whose agreement, a draft, cites a draft of a decision."""
    partner = decision.partners.get()
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), status="published")
    assert admin_client.post(url, form).status_code == 302
    assert Agreement.objects.get().status == "published"
    decision.refresh_from_db()
    return decision.status


def test_decision_made_with_a_draft_agreement_is_published_with_it(admin_client):
    made = make_decision(make_partner("Hont", status="draft"), status="draft")

    assert publish_partner_with_draft_of(admin_client, made) == "published"


def test_decision_of_which_more_is_written_is_published_in_its_own_form(admin_client):
    written = make_decision(make_partner("Hont", status="draft"), status="draft", text_ro="Ciornă")

    assert publish_partner_with_draft_of(admin_client, written) == "draft"


def test_agreement_of_a_draft_partner_can_be_left_a_draft(admin_client):
    partner = make_partner("Hont", status="draft")
    make_agreement(partner, status="draft")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), status="published")
    assert form["agreements-0-status"] == ["published"]

    admin_client.post(url, form | {"agreements-0-status": "draft"})

    partner.refresh_from_db()
    assert partner.status == "published"
    assert Agreement.objects.get().status == "draft"
