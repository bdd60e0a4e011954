"""What a cell means is understood where it can mean one thing only; all else is told."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from activities.models import Activity
from decisions.models import Decision
from editing.import_export.resources import TableResource
from partners.models import PartnerRegion
from publishing.entry_types import tables
from publishing.languages import LANGUAGE_CODES
from publishing.periods.dates import Period
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db


def errors(response) -> list[tuple]:
    return [(e["row"], e["column"], e["message"]) for e in response.context["errors"]]


# --- Told ---------------------------------------------------------------------------------------


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
    assert (change["row"], [cell["column"] for cell in change["cells"]]) == (4, ["seat"])


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


# --- Understood -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("07.05.1994", "1994-05-07"),
        ("2010. 05. 07.", "2010-05-07"),
        ("7-22 mai 2010", "2010-05-07/2010-05-22"),
        ("2017 óta", "2017/.."),
        ("every year since 2008", "R/2008/P1Y"),
        ((date(2021, 10, 1), "mmm-yy"), "2021-10"),
        ((date(2021, 10, 1), "[$-418]mmm\\-yy;@"), "2021-10"),
        ((date(2021, 10, 1), "yyyy-mm-dd"), "2021-10-01"),
        ((datetime(2021, 10, 1), "dd.mm.yyyy"), "2021-10-01"),
        ((date(2021, 10, 1), "yyyy"), "2021"),
        (1994, "1994"),
        ("1994-05-07T00:00:00", "1994-05-07"),
        ("2010-05-07 00:00:00", "2010-05-07"),
        ("în preajma anului 1998", "1998~"),
    ],
)
def test_date_is_understood(bring, confirm, make_xlsx, cell, meant):
    activity = make_activity(period="2000")

    confirm(bring("activities", make_xlsx(["id", "period"], [activity.pk, cell])))

    assert Activity.objects.get().period == Period.parse(meant)


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("country", "Ungaria", "HU"),
        ("Ország", "magyarország", "HU"),
        ("COUNTRY ", "Hungary", "HU"),
        ("country", "hu", "HU"),
        ("country", "HUN", "HU"),
        ("country", "Cehia", "CZ"),
        ("country", "Egyesült Államok", "US"),
        ("country", "Marea Britanie", "GB"),
        ("country", "Kínai Népköztársaság", "CN"),
        ("country", "Ungaria (HU)", "HU"),
        ("country", "Magyarország/Ungaria", "HU"),
        ("country", "China (RPC)", "CN"),
        ("latitude", "46° 21′ 36″ N", 46.36),
        ("latitude", "46,36° N", 46.36),
        ("publish_at", "24 decembrie 2026, ora 8:00", "2026-12-24T08:00:00+02:00"),
        ("publish_at", "2026-12-24 8:00", "2026-12-24T08:00:00+02:00"),
        ("status", "publicat", "published"),
        ("status", "Publicată", "published"),
        ("status", "publicat(ă)", "published"),
        ("status", "Közzétéve", "published"),
        ("Állapot", "nyilvános", "published"),
        ("status", "Draft", "draft"),
        ("latitude", "46,36", 46.36),
        ("publish_at", "24.12.2026 08:00", "2026-12-24T08:00:00+02:00"),
        ("Nume", "Hont Nou", None),
        ("Name (Hungarian)", "Új Hont", None),
        ("Nume (RO)", "Hont Nou", None),
        ("nume_ro", "Hont Nou", None),
        ("Név (magyar):", "Új Hont", None),
    ],
)
def test_word_is_understood_in_any_language(bring, make_csv, header, cell, value):
    partner = make_partner(country="SK", status="published", latitude=1, longitude=1)
    is_draft = value == "published" or header == "publish_at"
    PartnerRegion.objects.update(status="draft" if is_draft else "published")

    response = bring("partners", make_csv({"id": partner.pk, header: cell}))

    made = response.context["made"]
    assert (made.notices, response.context["errors"]) == ([], [])
    (result,) = made.results
    ((_column, (_old, new)),) = result["changes"].items()
    meant = {None: cell, 46.36: "46.36", "2026-12-24T08:00:00+02:00": "2026-12-24T08:00+02:00"}
    assert new == meant.get(value, value)


@pytest.mark.parametrize(
    "cell",
    [
        "bekes",
        "Județul Békés",
        "békés megye",
        "BÉKÉS COUNTY",
        "jud. Békés",
        "Békés vármegye",
        "Békés",
        "https://testserver/ro/parteneri/bekes/",
        "/ro/parteneri/bekes/",
    ],
)
def test_partner_is_understood_by_name_in_any_language(bring, confirm, make_csv, cell):
    partner = make_partner(
        "Județul Békés", name_hu="Békés megye", name_en="Békés County", slug_ro="bekes"
    )
    decision = {"id": "", "partners": cell, "kind": "înfrățire", "number": "1", "date": "1994"}
    activity = {"id": "", "kind": "event", "title_ro": "Târg", "partners": cell}

    confirm(bring("decisions", make_csv(decision)))
    confirm(bring("activities", make_csv(activity)))

    assert list(Decision.objects.get().partners.all()) == [partner]
    assert list(Activity.objects.get().partners.all()) == [partner]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("19", ""),
        ("19.", ""),
        ("nr. 19", ""),
        ("19/1994", ""),
        ("19 din 1994", ""),
        ("H.C.J. 19/1994", ""),
        ("19/1994 (7.05.1994)", ""),
        ("19 (a)", "“19 (a)” is not a number."),
        ("19,0", ""),
        ("19/1995", "The number says 1995, the date 7 mai 1994: correct one of them."),
        ("19-1994", "“19-1994” is not a number."),
        ("XIX", "“XIX” is not a number."),
    ],
)
def test_number_of_a_decision_is_understood(bring, make_csv, cell, error):
    make_partner(slug_ro="bekes")
    row = {"partner": "bekes", "kind": "twinning", "number": cell, "date": "7 mai 1994"}

    response = bring("decisions", make_csv({"id": "", **row}))

    assert [message for *_place, message in errors(response)] == [error] * bool(error)
    if not error:
        (result,) = response.context["made"].results
        assert result["changes"]["number"][1] == "19"


@pytest.mark.parametrize(("cell", "code"), [("Moldova", "MD"), ("Moldova, Republica", "MD")])
def test_country_is_understood_by_a_part_of_its_name(bring, make_csv, cell, code):
    response = bring("partners", make_csv({"id": "", "name_ro": "Hont", "country": cell}))

    (result,) = response.context["made"].results
    assert result["changes"]["country"][1] == code


def test_links_are_understood_without_a_scheme(bring, make_csv):
    partner = make_partner()
    cell = "a.example.ro; <https://b.example.ro>\nhttp://localhost/"

    response = bring("partners", make_csv({"id": partner.pk, "links": cell}))

    ((_row, column, message),) = errors(response)
    assert (column, message.startswith("http://localhost/: “localhost” exists only")) == (
        "links",
        True,
    )


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("a_x000B_b", "a b"),
        ("a_x005F_x000A_b", "a_x000A_b"),
        ("cod_x00e9_", "cod_x00e9_"),
    ],
)
def test_escape_of_a_spreadsheet_is_the_letter_that_it_stands_for(
    bring, confirm, make_xlsx, cell, meant
):
    partner = make_partner()

    confirm(bring("partners", make_xlsx(["id", "address"], [partner.pk, cell])))

    assert PartnerRegion.objects.get().address == meant


def test_text_is_normalised(bring, confirm, make_csv):
    row = {"id": "", "kind": "event", "title_ro": "Consiliul Judeţean\u200b", "summary_hu": "a\vb"}

    confirm(bring("activities", make_csv(row)))

    activity = Activity.objects.get()
    assert (activity.title_ro, activity.summary_hu) == ("Consiliul Județean", "a b")


def test_every_header_means_one_column_only(admin_client):
    for kind in tables().values():
        resource = TableResource(kind)
        for language in LANGUAGE_CODES:
            with override(language):
                labels = [resource.label(name) for name in resource.columns]
            assert len(set(labels)) == len(labels), labels


def test_decision_of_an_unfinished_partner_is_left_alone(bring, make_csv):
    decision = make_decision(make_partner())

    response = bring("decisions", make_csv({"id": decision.pk, "number": "19"}))

    assert (response.context["errors"], response.context["unchanged"]) == ([], 1)
