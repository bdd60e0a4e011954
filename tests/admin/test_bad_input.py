"""What an editor mistypes of partners, decisions and agreements is told beside its field."""

from functools import partial

import pytest

from activities.models import Activity
from decisions.models import Agreement, Decision
from editing.admin.urls import form_url
from partners.models import PartnerRegion
from tests.admin.form_data import agreement_row, decision_form, inline_fields, partner_form
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db
LOCATIONS = {
    "partner": "/admin/partners/partnerregion/add/",
    "decision": "/admin/decisions/decision/add/",
    "agreement": "/admin/decisions/agreement/add/",
}
# The form, what is typed → the field beside which it is told, and how.
MISTYPED = [
    ("decision", {"number": "19/1994", "date": ""}, "number", "This decision already exists: <a"),
    ("decision", {"number": "nr. 19 / 1994", "date": ""}, "number", "already exists: <a href"),
    ("decision", {"number": "77/2026", "date": "2025"}, "number", "The number says 2026, the date"),
    ("decision", {"number": "77-2026"}, "number", "such as 77/2026"),
    ("decision", {"number": "0/2026", "date": "2026"}, "number", "such as 77/2026"),
    ("decision", {"number": "77/2026", "date": "soon"}, "date", ""),
    ("agreement", {"ended_on": "1990"}, "ended_on", "before the agreement began"),
    ("agreement", {"in_force_until": "1990"}, "in_force_until", "before the agreement began"),
    ("agreement", {"renewed_on": "1990"}, "renewed_on", "before it began"),
    ("agreement", {"renewed_on": "2012", "ended_on": "2010"}, "renewed_on", "after its end"),
    ("agreement", {"signed_on": "1990-05-07"}, "approved_by", "later than the signing"),
    ("agreement", {"in_force_from": "1990"}, "approved_by", ""),
    ("agreement", {"approved_by": "the one of May"}, "approved_by", "such as 77/2026"),
    ("agreement", {"partner": ""}, "partner", "Choose the partner"),
    ("partner", {"coordinates": "46.36"}, "coordinates", "These are not coordinates"),
    ("partner", {"coordinates": "Szolnok"}, "coordinates", "These are not coordinates"),
    ("partner", {"coordinates": "946.36, 25.8"}, "coordinates", "These are not coordinates"),
    ("partner", {"coordinates": "https://maps.app.goo.gl/x"}, "coordinates", "short address"),
    ("partner", {"coordinates": "https://osm.org/go/x"}, "coordinates", "short address"),
    ("partner", {"coordinates": "25.80, 46.36"}, "coordinates", "not in the country you chose"),
    ("partner", {"iso_code": "HU-BK"}, "iso_code", '/change/">Hont (en)</a>”'),
    ("partner", {"iso_code": "Bács-Kiskun"}, "iso_code", '/change/">Hont (en)</a>”'),
    ("partner", {"nuts_code": "hu331"}, "nuts_code", '/change/">Hont (en)</a>”'),
    ("partner", {"iso_code": "SK-TA"}, "iso_code", "Choose from it, such as HU-BA (Baranya)"),
    ("partner", {"iso_code": "HU-QQ"}, "iso_code", "not in the list"),
    ("partner", {"nuts_code": "SK021"}, "nuts_code", "not in the list"),
    ("partner", {"institution_language": "magyarul"}, "institution_language", "not in the list"),
    ("partner", {"country": "XX"}, "country", "Select a valid choice"),
]


@pytest.mark.parametrize(("form", "typed", "field", "message"), MISTYPED)
def test_what_is_mistyped_is_told_beside_its_field(admin_client, form, typed, field, message):
    there = make_partner("Hont", iso_code="HU-BK", nuts_code="HU331")
    make_decision(there, date="1994", number=19, agreed=False)
    before = [model.objects.count() for model in (PartnerRegion, Decision, Agreement)]
    valid = {
        "partner": partner_form(),
        "decision": decision_form(),
        "agreement": agreement_row() | {"partner": there.pk, **inline_fields("links")},
    }

    response = admin_client.post(LOCATIONS[form], valid[form] | typed)

    shown = response.context["adminform"].form
    assert list(shown.errors) == [field]
    assert message in str(shown.errors[field])
    for name, value in typed.items():
        assert str(shown[name].value() or "") == str(value)
    assert [model.objects.count() for model in (PartnerRegion, Decision, Agreement)] == before


@pytest.mark.parametrize(
    "make",
    [
        make_partner,
        lambda: make_decision(make_partner()),
        *(partial(make_activity, kind=kind) for kind in Activity.Kind.values),
        make_page,
    ],
)
def test_form_of_what_is_public_may_come_back_empty(admin_client, make):
    entry = make()

    response = admin_client.post(form_url(entry))

    assert response.status_code == 200
    assert response.context["errors"]
    assert admin_client.get(entry.get_absolute_url()).status_code == 200


def test_login_says_which_methods_it_knows(client):
    response = client.options("/admin/login/")

    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) >= {"GET", "POST"}
