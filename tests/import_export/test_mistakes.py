"""Every mistake of a table is told by row and column, and nothing of it is saved."""

import pytest

from decisions.models import Decision
from editing.import_export.models import TableImport
from partners.models import PartnerRegion
from tests.factories import make_partner
from tests.import_export.tables import (
    PARTNER,
    brought,
    confirm,
    everything,
    table,
)

pytestmark = pytest.mark.django_db
DECISION = {"id": "", "partners": "altul", "kind": "twinning", "number": "19", "date": "1994"}
ACTIVITY = {"id": "", "kind": "event", "title_ro": "Târg", "period": "2010"}
# Subject, the row, the column of the fault, and words of what is said about it.
MISTAKES = [
    ("partners", {**PARTNER, "name_ro": ""}, "name_ro", "in at least one language"),
    ("partners", {**PARTNER, "country": "XX"}, "country", "not one of the options"),
    ("partners", {**PARTNER, "position": "first"}, "position", "is not a number"),
    ("partners", {**PARTNER, "position": "-1"}, "position", "greater than or equal to 0"),
    ("partners", {**PARTNER, "latitude": "north"}, "latitude", "is not a number"),
    ("partners", {**PARTNER, "latitude": "nan"}, "latitude", "is not a number"),
    ("partners", {**PARTNER, "latitude": "95"}, "latitude", "between −90 and 90"),
    ("partners", {**PARTNER, "longitude": "-181"}, "longitude", "between −180 and 180"),
    ("partners", {**PARTNER, "iso_code": "HU-TOO-LONG"}, "iso_code", "at most 6 characters"),
    ("partners", {**PARTNER, "slug_ro": "two words"}, "slug_ro", "valid “slug”"),
    ("partners", {**PARTNER, "slug_hu": "taken"}, "slug_hu", "is already the address of"),
    (
        "partners",
        {**PARTNER, "institution_language": "maghiară"},
        "institution_language",
        "An ISO 639 code has",
    ),
    ("partners", {**PARTNER, "status": "public"}, "status", "draft (Draft), published (Published)"),
    ("partners", {**PARTNER, "publish_at": "tomorrow"}, "publish_at", "is not a date and time"),
    (
        "partners",
        {**PARTNER, "publish_at": "0001-01-01T08:00"},
        "publish_at",
        "is not a date and time",
    ),
    (
        "partners",
        {**PARTNER, "publish_at": "2026-12-03T08:00", "take_down_at": "2026-12-02T08:00"},
        "take_down_at",
        "taken down before it is public",
    ),
    ("partners", {**PARTNER, "links": "not a link at all"}, "links", "not a link at all"),
    ("partners", {**PARTNER, "picture": "77"}, "picture", "There is no such entry: 77"),
    ("partners", {**PARTNER, "id": "9999"}, "id", "No entry has this id"),
    ("decisions", {**DECISION, "partners": "nowhere"}, "partners", "no such entry: nowhere"),
    (
        "decisions",
        {**DECISION, "kind": "marriage"},
        "kind",
        "twinning (Twinning), cooperation_agreement",
    ),
    ("decisions", {**DECISION, "number": "0"}, "number", "A decision’s number is 1 or more"),
    ("decisions", {**DECISION, "number": "nineteen"}, "number", "is not a number"),
    ("decisions", {**DECISION, "date": "once"}, "date", "is not a date"),
    ("decisions", {**DECISION, "date": "R/P1Y"}, "date", "A decision has one date"),
    ("decisions", {**DECISION, "date": ""}, "date", "This field cannot be null"),
    ("activities", {**ACTIVITY, "kind": ""}, "kind", "cannot be blank"),
    ("activities", {**ACTIVITY, "period": "2010-13"}, "period", "is not a date"),
    ("activities", {**ACTIVITY, "period": "2010/2009"}, "period", "is not a date"),
    (
        "activities",
        {**ACTIVITY, "partners": "altul\nnowhere"},
        "partners",
        "no such entry: nowhere",
    ),
    ("activities", {**ACTIVITY, "part_of": "nowhere"}, "part_of", "There is no such entry"),
    ("activities", {**ACTIVITY, "title_ro": "x" * 201}, "title_ro", "at most 200 characters"),
]


