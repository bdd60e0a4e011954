"""A table that comes back untouched changes nothing, whatever its texts are."""

import csv
import io

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from editing.import_export.reading import read
from editing.import_export.resources import TableResource
from editing.import_export.writing import csv as written_csv
from editing.import_export.writing import xlsx as written_xlsx
from partners.models import PartnerRegion
from publishing.entry_types import tables
from publishing.rich_text.cleaning import clean
from publishing.text import normalise_text
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db

WAYS = {
    "csv": lambda table, entries: "".join(written_csv(table, entries, is_excel=False)).encode(),
    "Excel’s CSV": lambda table, entries: "".join(
        written_csv(table, entries, is_excel=True)
    ).encode(),
    "xlsx": lambda table, entries: _read(written_xlsx(table, entries)),
}


def _read(file) -> bytes:
    with file:
        return file.read()


# What a form takes: no null characters, no halves of letters.
texts = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=60
).map(str.strip)


@given(texts)
@example("#REF!")
@example("'#N/A")
@example("=1+1")
@example("2021-10")
@example("00123")
@example("1,5")
@example("a\vb\u00ad\ufeff\ufffe")
@example('two\nlines; and, more\t"q"')
@example("_x000A_")
@settings(
    derandomize=True,
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_survives_every_way_out_and_in(db, text):
    partner = PartnerRegion.objects.first() or make_partner(seat="", latitude=46.35985277)
    plain = {"address": text, "seat": text, "institution_hu": text, "name_ro": f"x{text}"}
    formatted = clean(f"<h2>{escape(text)}</h2><p>{escape(text)}</p>", "ro")
    PartnerRegion.objects.update(**plain, text_ro=formatted)
    partner.refresh_from_db()
    table = TableResource(tables()["partners"])
    for way, write in WAYS.items():
        file = read(table, write(table, PartnerRegion.objects.all()))
        (row,) = file.rows
        assert row["errors"] == {}, way
        stored = {name: row["cells"][name].strip() for name in plain}
        assert stored == {name: normalise_text(t).strip() for name, t in plain.items()}, way
        assert row["cells"]["text_ro"].strip() == formatted.strip(), way
        errors = table.run(Loader(partner), 2, row["cells"])
        assert (errors, table.changes) == ({}, {}), way


class Loader:
    """The one entry that there is."""

    def __init__(self, entry):
        self.entry = entry

    def get_instance(self, row):
        return self.entry


@pytest.mark.parametrize("ending", ["csv", "csv?separator=semicolon", "xlsx"])
@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_untouched_table_changes_nothing_in_any_language(
    admin_client, bring, content, ending, language
):
    admin_client.cookies.load({"django_language": language})
    for table, number in (
        ("partners", 19),
        ("decisions", 18),
        ("agreements", 20),
        ("activities", 50),
    ):
        response = admin_client.get(f"/admin/import-export/{table}/export.{ending}")

        shown = bring(table, response.getvalue()).context

        assert (shown["errors"], shown["changes"], shown["unchanged"]) == ([], [], number)


@pytest.mark.parametrize("ending", ["csv?separator=semicolon", "xlsx"])
def test_text_too_long_for_a_cell_is_marked_and_stays(admin_client, bring, ending):
    text = "ş" * 42_290
    partner = make_partner(address=text)
    content = admin_client.get(f"/admin/import-export/partners/export.{ending}").getvalue()

    shown = bring("partners", content).context

    if ending == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        stated = (
            "⟦42290⟧ This text is too long for a cell (42290 characters), so it will not change."
        )
        assert stated in [cell.value for cell in sheet[2]]
    assert (shown["errors"], shown["changes"], shown["unchanged"]) == ([], [], 1)
    assert PartnerRegion.objects.get(pk=partner.pk).address == text


def test_vertical_tab_breaks_no_export(export):
    make_partner()
    PartnerRegion.objects.update(seat="Ipoly\vság")

    sheet = load_workbook(io.BytesIO(export("partners", "xlsx"))).worksheets[0]

    assert "Ipoly ság" in [cell.value for cell in sheet[2]]


def test_workbook_says_its_types(export):
    partner = make_partner(latitude=46.5, longitude=25, country="HU")

    book = load_workbook(io.BytesIO(export("partners", "xlsx")))

    table, explanations, lists = book.worksheets
    header = [cell.value for cell in table[1]]
    row = dict(zip(header, table[2], strict=True))
    assert (table.freeze_panes, table.title) == ("B2", "Partner regions")
    assert (explanations.title, lists.title) == ("Explanations", "Lists")
    assert (row["ID"].value, row["Latitude of the administrative centre"].value) == (
        partner.pk,
        46.5,
    )
    assert (row["Country"].value, row["Status"].value) == ("Hungary", "Published")
    assert row["Name (Romanian)"].number_format == "@"
    offered = {str(v.sqref): v.formula1 for v in table.data_validations.dataValidation}
    letter = row["Status"].column_letter
    assert offered[f"{letter}2:{letter}1048576"] == "'Lists'!$A$2:$A$3"
    assert [cell.value for cell in lists["A"][:3]] == ["Status", "Draft", "Published"]
    assert all(table.column_dimensions[cell.column_letter].width >= 8 for cell in table[1])


def test_csv_for_excel_has_semicolons_words_and_decimal_commas(export):
    make_partner(latitude=46.5, longitude=25)

    content = export("partners", "csv", "?separator=semicolon").decode()

    assert content.startswith("\ufeffID;Status;")
    (row,) = csv.DictReader(io.StringIO(content[1:], newline=""), delimiter=";")
    assert (row["Latitude of the administrative centre"], row["Country"]) == ("46,5", "Hungary")
    assert export("partners", "csv").startswith(b"id,status,")


def test_export_follows_the_filters_of_the_list(admin_client, export):
    make_partner("Hont", country="SK"), make_partner("Zala", country="HU")
    page = admin_client.get("/admin/partners/partnerregion/?country=SK&q=hont").content.decode()
    query = "?country=SK&amp;q=hont"
    assert f'/admin/import-export/partners/export.xlsx{query}"' in page
    assert f'/admin/import-export/partners/export.csv{query}&amp;separator=semicolon"' in page

    def names(query):
        content = export("partners", "csv", query).decode()
        return [row["name_ro"] for row in csv.DictReader(io.StringIO(content, newline=""))]

    assert names("?country=SK&q=hont") == ["Hont"]
    assert names("?country=HU") == ["Zala"]
    assert names("?stage=draft") == []


def test_export_follows_the_filters_of_a_kind(export):
    partner = make_partner()
    make_activity("Târg", kind="event", partners=[partner]), make_activity("Dans", kind="event")
    make_activity("Film", kind="project", partners=[partner])

    query = f"?kind=event&partners__id__exact={partner.pk}"
    content = export("activities", "csv", query).decode()

    rows = csv.DictReader(io.StringIO(content, newline=""))
    assert [row["title_ro"] for row in rows] == ["Târg"]


@pytest.mark.parametrize("query", ["?no_such=1", "?separator=x", "?kind=shoe"])
def test_export_of_what_no_list_shows_is_not_found(admin_client, query):
    url = f"/admin/import-export/partners/export.csv{query}"

    assert admin_client.get(url).status_code == 404


def test_csv_saved_as_a_workbook_changes_nothing(export, bring, make_xlsx):
    make_partner(seat="=1+1", address="-12,5%", institution_ro="+40 266 207 700")
    PartnerRegion.objects.update(slug_hu="2011")
    lines = csv.reader(io.StringIO(export("partners").decode(), newline=""))
    lines = [[int(cell) if cell == "2011" else cell for cell in line] for line in lines]

    shown = bring("partners", make_xlsx(*lines), "t.xlsx").context

    assert (shown["errors"], shown["changes"], shown["unchanged"]) == ([], [], 1)


def test_table_saved_by_another_program_changes_nothing(export, bring):
    make_decision(make_partner("Hont", address="a\nb", latitude=46.35985277, longitude=25.8))
    make_activity(period="2021-10"), make_activity(period="2010-05-07/2010-05-22")
    for table in tables():
        book, saved = load_workbook(io.BytesIO(export(table, "xlsx"))), io.BytesIO()
        book.save(saved)

        shown = bring(table, saved.getvalue(), "t.xlsx").context

        assert (shown["errors"], shown["changes"], shown["unchanged"] > 0) == ([], [], True)
