"""An import goes on in steps, tells what a colleague changed meanwhile, and is whole or nothing."""

import csv
import io

import pytest

from editing.import_export import steps
from editing.import_export.models import ImportedRow, TableImport
from partners.models import PartnerRegion
from tests.factories import make_partner

pytestmark = pytest.mark.django_db
MEANWHILE = "What is on the site has changed meanwhile. Look at the changes again."


def rows_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def save_as_colleague(partner, **fields):
    partner = PartnerRegion.objects.get(pk=partner.pk)
    for name, value in fields.items():
        setattr(partner, name, value)
    partner.save()


@pytest.fixture
def a_row_at_a_time(monkeypatch):
    monkeypatch.setattr(steps, "SECONDS", 0)
    monkeypatch.setattr(steps, "BATCH", 1)
    monkeypatch.setattr(steps, "CHECKED_AT_ONCE", 1)


def test_change_of_a_colleague_is_told_and_kept(export, bring, confirm, make_csv):
    partner = make_partner(seat="Ipolyság", institution="Consiliul")
    (row,) = rows_of(export("partners"))
    save_as_colleague(partner, seat="Šahy")

    response = bring("partners", make_csv({**row, "institution_ro": "Adunarea"}))

    assert response.context["kept"] == [(2, "Seat", "Šahy")]
    assert "Row 2, Seat: Šahy" in response.content.decode()
    confirm(response)
    saved = PartnerRegion.objects.get()
    assert (saved.seat, saved.institution_ro) == ("Šahy", "Adunarea")


def test_change_of_what_a_colleague_changed_is_a_conflict(export, bring, confirm, make_csv):
    partner = make_partner(seat="Ipolyság")
    (row,) = rows_of(export("partners"))
    save_as_colleague(partner, seat="Šahy")

    response = bring("partners", make_csv({**row, "seat": "Ipolyszakállas"}))

    (error,) = response.context["errors"]
    assert (error["row"], error["column"]) == (2, "seat")
    assert error["message"] == (
        "This was changed on the site after the table was exported; there it is now: “Šahy”. "
        "Export the table again."
    )
    confirm(response)
    assert PartnerRegion.objects.get().seat == "Šahy"


@pytest.mark.parametrize("version", ["yesterday", "2020-01-01T00:00:00+00:00", "2020-01-01"])
def test_version_that_nobody_knows_is_a_conflict(bring, make_csv, version):
    partner = make_partner(seat="Ipolyság")

    response = bring("partners", make_csv({"id": partner.pk, "seat": "A", "version": version}))

    assert [error["column"] for error in response.context["errors"]] == ["seat"]


@pytest.mark.usefixtures("a_row_at_a_time")
def test_progress_is_shown_and_goes_on_by_itself(admin_client, bring, make_csv):
    rows = [{"id": "", "name_ro": f"Hont {n}", "country": "HU"} for n in range(3)]

    response = bring("partners", make_csv(*rows))

    address = response.request["PATH_INFO"]
    assert response.headers["Refresh"] == "1"
    assert "1 of 3 rows were checked." in response.content.decode()
    shown = [admin_client.get(address) for _number in range(3)][-1]
    assert shown.context["new"] == 3
    seen = {"checked_at": shown.context["made"].checked_at}
    saving = admin_client.post(address, seen)
    assert "1 of 3 entries were saved." in saving.content.decode()
    assert PartnerRegion.objects.count() == 1
    upload = admin_client.get("/admin/import-export/partners/import/").content.decode()
    assert f'<a href="{address}">Go on with the import of “table.csv”</a>' in upload
    done = [admin_client.get(address, follow=True) for _number in range(3)][-1]
    assert "3 entries were saved." in done.content.decode()
    assert PartnerRegion.objects.count() == 3
    assert not TableImport.objects.exists()


@pytest.mark.usefixtures("a_row_at_a_time")
def test_import_that_cannot_be_finished_is_undone(admin_client, bring, make_csv):
    first, second = make_partner(seat="A"), make_partner(seat="B")
    rows = [
        {"id": first.pk, "name_ro": first.name_ro, "country": "HU", "seat": "A2"},
        {"id": "", "name_ro": "Hont nou", "country": "HU", "seat": ""},
        {"id": second.pk, "name_ro": second.name_ro, "country": "HU", "seat": "B2"},
    ]
    address = bring("partners", make_csv(*rows)).request["PATH_INFO"]
    for _number in range(3):
        shown = admin_client.get(address)
    admin_client.post(address, {"checked_at": shown.context["made"].checked_at})
    admin_client.get(address)
    assert set(PartnerRegion.objects.values_list("seat", flat=True)) == {"A2", "", "B"}
    save_as_colleague(second, seat="B of a colleague")

    undoing = admin_client.get(address)

    assert "What was saved is being taken back." in undoing.content.decode()
    for _number in range(8):
        shown = admin_client.get(address)
    assert dict(PartnerRegion.objects.values_list("pk", "seat")) == {
        first.pk: "A",
        second.pk: "B of a colleague",
    }
    assert [row["row"] for row in shown.context["changes"]] == [2, 3, 4]
    assert ImportedRow.objects.filter(state="saved").count() == 0


def test_preview_of_another_time_saves_nothing(admin_client, bring, make_csv):
    partner = make_partner(seat="A")
    response = bring("partners", make_csv({"id": partner.pk, "seat": "B"}))

    again = admin_client.post(response.request["PATH_INFO"], {"checked_at": "yesterday"})

    assert MEANWHILE in again.content.decode()
    assert PartnerRegion.objects.get().seat == "A"


def test_upload_that_nobody_confirms_is_forgotten(bring, make_csv):
    partner = make_partner()
    bring("partners", make_csv({"id": partner.pk, "seat": "B"}))
    TableImport.objects.update(created="2020-01-01T00:00:00Z")

    bring("partners", make_csv({"id": partner.pk, "seat": "C"}))

    assert [row.cells["seat"] for row in ImportedRow.objects.all()] == ["C"]
