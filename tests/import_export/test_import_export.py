"""Tables go out and come back: nothing changes by itself, and nothing wrong comes in."""

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook

from activities.models import Activity
from decisions.models import Decision
from partners.models import PartnerRegion
from tests.factories import make_activity, make_partner
from tests.import_export.tables import (
    brought,
    confirm,
    everything,
    table,
)

pytestmark = pytest.mark.django_db


def exported(admin_client, subject, ending, query="") -> bytes:
    response = admin_client.get(f"/admin/import-export/{subject}/export.{ending}{query}")
    assert response.status_code == 200
    return response.getvalue()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("subject", "number"),
    [("partners", 19), ("decisions", 18), ("agreements", 20), ("activities", 50)],
)
def test_table_that_comes_back_untouched_changes_nothing(
    admin_client, content, subject, number, ending
):
    before = everything(subject)

    response = brought(
        admin_client, subject, exported(admin_client, subject, ending), f"table.{ending}"
    )

    found = response.context
    assert (found["errors"], found["changes"], found["unchanged"]) == ([], [], number)
    confirm(admin_client, response)
    assert everything(subject) == before


NASTY = [
    "=1+1",
    "+40 266",
    "-x",
    "@SUM(A1)",
    "'=x",
    "''",
    'a "q" b',
    "two\nlines",
    "a;b,c",
    "مرحبا",
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_a_formula_is_harmless_and_comes_back(admin_client, text, ending):
    partner = make_partner(address=text)
    content = exported(admin_client, "partners", ending)
    if ending == "csv":
        (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert row["address"][0] not in "=+-@"
    else:
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert {cell.data_type for row in sheet for cell in row if cell.value} <= {"s", "n"}
    PartnerRegion.objects.update(address="")

    confirm(admin_client, brought(admin_client, "partners", content, f"table.{ending}"))

    assert PartnerRegion.objects.get(pk=partner.pk).address == text


def test_csv_opens_right_in_excel(admin_client):
    make_partner("Județul Hont")

    content = exported(admin_client, "partners", "csv")

    assert content.startswith(b"id,")
    assert "Județul Hont" in content.decode("utf-8")


def test_changed_cell_changes_only_that(admin_client):
    partner, other = make_partner(seat="Ipolyság"), make_partner(seat="Léva")
    content = exported(admin_client, "partners", "csv").replace(
        "Ipolyság".encode(), "Šahy".encode()
    )

    response = brought(admin_client, "partners", content)

    (change,) = response.context["changes"]
    assert [(c["column"], c["marked"]) for c in change["cells"]] == [
        ("seat", "<del>Ipolyság</del><ins>Šahy</ins>")
    ]
    assert PartnerRegion.objects.get(pk=partner.pk).seat == "Ipolyság"
    confirm(admin_client, response)
    assert PartnerRegion.objects.get(pk=partner.pk).seat == "Šahy"
    assert PartnerRegion.history.filter(id=other.pk).count() == 1


def test_change_is_said_in_words_beside_the_name_of_its_column(admin_client):
    partner = make_partner("Hont", text_hu="<p>Egy szöveg.</p>", status="draft")
    changed = {"status": "published", "country": "SK", "text_hu": "<p>Két szöveg.</p>"}
    changed["publish_at"] = "2026-12-24T08:00"

    response = brought(admin_client, "partners", table({"id": str(partner.pk), **changed}))

    (change,) = response.context["changes"]
    assert {(c["label"], c["column"]): c["marked"] for c in change["cells"]} == {
        ("Status", "status"): "<del>draft</del><ins>published</ins>",
        ("Public from", "publish_at"): "<ins>24/12/2026, 08:00</ins>",
        ("Country", "country"): "<del>Hungary</del><ins>Slovakia</ins>",
        ("Text (Hungarian)", "text_hu"): "<del>Egy</del><ins>Két</ins> szöveg.",
    }
    assert "Row 2: Hont (en)" in response.content.decode()


def test_draft_without_a_romanian_address_is_named_by_its_number(admin_client):
    partner = make_partner("", name_hu="Hont", slug_ro=None, status="draft")
    activity = make_activity("Târg", partners=[partner])
    content = exported(admin_client, "activities", "csv")

    response = brought(admin_client, "activities", content)

    assert (response.context["errors"], response.context["changes"]) == ([], [])
    row = {"id": str(activity.pk), "partners": "", "title_ro": "Alt târg"}
    confirm(admin_client, brought(admin_client, "activities", table(row)))
    assert not activity.partners.exists()
    confirm(
        admin_client,
        brought(admin_client, "activities", table({**row, "partners": str(partner.pk)})),
    )
    assert activity.partners.get() == partner


def test_column_left_out_stays_and_empty_cell_empties(admin_client):
    partner = make_partner(seat="Ipolyság", institution="Consiliul")

    confirm(
        admin_client,
        brought(admin_client, "partners", table({"id": partner.pk, "institution_ro": ""})),
    )

    saved = PartnerRegion.objects.get()
    assert (saved.seat, saved.institution_ro) == ("Ipolyság", None)


def test_new_row_is_a_new_draft_with_its_links(admin_client):
    row = {"id": "", "name_ro": "Hont", "country": "HU", "position": 3}
    links = "https://hont.example/\nhttps://other.example/"

    confirm(admin_client, brought(admin_client, "partners", table({**row, "links": links})))

    saved = PartnerRegion.objects.get()
    assert (saved.name_ro, saved.slug_ro, saved.status) == ("Hont", "hont", "draft")
    assert [link.url for link in saved.links.all()] == links.split()


def test_new_partners_without_a_number_are_last(admin_client):
    make_partner("Vas", position=4)
    rows = [{"id": "", "name_ro": name, "country": "HU"} for name in ("Zala", "Hont")]

    confirm(admin_client, brought(admin_client, "partners", table(*rows)))

    found = PartnerRegion.objects.order_by("position").values_list("name_ro", "position")
    assert list(found) == [("Vas", 4), ("Zala", 5), ("Hont", 6)]


def test_decision_and_activity_name_their_partners(admin_client):
    partner = make_partner(slug_ro="hont")
    decision = {"id": "", "partners": "hont", "kind": "twinning", "number": 19, "date": "1994"}
    activity = {
        "id": "",
        "kind": "event",
        "title_ro": "Târg",
        "period": "2010-05",
        "partners": "hont",
    }

    confirm(admin_client, brought(admin_client, "decisions", table(decision)))
    confirm(admin_client, brought(admin_client, "activities", table(activity)))

    assert list(Decision.objects.get().partners.all()) == [partner]
    assert list(Activity.objects.get().partners.all()) == [partner]


def test_numbers_and_dates_of_a_spreadsheet_are_understood(admin_client):
    make_partner(slug_ro="hont")
    book = Workbook()
    book.active.append(["id", "partners", "kind", "number", "date"])
    book.active.append([None, "hont", "twinning", 19.0, 1994])
    file = io.BytesIO()
    book.save(file)

    confirm(admin_client, brought(admin_client, "decisions", file.getvalue(), "table.xlsx"))

    assert Decision.objects.get().reference == "19/1994"


@pytest.mark.parametrize("query", ["kind=shoe", "kind=a%0d%0aSet-Cookie:%20a=b"])
def test_kind_that_there_is_not_is_not_found(admin_client, query):
    assert (
        admin_client.get(f"/admin/import-export/activities/export.csv?{query}").status_code == 404
    )
    assert (
        admin_client.get("/admin/import-export/partners/export.csv?kind=event").status_code == 404
    )


def test_activities_of_one_kind_are_exported_alone(admin_client):
    make_activity("Târg", kind="event")
    make_activity("Dans", kind="project")

    content = exported(admin_client, "activities", "csv", "?kind=project").decode("utf-8-sig")

    assert [row["title_ro"] for row in csv.DictReader(io.StringIO(content))] == ["Dans"]
