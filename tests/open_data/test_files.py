"""The files: what is in them, what describes them, and that they harm nobody."""

import csv
import html
import io
import json
import re
import zipfile

import jsonschema
import pytest
from csvw import CSVW
from openpyxl import load_workbook

from publishing.entry_types import datasets
from syndication.open_data import views
from syndication.open_data.views import CONTENT_TYPES
from tests.factories import make_activity, make_decision, make_partner

FILES = [(s.name, ending) for s in datasets().values() for ending in s.formats]
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


def rows(client, name, query="") -> list[dict[str, str]]:
    text = client.get(f"/data/{name}.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(content: bytes) -> str:
    """Return the text of a file; of a workbook, that of its parts, with quotes as they are."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return html.unescape("".join(parts.read(name).decode() for name in parts.namelist()))


def test_every_file_is_tested():
    assert len(FILES) == 13


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("name", "ending"), FILES)
def test_file_is_public_and_open_to_other_sites(client, name, ending):
    response = client.get(f"/data/{name}.{ending}", headers={"Origin": "https://example.org"})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == CONTENT_TYPES[ending]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


@pytest.mark.parametrize(
    "address",
    [
        "/data/nothing.csv",
        "/data/partners.xml",
        "/data/decisions.geojson",
        "/data/schema/nothing.json",
        "/data/nothing.csv-metadata.json",
        "/data/catalog.xml",
    ],
)
def test_what_there_is_not_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("name", sorted(datasets()))
def test_json_keeps_to_its_own_schema(client, name):
    schema = client.get(f"/data/schema/{name}.json").json()
    content = client.get(f"/data/{name}.json").json()

    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(content)
    assert content["count"] == len(content["items"]) > 15
    broken = {**content, "items": [{**content["items"][0], "updated": 7}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("name", sorted(datasets()))
def test_csv_keeps_to_its_own_metadata(client, name, tmp_path):
    metadata = client.get(f"/data/{name}.csv-metadata.json").json()
    metadata["url"] = f"{name}.csv"
    (tmp_path / f"{name}.csv").write_bytes(client.get(f"/data/{name}.csv").content)
    described = tmp_path / f"{name}.csv-metadata.json"
    described.write_text(json.dumps(metadata), encoding="utf-8")

    table = CSVW(str(described), validate=True)

    assert table.is_valid
    (read,) = table.tables
    assert len(list(read.iterdicts())) == client.get(f"/data/{name}.json").json()["count"]


@pytest.mark.usefixtures("content")
def test_csv_says_where_it_is_described(client):
    link = client.get("/data/partners.csv").headers["Link"]

    assert link.startswith("<https://testserver/data/partners.csv-metadata.json>; rel=")


def test_csv_of_the_web_begins_with_its_first_column(client, db):
    """As its metadata says; only Excel wants a mark before it."""
    make_partner("Județul Ștefan-Vodă")

    content = client.get("/data/partners.csv").content

    assert content.startswith(b"id,")
    assert "Județul Ștefan-Vodă".encode() in content


def test_part_that_is_asked_for_twice_is_refused(client, db):
    assert client.get("/data/partners.csv?country=HU&country=PL").status_code == 400


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


@pytest.mark.usefixtures("content")
def test_geojson_has_a_place_for_each_partner(client):
    features = client.get("/data/partners.geojson").json()["features"]

    assert len(features) == 19
    bacs = next(f for f in features if f["properties"]["iso_3166_2"] == "HU-BK")
    longitude, latitude = bacs["geometry"]["coordinates"]
    assert bacs["geometry"]["type"] == "Point"
    assert (round(longitude), round(latitude)) == (20, 47)
    assert bacs["id"] == bacs["properties"]["id"]


def test_partner_without_a_place_is_a_feature_all_the_same(client, db):
    make_partner("Hont")

    (feature,) = client.get("/data/partners.geojson").json()["features"]

    assert feature["geometry"] is None


def test_record_says_what_is_known_and_null_where_nothing_is(client, db):
    partner = make_partner("Hont", name_hu="", slug_en="hont", iso_code="HU-XX")
    decision = make_decision(partner, date="1997", number=None)

    (said,) = client.get("/data/partners.json").json()["items"]
    (decided,) = client.get("/data/decisions.json").json()["items"]

    assert said["id"] == f"https://testserver/p/{partner.pk}"
    assert said["name"] == {"ro": "Hont", "hu": None, "en": "Hont (en)"}
    assert said["page"]["en"] == "https://testserver/en/partners/hont/"
    assert (said["iso_3166_2"], said["nuts"], said["seat"]) == ("HU-XX", None, None)
    assert said["decisions"] == [f"https://testserver/d/{decision.pk}"]
    assert decided["partner"] == said["id"]
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


@pytest.mark.parametrize(("name", "ending"), FILES)
@pytest.mark.usefixtures("content")
def test_long_file_is_sent_as_it_is_made_and_says_the_same(client, monkeypatch, name, ending):
    whole = client.get(f"/data/{name}.{ending}")
    monkeypatch.setattr(views, "MAX_AT_ONCE", 10)
    streamed = client.get(f"/data/{name}.{ending}")
    assert (whole.streaming, streamed.streaming) == (False, True)
    content = b"".join(streamed.streaming_content)
    if ending == "xlsx":  # which has the second in which it was made in it
        assert cells_of(content) == cells_of(whole.content)
    else:
        assert content == whole.content
    assert streamed.headers.items() <= whole.headers.items()


def cells_of(content: bytes) -> list[tuple]:
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("ending", ["json", "geojson"])
def test_file_without_entries_is_whole(client, db, ending):
    content = client.get(f"/data/partners.{ending}").json()
    assert content["features" if ending == "geojson" else "items"] == []


@pytest.mark.django_db
def test_part_of_a_table_is_what_its_page_shows(client):
    make_partner("Zala", country="HU", position=1)
    make_partner("Ávila", country="ES", position=2)
    make_partner("Tolna", country="HU", position=3)

    assert [row["name_ro"] for row in rows(client, "partners", "?country=HU&sort=-name")] == [
        *("Zala", "Tolna")
    ]
    assert [row["name_ro"] for row in rows(client, "partners", "?q=avila&page=7")] == ["Ávila"]
    named = client.get("/data/partners.json?country=ES").json()
    assert (named["count"], named["source"]) == (
        1,
        "https://testserver/data/partners.json?country=ES",
    )


@pytest.mark.django_db
def test_part_of_the_timeline_is_what_its_page_shows(client):
    partner = make_partner("Zala")
    make_decision(partner, date="1993")
    make_decision(make_partner("Vas"), date="2017")
    make_activity("Târg", kind="event", period="1993", partners=[partner])
    make_activity("Proiect", kind="project", period="1992/1994")

    decided = rows(client, "decisions", "?year=1993")
    done = rows(client, "activities", f"?partner={partner.pk}")

    assert [row["reference"] for row in decided] == ["19/1993"]
    assert [row["title_ro"] for row in done] == ["Târg"]
    assert len(rows(client, "activities", "?year=1993")) == 2
    assert len(rows(client, "activities", "?kind=project")) == 1
    assert rows(client, "activities", "?kind=decision") == []


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["country=XX", "kind=shoe", "colour=red", "sort=shoe"])
def test_part_that_cannot_be_asked_for_is_refused_in_words(client, query):
    response = client.get(f"/data/partners.csv?{query}", headers={"Accept-Language": "en"})

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.startswith(f"This table cannot be filtered by “{query}”.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("/en/partners/", ["partners.csv", "partners.csv?separator=semicolon", "partners.json"]),
        (
            "/en/partners/?country=HU&page=1",
            ["partners.csv?country=HU", "partners.json?country=HU"],
        ),
        ("/en/activities/", ["decisions.csv", "activities.csv"]),
        ("/en/activities/?kind=event", ["activities.csv?kind=event"]),
        ("/en/activities/?kind=decision", ["decisions.csv?kind=decision"]),
    ],
)
def test_lists_lead_to_what_they_show_as_files(client, address, files):
    make_decision(make_partner("Zala", country="HU"), date="1993")
    make_activity("Târg", kind="event", period="1993")

    html = client.get(address).content.decode().replace("&amp;", "&")

    found = re.findall(r'href="/data/([^"]*)" download', html)
    assert set(files) <= set(found)
    for name in found:
        assert client.get(f"/data/{name}").status_code == 200
    if "kind" in address:
        assert {name.partition(".")[0] for name in found} == {files[0].partition(".")[0]}


def test_days_made_from_a_date_are_not_described_as_published(client, db):
    html = client.get("/en/open-data/").content.decode()
    described = dict(re.findall(r"<dt><code>(\w+)</code></dt><dd>([^<]*)</dd>", html))
    assert described["date"] == "Date, as precise as published (ISO 8601-2)"
    assert described["date_first_day"] == "Earliest day that it may mean, for sorting"
