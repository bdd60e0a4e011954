"""What a form offers: the fields of its kind, with help, and what it suggests."""

import pytest

from tests.admin.errors import ADD_EVENT, ADD_PARTNER, LANGUAGES
from tests.factories import (
    make_activity,
    make_partner,
)

pytestmark = pytest.mark.django_db
OBVIOUS = {"name", "title", "country", "seat", "kind", "number", "url", "place", "organiser"}
OBVIOUS |= {"entry", "role", "funder", "menu", "partner", "partners", "activity", "id", "DELETE"}
OBVIOUS |= {"decision", "agreement"}  # the entry that a row belongs to


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("partners/partnerregion", 40),
        ("decisions/decision", 10),
        ("decisions/agreement", 20),
        ("activities/event", 25),
        ("activities/project", 25),
        ("pages/page", 20),
        ("publishing/picture", 8),
        ("publishing/document", 5),
    ],
)
def test_field_that_is_not_obvious_has_help(admin_client, place, number):
    page = admin_client.get(f"/admin/{place}/add/").context
    rows = [formset.formset.empty_form for formset in page["inline_admin_formsets"]]
    fields = [pair for form in (page["adminform"].form, *rows) for pair in form.fields.items()]

    without = {name.removesuffix("_ro") for name, field in fields if not field.help_text}
    assert {name for name in without if not name.endswith(("_hu", "_en"))} <= OBVIOUS
    assert len(fields) >= number


def test_fields_carry_their_language_for_the_spell_checker(admin_client):
    form = admin_client.get(ADD_EVENT).context["adminform"].form

    languages = {
        name: field.widget.attrs.get("lang")
        for name, field in form.fields.items()
        if name.startswith(("title", "text"))
    }
    assert languages == {
        f"{field}_{code}": code for field in ("title", "text") for code in LANGUAGES
    }
    assert form["title_hu"].label_tag() == (
        '<label for="id_title_hu">Title<span class="visually-hidden"> (Hungarian)</span></label>'
    )


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (
            "project",
            {"funding_programme", "project_number", "budget", "eu_share"}
            | {"funder_ro", "lead_partner_ro", "role_ro"},
        ),
        ("event", {"place_ro", "organiser_ro"}),
        ("programme", {"place_ro", "organiser_ro"}),
        ("membership", {"short_name"}),
        ("news", {"place_ro"}),
    ],
)
def test_form_of_an_activity_has_the_fields_of_its_kind(admin_client, kind, own):
    form = admin_client.get(f"/admin/activities/{kind}/add/").context["adminform"].form

    in_one_language = {name for name in form.fields if not name.endswith(("_hu", "_en"))}
    common = {"period", "theme", "partners", "part_of", "picture", "title_ro", "slug_ro"}
    common |= {"status", "publish_at", "take_down_at"}
    common |= {"summary_ro", "text_ro", "seo_title_ro", "seo_description_ro"}
    assert in_one_language == common | own


def test_activity_is_not_offered_as_a_part_of_itself_or_of_an_event(admin_client):
    make_activity("Târg", kind="event")
    programme = make_activity("Promovare", kind="programme")
    project = make_activity("FRiDGE", kind="project")

    page = admin_client.get(f"/admin/activities/project/{project.pk}/change/")

    offered = page.context["adminform"].form.fields["part_of"].queryset
    assert list(offered) == [programme]


def test_new_partner_is_offered_the_next_place_in_the_countys_order(admin_client):
    make_partner(position=7)

    form = admin_client.get(ADD_PARTNER).context["adminform"].form

    assert form["position"].value() == 8
