"""Tables are refused with a message in the editor's language, or are only text."""

import pytest

from editing.import_export.models import TableImport
from partners.models import PartnerRegion
from tests import hostile_files as made
from tests.hostile_uploads.refusals import (
    EMPTY,
    NO_TABLE,
    NO_UTF_8,
    SPLIT,
    TOO_LONG,
    TOO_MUCH,
    TOO_WIDE,
    file_named,
    refusal_of,
    stated,
)
from tests.hostile_uploads.test_documents import DOCUMENTS_REFUSED
from tests.hostile_uploads.test_pictures import PICTURES_MADE_HARMLESS, PICTURES_REFUSED

pytestmark = pytest.mark.django_db

HUGE = b"x" * 200_000
TABLES_REFUSED = {
    "zero bytes": (lambda: b"", EMPTY),
    "program": (lambda: b"MZ\x90\0\xff" + bytes(500), NO_UTF_8),
    "Latin 2": (lambda: "id,name_hu\n,Őr\n".encode("iso8859-2"), NO_UTF_8),
    "huge cell": (lambda: b"id,name_ro\n," + HUGE, NO_TABLE),
    "a million columns": (lambda: b"," * 5_000_000, TOO_WIDE),
    "a million lines": (lambda: b"\n" * 5_000_000, "The file is empty."),
    "too many rows": (lambda: b"id\n" + b"1\n" * 20_001, TOO_LONG),
    "too large": (lambda: b"x" * (5 * 1024 * 1024 + 1), SPLIT),
    "ZIP bomb": (lambda: made.xlsx_with(made.SHEET, bytes(60 * 1024 * 1024)), TOO_MUCH),
    "ZIP bomb that lies": (made.zip_that_lies, NO_TABLE),
    "bomb of shared words": (
        lambda: made.xlsx_with("xl/sharedStrings.xml", b"<si><t/></si>" * 5_000_000),
        TOO_MUCH,
    ),
    "entities": (lambda: made.xlsx_with(made.SHEET, made.laughs()), NO_TABLE),
    "file of the server": (lambda: made.xlsx_with(made.SHEET, made.reads_a_file()), NO_TABLE),
    "file of the server in the workbook": (
        lambda: made.xlsx_with("xl/workbook.xml", made.reads_a_file()),
        NO_TABLE,
    ),
    "endless row": (
        lambda: made.xlsx_with(
            made.SHEET, made.sheet(made.text_row(b"XFD1", b"id"), dimension=b"A1:XFD1048576")
        ),
        "The file is empty.",
    ),
    "too many columns": (lambda: made.xlsx(["id"] * 200), TOO_WIDE),
    "endless column": (
        lambda: made.xlsx_with(
            made.SHEET,
            made.sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        ),
        "The file is empty.",
    ),
    "encrypted": (made.locked_zip, NO_TABLE),
    "no workbook": (lambda: made.xlsx_with("xl/workbook.xml", None), NO_TABLE),
    "no XML": (lambda: made.xlsx_with(made.SHEET, b"<not"), NO_TABLE),
    "wrong numbers": (
        lambda: made.xlsx_with(made.SHEET, made.sheet(b'<row r="x"><c r="?"><v>y</v></c></row>')),
        NO_TABLE,
    ),
    "Word": (lambda: made.xlsx_with("[Content_Types].xml", b"<Types/>"), NO_TABLE),
    "end of a ZIP": (lambda: made.ZIP_END, NO_TABLE),
}


def upload_table(editor, content: bytes, name="table.xlsx", kind="text/csv"):
    file = file_named(name, content, kind)
    return editor.post("/admin/import-export/partners/import/", {"file": file}, follow=True)


@pytest.mark.parametrize("case", TABLES_REFUSED)
def test_hostile_table_is_refused(editor, case):
    make, message = TABLES_REFUSED[case]

    response = upload_table(editor, make())

    assert refusal_of(response.context["form"]).startswith(stated(message))
    assert not TableImport.objects.exists()


def test_numbers_beyond_everything_are_faults_of_their_cells(editor):
    beyond = {
        "position": ["9" * 30, "9" * 5000, "-1", "nan", "1e5", "٣"],
        "latitude": ["nan", "inf", "-inf", "1e999", "95"],
        "picture": ["9" * 30, "9" * 5000, "٣", "-1", "1.5"],
        "publish_at": ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00"],
        "country": ["\u202e", "x" * 5000],
        "id": ["9" * 5000, "٣", "0", "-1", "1; DROP TABLE partners"],
    }
    for column, texts in beyond.items():
        for text in texts:
            row = {"id": "", "name_ro": "Hont", "country": "HU", "longitude": "20", column: text}
            table = f"{','.join(row)}\n{','.join(row.values())}\n".encode()
            response = upload_table(editor, table, "table.csv")
            if not response.context["errors"]:
                seen = {"checked_at": response.context["made"].checked_at}
                saved = editor.post(response.request["PATH_INFO"], seen, follow=True)
                assert saved.status_code == 200, (column, text)
            assert response.status_code == 200, (column, text)
    for partner in PartnerRegion.objects.all():
        assert partner.latitude is None or -90 <= partner.latitude <= 90


def test_formula_of_another_program_is_only_text(editor):
    formula = "=cmd|' /C calc'!A0"
    table = f'id,name_ro,country\n,"{formula}",HU\n'.encode()

    response = upload_table(editor, table)
    editor.post(response.request["PATH_INFO"], {"checked_at": response.context["made"].checked_at})

    assert PartnerRegion.objects.get().name_ro == formula
    exported = editor.get("/admin/import-export/partners/export.csv").getvalue().decode()
    assert f",'{formula}," in exported


def test_there_are_at_least_forty_hostile_uploads():
    cases = [PICTURES_REFUSED, PICTURES_MADE_HARMLESS, DOCUMENTS_REFUSED, TABLES_REFUSED]

    assert sum(map(len, cases)) >= 40
