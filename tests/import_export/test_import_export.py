"""Tables go out and come back: nothing changes by itself, and nothing wrong comes in."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from activities.models import Activity
from decisions.models import Decision
from editing.import_export.models import TableImport
from partners.models import PartnerRegion
from publishing.entry_types import tables
from publishing.languages import is_translation
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(django_user_model):
    user = django_user_model.objects.create_superuser("clerk")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def exported(admin_client, subject, ending, query="") -> bytes:
    response = admin_client.get(f"/admin/import-export/{subject}/export.{ending}{query}")
    assert response.status_code == 200
    return response.getvalue()


def brought(admin_client, subject, content: bytes, name="table.csv"):
    """The page about a file: what it would change, or what is wrong in it."""
    file = SimpleUploadedFile(name, content)
    return admin_client.post(f"/admin/import-export/{subject}/import/", {"file": file}, follow=True)


def confirm(admin_client, response):
    address = response.request["PATH_INFO"]
    checked_at = response.context["made"].checked_at
    return admin_client.post(address, {"checked_at": checked_at}, follow=True)


def table(*rows: dict) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, dict.fromkeys(name for row in rows for name in row))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def everything(subject) -> list:
    kind = tables()[subject]
    model = kind.model
    said_in_the_active_language = {
        f.translated_field.name for f in model._meta.fields if is_translation(f)
    }
    columns = [
        f.attname
        for f in model._meta.fields
        if f.name not in {"updated", *said_in_the_active_language}
    ]
    links = (
        list(model._base_manager.values("pk", "links")) if "links" in kind.table.relations else []
    )
    return [*model._base_manager.order_by("pk").values(*columns), *links]


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

    response = brought(admin_client, "partners", table({"id": str(partner.pk), **changed}))

    (change,) = response.context["changes"]
    assert {(c["label"], c["column"]): c["marked"] for c in change["cells"]} == {
        ("Status", "status"): "<del>draft</del><ins>published</ins>",
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


PARTNER = {"id": "", "name_ro": "Hont", "country": "HU", "position": 1}
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

    faults = [
        (fault["row"], fault["column"], fault["message"]) for fault in response.context["errors"]
    ]
    told = {
        (row, column)
        for row, (_cells, column, words) in enumerate(mistakes, start=2)
        if any(f[0] == row and f[1] == column and words in f[2] for f in faults)
    }
    assert told == {(row, column) for row, (_c, column, _w) in enumerate(mistakes, start=2)}, faults
    assert {row for row, _column, _message in faults} == set(range(2, len(mistakes) + 2))
    assert everything(subject) == before
    assert confirm(admin_client, response).context["errors"] == response.context["errors"]
    assert everything(subject) == before


def test_there_are_at_least_twenty_kinds_of_mistakes():
    assert len(MISTAKES) >= 20


@pytest.mark.parametrize(
    ("rows", "fault"),
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
def test_mistake_in_the_table_itself_is_told(admin_client, rows, fault):
    found = brought(admin_client, "partners", table(*rows)).context["errors"]

    assert any(
        (f["row"], f["column"]) == fault[:2] and f["message"].startswith(fault[2]) for f in found
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

    (fault,) = response.context["form"].errors["file"]
    assert fault.startswith(message)
    assert not TableImport.objects.exists()


@pytest.mark.parametrize("delimiter", ";\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_separator_and_unicode_is_understood(admin_client, delimiter, encoding):
    text = "id;name_ro;country\n;Hont;HU\n".replace(";", delimiter)
    confirm(admin_client, brought(admin_client, "partners", text.encode(encoding)))

    assert PartnerRegion.objects.get().name_ro == "Hont"


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

    assert str(PartnerRegion.history.latest().history_user) == "clerk"


def test_file_of_somebody_else_is_not_found(admin_client, django_user_model):
    response = brought(admin_client, "partners", table(PARTNER))
    other = Client()
    other.force_login(django_user_model.objects.create_superuser("ioan"))

    assert other.get(response.request["PATH_INFO"]).status_code == 404


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/admin/import-export/partners/export.csv"),
        ("get", "/admin/import-export/activities/export.xlsx"),
        ("get", "/admin/import-export/decisions/import/"),
        ("post", "/admin/import-export/decisions/import/"),
        ("post", "/admin/import-export/decisions/import/1/"),
    ],
)
def test_tables_are_for_those_who_may(client, django_user_model, method, address):
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))

    assert getattr(client, method)(address).status_code == 403


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
