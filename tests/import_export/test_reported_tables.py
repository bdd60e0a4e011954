"""Every reported table, as it was reported."""

import csv
import io
from datetime import date

import pytest

from activities.models import Activity
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.periods.dates import Period
from tests.cases import cases
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db
TABLES = {case["kind"]: case for case in cases("tables")}


def test_every_reported_table_is_tried():
    tried = {
        *("cells beyond the header", "error value", "formula without a stored value"),
        *("month made a day", "date as written in Romania", "date as written in Hungary"),
        *("country by name", "partner by name", "text longer than a spreadsheet's cell"),
        *("column of one's own", "lost update"),
    }
    assert TABLES.keys() == tried


def cells_in_error(response) -> list[tuple]:
    return [(error["row"], error["column"]) for error in response.context["errors"]]


def test_cells_beyond_the_header_are_a_fault_of_their_row(bring):
    response = bring("activities", TABLES["cells beyond the header"]["csv"].encode())

    assert [row for row, _column in cells_in_error(response)] == [2]


@pytest.mark.parametrize("kind", ["error value", "formula without a stored value"])
def test_cell_without_a_value_is_a_fault_at_that_cell(bring, confirm, make_xlsx, kind):
    partner, case = make_partner("Hont", seat="Ipolyság"), TABLES[kind]
    content = make_xlsx(["id", case["column"]], [partner.pk, case["xlsx_cell"]])

    response = bring("partners", content)

    assert cells_in_error(response) == [(2, case["column"])]
    confirm(response)
    assert PartnerRegion.objects.values_list("name_ro", "seat").get() == ("Hont", "Ipolyság")


@pytest.mark.parametrize("kind", ["date as written in Romania", "date as written in Hungary"])
def test_date_as_it_is_written_is_read(bring, confirm, make_xlsx, kind):
    activity, case = make_activity(), TABLES[kind]

    confirm(bring("activities", make_xlsx(["id", "period"], [activity.pk, case["cell"]])))

    assert Activity.objects.get().period == Period.parse(case["want"])


def test_month_that_was_made_a_day_is_read_as_a_month(bring, confirm, make_xlsx):
    activity, cell = make_activity(), (date(2021, 10, 1), "mmm-yy")

    confirm(bring("activities", make_xlsx(["id", "period"], [activity.pk, cell])))

    assert str(Activity.objects.get().period) == TABLES["month made a day"]["want"]


def test_country_and_partner_are_read_by_their_names(bring, confirm, make_csv):
    country, partner = TABLES["country by name"], TABLES["partner by name"]
    made = make_partner("Hont", country="SK", slug_ro=partner["want"])
    row = {"id": made.pk, "name_ro": partner["cell"], "country": country["cell"]}

    confirm(bring("partners", make_csv(row)))
    decision = {"id": "", "kind": "twinning", "number": "1", "date": "1994"}
    confirm(bring("decisions", make_csv(decision | {"partners": partner["cell"]})))

    made.refresh_from_db()
    assert (made.country.code, [*Decision.objects.get().partners.all()]) == (
        country["want"],
        [made],
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_long_text_stays_where_the_file_comes_back_untouched(export, bring, ending):
    make_partner(address="x" * TABLES["text longer than a spreadsheet's cell"]["length"])

    shown = bring("partners", export("partners", ending)).context

    assert (shown["errors"], shown["changes"], shown["unchanged"]) == ([], [], 1)


def test_column_of_ones_own_is_named(bring, make_csv):
    header = TABLES["column of one's own"]["header"]

    response = bring("partners", make_csv({"id": make_partner().pk, header: "de verificat"}))

    (notice,) = response.context["made"].notices
    assert header in notice


def test_lost_update_is_told(export, bring, confirm, make_csv):
    partner = make_partner(seat="Ipolyság")
    (row,) = csv.DictReader(io.StringIO(export("partners").decode(), newline=""))
    partner.seat = "Šahy"
    partner.save()

    response = bring("partners", make_csv({**row, "seat": "Hont"}))

    assert cells_in_error(response) == [(2, "seat")]
    confirm(response)
    assert PartnerRegion.objects.get().seat == "Šahy"