@pytest.mark.parametrize("subject", ["partners", "decisions", "activities"])
def test_every_mistake_is_told_by_row_and_column_and_nothing_is_saved(admin_client, subject):
    make_partner("Altul", slug_ro="altul", slug_hu="taken")
    mistakes = [mistake[1:] for mistake in MISTAKES if mistake[0] == subject]
    right = {"partners": PARTNER, "decisions": DECISION, "activities": ACTIVITY}[subject]
    columns = dict.fromkeys(name for row, _column, _words in mistakes for name in row)
    rows = [{**dict.fromkeys(columns, ""), **row} for row, _column, _words in mistakes]
    before = everything(subject)

    response = brought(admin_client, subject, table(*rows, {**dict.fromkeys(columns, ""), **right}))

    errors = [
        (error["row"], error["column"], error["message"]) for error in response.context["errors"]
    ]
    told = {
        (row, column)
        for row, (_cells, column, words) in enumerate(mistakes, start=2)
        if any(f[0] == row and f[1] == column and words in f[2] for f in errors)
    }
    assert told == {(row, column) for row, (_c, column, _w) in enumerate(mistakes, start=2)}, errors
    assert {row for row, _column, _message in errors} == set(range(2, len(mistakes) + 2))
    assert everything(subject) == before
    assert confirm(admin_client, response).context["errors"] == response.context["errors"]
    assert everything(subject) == before


def test_there_are_at_least_twenty_kinds_of_mistakes():
    assert len(MISTAKES) >= 20


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        (
            [{**PARTNER, "slug_ro": "same"}, {**PARTNER, "name_ro": "B", "slug_ro": "same"}],
            (3, "slug_ro", "“same” is already in row 2."),
        ),
        # Both would get the same address from their title.
        ([PARTNER, PARTNER], (3, "slug_ro", "“hont” is already in row 2.")),
        (
            [{**PARTNER, "name_ro": "A", "slug_hu": "b"}, {**PARTNER, "name_ro": "B"}],
            (3, "slug_ro", "“b” is already in row 2."),
        ),
    ],
)
def test_mistake_in_the_table_itself_is_told(admin_client, rows, error):
    found = brought(admin_client, "partners", table(*rows)).context["errors"]

    assert any(
        (f["row"], f["column"]) == error[:2] and f["message"].startswith(error[2]) for f in found
    )
    assert not PartnerRegion.objects.exists()


def test_table_of_new_decisions_that_is_brought_twice_is_refused(admin_client):
    make_partner(slug_ro="altul")
    rows = [DECISION, {**DECISION, "number": "20"}]
    first = brought(admin_client, "decisions", table(*rows, DECISION))
    assert [(f["row"], f["message"]) for f in first.context["errors"]] == [
        (4, "“19 1994” is already in row 2.")
    ]
    confirm(admin_client, brought(admin_client, "decisions", table(*rows)))

    again = brought(admin_client, "decisions", table(*rows)).context["errors"]

    assert [(f["row"], f["column"], f["message"]) for f in again] == [
        (row, "number", f"There is a decision {number}/1994 already.")
        for row, number in ((2, 19), (3, 20))
    ]
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The submitted file is empty."),
        (
            "Jude\u0163ul".encode("iso-8859-16", "replace") + b"\xfe\xff",
            "The file is not in UTF-8.",
        ),
        (b"PK\x03\x04 no zip", "The file cannot be read as a table"),
        (b'id,name\n1,"open', "The file cannot be read as a table"),
        (b"\n\n", "The file is empty."),
        (b"name_ro\nHont\n", "The column \u201cid\u201d is missing"),
        (
            b"id,seat,Seat\n1,a,b\n",
            "The column \u201cSeat\u201d appears twice. Delete one of them.",
        ),
        (
            b"nombre,pais\nHont,HU\n",
            "The file has no header row. Add one with these columns: id, status",
        ),
        (b"id\n" + b"1\n" * 20_001, "The file has more than 20,000 rows"),
        (b"x" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB"),
    ],
)
def test_file_that_cannot_be_read_is_refused(admin_client, content, message):
    response = brought(admin_client, "partners", content)

    (error,) = response.context["form"].errors["file"]
    assert error.startswith(message)
    assert not TableImport.objects.exists()


@pytest.mark.parametrize("delimiter", ";\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_separator_and_unicode_is_understood(admin_client, delimiter, encoding):
    text = "id;name_ro;country\n;Hont;HU\n".replace(";", delimiter)
    confirm(admin_client, brought(admin_client, "partners", text.encode(encoding)))

    assert PartnerRegion.objects.get().name_ro == "Hont"
