"""Between the preview of a table and its confirmation; who may bring and take one."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from partners.models import PartnerRegion
from tests.factories import make_decision, make_partner
from tests.import_export.tables import (
    PARTNER,
    brought,
    confirm,
    table,
)

pytestmark = pytest.mark.django_db


def test_change_between_preview_and_confirmation_is_shown_again(admin_client):
    partner = make_partner(seat="Ipolyság")
    response = brought(admin_client, "partners", table({"id": partner.pk, "seat": "Šahy"}))
    PartnerRegion.objects.filter(pk=partner.pk).update(seat="Somebody else's")

    again = confirm(admin_client, response)

    assert "The site has changed in the meantime" in again.content.decode()
    assert PartnerRegion.objects.get().seat == "Somebody else's"
    confirm(admin_client, again)
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_import_is_in_the_history(admin_client):
    partner = make_partner(seat="Ipolyság")

    confirm(
        admin_client, brought(admin_client, "partners", table({"id": partner.pk, "seat": "Šahy"}))
    )

    assert str(PartnerRegion.history.latest().history_user) == "admin"


def test_file_of_somebody_else_is_not_found(admin_client, django_user_model):
    response = brought(admin_client, "partners", table(PARTNER))
    other = Client()
    other.force_login(django_user_model.objects.create_superuser("ioan"))

    assert other.get(response.request["PATH_INFO"]).status_code == 404


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("get", "/admin/import-export/partners/export.csv"),
        ("get", "/admin/import-export/activities/export.xlsx"),
        ("get", "/admin/import-export/decisions/import/"),
        ("post", "/admin/import-export/decisions/import/"),
        ("post", "/admin/import-export/decisions/import/1/"),
    ],
)
def test_tables_are_for_those_who_may(client, django_user_model, method, url):
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))

    assert getattr(client, method)(url).status_code == 403


def test_who_may_not_publish_imports_drafts_only(
    client, django_user_model, django_db_serialized_rollback
):
    editor = django_user_model.objects.create_user("ana", is_staff=True)
    names = ["add_partnerregion", "change_partnerregion", "view_partnerregion"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    client.cookies.load({"django_language": "en"})
    public = make_partner(seat="Ipolyság")

    response = brought(
        client,
        "partners",
        table(
            {**PARTNER, "status": "published", "seat": ""},
            {**PARTNER, "name_ro": "B", "status": "draft", "seat": ""},
            {
                "id": public.pk,
                "seat": "Šahy",
                "status": "published",
                "name_ro": "Județul Hont",
                "country": "HU",
                "position": public.position,
            },
        ),
    )

    assert [(f["row"], f["column"]) for f in response.context["errors"]] == [(2, "status")]


def test_lists_offer_the_tables(admin_client):
    make_decision(make_partner())
    html = admin_client.get("/admin/activities/event/").content.decode()

    assert "/admin/import-export/activities/export.xlsx?kind=event" in html
    assert "/admin/import-export/activities/import/" in html
    assert "/admin/import-export/" not in admin_client.get("/admin/pages/page/").content.decode()
