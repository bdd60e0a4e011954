"""Every file with the county's content: open to all, described, and as it is described."""

import io
import json

import jsonschema
import pytest
from csvw import CSVW
from openpyxl import load_workbook

from publishing.entry_types import datasets
from syndication.open_data import views
from syndication.open_data.views import CONTENT_TYPES
from tests.open_data.reading import FILES

pytestmark = pytest.mark.usefixtures("content_of_module", "db")


def test_every_file_is_tested():
    assert len(FILES) == 13


@pytest.mark.parametrize(("name", "ending"), FILES)
def test_file_is_public_and_open_to_other_sites(client, name, ending):
    response = client.get(f"/data/{name}.{ending}", headers={"Origin": "https://example.org"})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == CONTENT_TYPES[ending]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


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


def test_csv_says_where_it_is_described(client):
    link = client.get("/data/partners.csv").headers["Link"]

    assert link.startswith("<https://testserver/data/partners.csv-metadata.json>; rel=")


def test_geojson_has_a_place_for_each_partner(client):
    features = client.get("/data/partners.geojson").json()["features"]

    assert len(features) == 19
    bacs = next(f for f in features if f["properties"]["iso_3166_2"] == "HU-BK")
    longitude, latitude = bacs["geometry"]["coordinates"]
    assert bacs["geometry"]["type"] == "Point"
    assert (round(longitude), round(latitude)) == (20, 47)
    assert bacs["id"] == bacs["properties"]["id"]


@pytest.mark.parametrize(("name", "ending"), FILES)
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
