"""What the forms of each role offer, and who is whom: accounts, their roles and their rights."""

import json

import pytest
from django.contrib.auth.models import User

from editing.admin.rights import PUBLICATION
from editing.import_export.models import TableImport
from partners.models import PartnerRegion
from publishing.previews.links import PreviewLink
from tests.admin.browser_forms import form_of
from tests.admin.roles.acting import (
    ACCOUNT,
    table,
)
from tests.admin.roles.actions import ACTIONS
from tests.admin.roles.site import (
    ADMINISTRATOR,
    EDITOR,
    PARTNERS,
    PUBLISHER,
    PUBLISHERS,
    ROLES,
    TRANSLATOR,
    WRITERS,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (EDITOR, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro"}),
        (PUBLISHER, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}),
        (TRANSLATOR, {"text_hu"}),
    ],
)
def test_form_of_a_draft_offers_what_the_role_may_change(site, staff, role, offered):
    form = staff(role).get(f"{PARTNERS}{site.draft.pk}/change/").context["adminform"].form

    looked_at = {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}
    assert {name for name in looked_at if not form.fields[name].disabled} == offered


def test_form_of_what_is_public_says_that_an_editor_writes_a_draft(site, staff):
    response = staff(EDITOR).get(f"{PARTNERS}{site.public.pk}/change/")

    form = response.context["adminform"].form
    assert {name for name, field in form.fields.items() if field.disabled} == PUBLICATION
    assert "This is the published version." in response.content.decode()


def test_translator_confirms_no_table_however_it_came_here(site, staff):
    client = staff(TRANSLATOR)
    owner = User.objects.get(username=TRANSLATOR)
    cells = {"id": str(site.draft.pk), "seat": "Altundeva"}
    rows = [{"number": 2, "cells": cells, "errors": {}}]
    upload = TableImport.begin(rows, table="partners", user=owner, file_name="t.csv")

    answers = [
        client.get(f"/admin/import-export/partners/import/{upload.pk}/").status_code,
        client.post(f"/admin/import-export/partners/import/{upload.pk}/", {}).status_code,
    ]

    assert answers == [403, 403]
    assert PartnerRegion.objects.get(pk=site.draft.pk).seat != "Altundeva"


@pytest.mark.parametrize(
    ("column", "value"), [("status", "published"), ("publish_at", "2090-01-01T08:00")]
)
def test_editor_publishes_nothing_by_a_table(site, staff, column, value):
    client = staff(EDITOR)
    partners = PartnerRegion.objects.order_by("pk")
    before = list(partners.values("status", "publish_at", "text_hu"))

    table(f"id,{column}\n{{site.draft.pk}},{value}\n")(client, site)
    table(f"id,{column}\n{{site.public.pk}},\n")(client, site)
    table("id,text_hu\n{site.public.pk},Harmadik\n")(client, site)

    assert list(partners.values("status", "publish_at", "text_hu")) == before


@pytest.mark.parametrize(
    ("role", "partner", "path", "value"),
    [
        (TRANSLATOR, "draft", "seat", "Altundeva"),
        (TRANSLATOR, "public", "text_en", "Two."),
        (EDITOR, "draft", "status", "published"),
    ],
)
def test_nothing_is_smuggled_in_as_the_change_of_somebody_else(
    site, staff, role, partner, path, value
):
    """What a form says it showed is sent by the browser, too, and so can be forged."""
    client = staff(role)
    entry = getattr(site, partner)
    url = f"{PARTNERS}{entry.pk}/change/"
    form = form_of(client.get(url))
    base = {**json.loads(form["_base"][0]), path: [value]}

    client.post(url, {**form, "_base": json.dumps(base), "_take_theirs": path})

    stored = PartnerRegion.objects.get(pk=entry.pk)
    assert getattr(stored, path) == getattr(entry, path) != value


def test_list_offers_actions_by_role(site, staff):
    offered = {
        role: {
            name
            for name, _words in staff(role)
            .get(PARTNERS)
            .context["action_form"]
            .fields["action"]
            .choices
            if name
        }
        for role in (EDITOR, PUBLISHER)
    }

    assert offered == {
        EDITOR: {"delete_selected"},
        PUBLISHER: {"delete_selected", "publish", "take_back", "confirm_chosen"},
    }


def test_administrator_cannot_lock_themselves_out(site, staff):
    client = staff(ADMINISTRATOR)
    own = User.objects.get(username=ADMINISTRATOR)
    url = f"/admin/auth/user/{own.pk}/change/"

    demoted = client.post(url, {"username": own.username, "role": "editor", "is_active": "on"})
    closed = client.post(url, {"username": own.username, "role": "administrator"})
    deleted = client.post(f"/admin/auth/user/{own.pk}/delete/", {"post": "yes"})

    for response in (demoted, closed):
        (message,) = response.context["adminform"].form.non_field_errors()
        assert message.startswith("This would lock you out")
    assert deleted.status_code == 403
    assert User.objects.get(pk=own.pk).is_superuser


def test_translator_needs_a_language(site, staff):
    form = {**ACCOUNT, "role": "translator"}

    response = staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    assert response.context["adminform"].form.errors["languages"] == [
        "Choose the languages that this translator can edit."
    ]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_new_account_has_the_rights_of_its_role(site, staff, role):
    form = {**ACCOUNT, "role": role, "languages": ["hu"]}

    staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    new = User.objects.get(username="new")
    assert new.is_staff
    assert new.has_perm("partners.publish_partnerregion") == (role in PUBLISHERS)
    assert new.has_perm("partners.add_partnerregion") == (role in WRITERS)
    assert new.has_perm("auth.change_user") == (role == ADMINISTRATOR)


def test_refusal_is_said_in_words(site, staff):
    response = staff(TRANSLATOR).get("/admin/auth/user/")

    assert response.status_code == 403
    assert "Your account cannot do this" in response.content.decode()


def test_preview_link_is_of_the_person_who_made_it(site, staff):
    client = staff(EDITOR)

    ACTIONS["make a preview link"][0](client, site)

    assert str(PreviewLink.objects.exclude(pk=site.link.pk).get().made_by) == EDITOR
