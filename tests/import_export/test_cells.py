"""What a cell means is understood where it can mean one thing only; all else is told."""

from datetime import date

import pytest
from django.utils.translation import override

from editing.import_export.resources import TableResource
from partners.models import PartnerRegion
from publishing.entry_types import tables
from publishing.languages import LANGUAGE_CODES
from tests.factories import make_activity, make_decision, make_partner
from tests.import_export.tables import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",event,Test extra,draft,https://a.example.ro,https://b.example.ro", "F"),
        (",event,Târg, cu dans,draft,https://a.example.ro", "F"),
        (",event,Târg, cu dans,draft,", "F"),
    ],
)
def test_cells_beyond_the_header_are_told(bring, line, column):
    content = f"id,kind,title_ro,status,links\n{line}\n".encode()

    response = bring("activities", content)

    ((row, told, message),) = errors(response)
    assert (row, told) == (2, column)
    assert message.startswith("This cell has no column heading above it.")


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_error_value_is_told(bring, make_csv, make_xlsx, text, ending):
    partner = make_partner()
    make = {
        "csv": lambda: make_csv({"id": partner.pk, "name_ro": text}),
        "xlsx": lambda: make_xlsx(["id", "name_ro"], [partner.pk, text]),
    }

    response = bring("partners", make[ending]())

    message = f"“{text}” is a spreadsheet error, not a value: correct the cell."
    assert errors(response) == [(2, "name_ro", message)]


def test_formula_without_a_value_is_told(bring, confirm, make_xlsx):
    partner = make_partner(seat="Ipolyság")

    response = bring("partners", make_xlsx(["id", "seat"], [partner.pk, "=VLOOKUP(A1,B:C,2)"]))

    assert errors(response) == [
        (2, "seat", "This formula has no result. Open the file in Excel and save it again.")
    ]
    confirm(response)
    assert PartnerRegion.objects.get().seat == "Ipolyság"


@pytest.mark.parametrize("value", [12, 1.5, True, date(2021, 10, 1)])
def test_number_in_a_column_of_texts_is_told(bring, make_xlsx, value):
    partner = make_partner()

    response = bring("partners", make_xlsx(["id", "seat"], [partner.pk, value]))

    ((row, column, message),) = errors(response)
    assert (row, column) == (2, "seat")
    assert "is a number or a date, but this column contains text" in message


def test_year_that_the_spreadsheet_made_up_is_told(bring, make_xlsx):
    activity = make_activity()
    cell = (date(2026, 5, 7), "d-mmm")

    response = bring("activities", make_xlsx(["id", "period"], [activity.pk, cell]))

    assert errors(response) == [
        (2, "period", "The spreadsheet added a year, 2026. Enter the full date.")
    ]


def test_month_without_a_year_and_number_of_a_date_are_told(bring, make_xlsx):
    """A month typed as "2021.10" has become 2021.1, which would be January."""
    activity = make_activity()
    header = ["id", "period"]

    made_up = bring("activities", make_xlsx(header, [activity.pk, (date(2026, 11, 1), "mmmm")]))
    number = bring("activities", make_xlsx(header, [activity.pk, 2021.1]))

    assert [place[:2] for place in errors(made_up) + errors(number)] == [(2, "period")] * 2
    assert errors(number)[0][2].startswith("“2021.1” is a number, not a date.")


def test_partners_between_commas_or_by_a_part_of_their_names_are_understood(bring, make_csv):
    borsod = make_partner("Județul Borsod-Abaúj-Zemplén", slug_ro="borsod-abauj-zemplen")
    zala = make_partner("Județul Zala", slug_ro="zala")
    for cell in ("Borsod, jud. Zala", "Borsod și Zala", "Borsod / Zala", f"p{borsod.pk}; Zala"):
        row = {"id": "", "kind": "event", "title_ro": "Târg", "Regiune parteneră": cell}

        (result,) = bring("activities", make_csv(row)).context["made"].results

        assert result["errors"] == {}
        assert result["changes"]["partners"][1].split() == [borsod.slug_ro, zala.slug_ro]


def test_text_that_was_cut_is_told(bring, make_csv):
    partner = make_partner()

    response = bring("partners", make_csv({"id": partner.pk, "address": "x" * 32_767}))

    assert errors(response) == [
        (
            2,
            "address",
            (
                "A spreadsheet cell can contain at most 32,767 characters, so the end of "
                "this text may be missing."
            ),
        )
    ]


def test_name_of_several_entries_is_told(bring, make_csv):
    make_partner("Județul Hont"), make_partner("Judetul  HONT", name_hu="", name_en="")
    row = {"id": "", "partners": "județul hont", "kind": "twinning", "date": "1994"}

    response = bring("decisions", make_csv(row))

    ((_row, column, message),) = errors(response)
    assert column == "partners"
    assert message.startswith("Several entries are called “județul hont”")


def test_column_and_sheet_and_rows_of_ones_own_are_passed_over_and_named(bring, make_xlsx):
    partner = make_partner(seat="Ipolyság")
    content = make_xlsx(
        ["Partenerii noștri"],
        [],
        ["id", "Administrative centre", "Observații"],
        [partner.pk, "Šahy", "de verificat"],
        sheets={"Note": [["de verificat"]]},
    )

    response = bring("partners", content)

    assert response.context["made"].notices == [
        "The sheet “Note” was ignored.",
        "Row 1, above the header, was ignored: “Partenerii noștri”.",
        "The column “Observații” does not belong to this table and was ignored.",
    ]
    (change,) = response.context["changes"]
    assert (change["number"], [cell["column"] for cell in change["cells"]]) == (4, ["seat"])


@pytest.mark.parametrize(
    ("header", "line", "column"),
    [
        (
            "id,kind,title_ro,place_ro,links",
            ",event,Târg, cu dans,https://a.example.ro",
            "place_ro",
        ),
        ("id,kind,title_ro,status,links", ",event,Târg,cu dans,draft", "status"),
    ],
)
def test_comma_that_is_not_quoted_is_told_at_the_cell_after_it(bring, header, line, column):
    response = bring("activities", f"{header}\n{line}\n".encode())

    assert (2, column) in [error[:2] for error in errors(response)]


def test_header_with_spaces_after_its_commas_is_understood(bring):
    response = bring("activities", "id, kind, title_ro\n, event, Târg\n".encode())

    assert (errors(response), response.context["new"]) == ([], 1)


def test_every_header_means_one_column_only(admin_client):
    for kind in tables().values():
        resource = TableResource(kind)
        for language in LANGUAGE_CODES:
            with override(language):
                labels = [resource.label(name) for name in resource.fields]
            assert len(set(labels)) == len(labels), labels


def test_decision_of_an_unfinished_partner_is_left_alone(bring, make_csv):
    decision = make_decision(make_partner())

    response = bring("decisions", make_csv({"id": decision.pk, "number": "19"}))

    assert (response.context["errors"], response.context["unchanged"]) == ([], 1)
