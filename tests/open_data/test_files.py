"""The files: what is in them, what describes them, and that they harm nobody."""

import csv
import html
import io
import re
import zipfile

import pytest

from tests.factories import make_activity, make_decision, make_partner
from tests.open_data.reading import FILES, rows

HOSTILE = [
    '=HYPERLINK("http://x.example","a")',
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "\tTab",
    "'already",
    'say "so"',
    "two\nlines",
    "a,b;c",
    "שלום, עולם",
    "مرحبا \u202e",
    "ș ț ő ű",
]


def text_of(content: bytes) -> str:
    """Return the text of a file; of a workbook, that of its parts, with quotes as they are."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return html.unescape("".join(parts.read(name).decode() for name in parts.namelist()))


@pytest.mark.parametrize(
    "url",
    [
        "/data/nothing.csv",
        "/data/partners.xml",
        "/data/decisions.geojson",
        "/data/schema/nothing.json",
        "/data/nothing.csv-metadata.json",
        "/data/catalog.xml",
    ],
)
def test_what_there_is_not_is_not_found(client, db, url):
    assert client.get(url).status_code == 404


def test_csv_of_the_web_begins_with_its_first_column(client, db):
    """As its metadata says; only Excel wants a mark before it."""
    make_partner("Județul Ștefan-Vodă")

    content = client.get("/data/partners.csv").content

    assert content.startswith(b"id,")
    assert "Județul Ștefan-Vodă".encode() in content


@pytest.mark.parametrize("text", [*HOSTILE, "a;b;c"])
def test_file_with_semicolons_is_what_excel_expects_in_romania_and_hungary(client, db, text):
    make_partner("Hont", seat="1;2", institution=text, latitude=-12.5, longitude=19.7)

    response = client.get("/data/partners.csv?separator=semicolon")
    plain = rows(client, "partners")
    content = response.content.decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))

    assert response.content.startswith("\ufeff".encode())
    assert read == [plain[0] | {"latitude": "-12,5", "longitude": "19,7"}]
    assert "describedby" not in response.headers.get("Link", "")  # it says commas
    assert client.get("/data/partners.csv?separator=tab").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_and_comes_back(client, db, text):
    make_partner("Hont", seat=text.strip(), institution=text, latitude=-12.5, longitude=19.7)

    (row,) = rows(client, "partners")
    cell = row["institution_ro"]

    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
    guarded = cell.lstrip("'")[:1] in ("=", "+", "-", "@", "\t") and cell.startswith("'")
    assert (cell[1:] if guarded else cell) == text
    assert row["latitude"] == "-12.5"
    assert client.get("/data/partners.json").json()["items"][0]["institution"]["ro"] == text


def test_partner_without_a_place_is_a_feature_all_the_same(client, db):
    make_partner("Hont")

    (feature,) = client.get("/data/partners.geojson").json()["features"]

    assert feature["geometry"] is None


def test_record_says_what_is_known_and_null_where_nothing_is(client, db):
    partner = make_partner("Hont", name_hu="", slug_en="hont", iso_code="HU-XX")
    decision = make_decision(partner, date="1997", number=None)

    (data,) = client.get("/data/partners.json").json()["items"]
    (decided,) = client.get("/data/decisions.json").json()["items"]

    assert data["id"] == f"https://testserver/p/{partner.pk}"
    assert data["name"] == {"ro": "Hont", "hu": None, "en": "Hont (en)"}
    assert data["page"]["en"] == "https://testserver/en/partners/hont/"
    assert (data["iso_3166_2"], data["nuts"], data["seat"]) == ("HU-XX", None, None)
    assert data["decisions"] == [f"https://testserver/d/{decision.pk}"]
    assert decided["partner"] == data["id"]
    assert (decided["reference"], decided["council_number"]) == ("1997", None)
    assert decided["date"] == {
        "edtf": "1997",
        "recurrence": None,
        "first_day": "1997-01-01",
        "last_day": "1997-12-31",
    }


def test_nothing_leads_to_what_is_not_public(client, db):
    draft, public = make_partner("Ciornă", status="draft"), make_partner("Public")
    make_decision(draft)
    make_decision(public, status="draft")  # and its agreement, too
    whole = make_activity("Ascuns", kind="programme", status="draft")
    make_activity("Târg", partners=[draft, public], part_of=whole)

    text = "".join(text_of(client.get(f"/data/{name}.{ending}").content) for name, ending in FILES)
    (activity,) = client.get("/data/activities.json").json()["items"]

    assert activity["partners"] == [f"https://testserver/p/{public.pk}"]
    assert activity["part_of"] is None
    for hidden in ("Ciornă", "Ascuns", f'/p/{draft.pk}"', f'/a/{whole.pk}"'):
        assert hidden not in text
    for name in ("decisions", "agreements"):
        assert client.get(f"/data/{name}.json").json()["count"] == 0


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("name", "number"),
    [("partners", 6), ("decisions", 6), ("agreements", 3), ("activities", 5)],
)
def test_file_costs_as_many_queries_as_it_did(
    client, db, django_assert_num_queries, name, number, times
):
    """How many there are, the entries, and one for each relation that they name."""
    for _ in range(times):
        partner = make_partner()
        make_decision(partner)
        make_activity(partners=[partner])

    with django_assert_num_queries(number):
        client.get(f"/data/{name}.csv")


@pytest.mark.parametrize("ending", ["json", "geojson"])
def test_file_without_entries_is_whole(client, db, ending):
    content = client.get(f"/data/partners.{ending}").json()
    assert content["features" if ending == "geojson" else "items"] == []


def test_days_made_from_a_date_are_not_described_as_published(client, db):
    html = client.get("/en/open-data/").content.decode()
    described = dict(re.findall(r"<dt><code>(\w+)</code></dt><dd>([^<]*)</dd>", html))
    assert described["date"] == "Date, as precise as published (ISO 8601-2)"
    assert described["date_first_day"] == "Earliest day that it may mean, for sorting"
