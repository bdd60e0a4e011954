"""The files of each dataset: CSV, JSON, GeoJSON, and what describes them."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from textwrap import indent

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext, override
from pydantic import BaseModel, Field, create_model

from publishing.csv_text import csv_lines
from publishing.entry_types import Dataset
from publishing.languages import in_each_language
from publishing.naming import current_names
from syndication.open_data.formats import LICENCE
from syndication.open_data.tables import SEPARATOR, Column, columns

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class Envelope(BaseModel):
    """What a file says of itself."""

    source: str = Field(description="Where the file is, and its newest version.")
    licence: str = Field(description="The licence under which it may be used: CC BY 4.0.")
    attribution: str = Field(description="Who is to be named.")
    updated: datetime | None = Field(description="When one of its entries was last changed.")
    count: int = Field(description="How many entries there are.")


@cache
def file_of(dataset: Dataset) -> type[BaseModel]:
    """Return the JSON file of a dataset: what it says of itself, and its items."""
    return create_model(
        f"{dataset.schema.__name__}File", __base__=Envelope, items=(list[dataset.schema], ...)
    )


def file_url(dataset: Dataset, ending: str) -> str:
    """Return the whole URL of a file."""
    whole = settings.SITE_URL + reverse("open_data:file", args=[dataset.name, ending])
    return f"{whole}?{dataset.query}" if dataset.query else whole


def csv_parts(dataset: Dataset, delimiter: str = ",") -> Iterator[str]:
    """Yield a table as UTF-8; harmless in a spreadsheet.

    Where semicolons are expected between values, a comma is in decimal numbers, and there is the
    mark by which Excel knows UTF-8: CSV on the Web has none (RFC 4180, tabular data model 8).
    """
    table = columns(dataset.schema)
    point = "," if delimiter == ";" else "."
    rows = ([column.cell(record, point) for column in table] for record in dataset.records())
    return csv_lines([column.name for column in table], rows, delimiter, mark=delimiter == ";")


def json_parts(dataset: Dataset) -> Iterator[str]:
    """Yield what the file says of itself, and its items."""
    found = dataset.entries().order_by().aggregate(count=Count("*"), updated=Max("updated"))
    head = Envelope(
        source=file_url(dataset, "json"),
        licence=LICENCE,
        attribution=attribution(),
        updated=found["updated"] and found["updated"].replace(microsecond=0),
        count=found["count"],
    )
    items = (record.model_dump_json(indent=1) for record in dataset.records())
    yield head.model_dump_json(indent=1).removesuffix("\n}") + ',\n "items": '
    yield from _listed(items)
    yield "\n}"


def _listed(items: Iterable[str]) -> Iterator[str]:
    """Yield a list of JSON texts, two spaces deep."""
    before = "[\n"
    for item in items:
        yield before + indent(item, "  ")
        before = ",\n"
    yield "[]" if before == "[\n" else "\n ]"


def attribution() -> str:
    """Return who is to be named, in the main language of the site's data: English."""
    with override("en"):
        return current_names().institution


def geojson_parts(dataset: Dataset) -> Iterator[str]:
    """RFC 7946: a feature for each partner, without a place where none is known."""
    yield '{\n "type": "FeatureCollection",\n "features": '
    features = (_feature(record) for record in dataset.records())
    yield from _listed(json.dumps(f, ensure_ascii=False, indent=1) for f in features)
    yield "\n}"


def _feature(record: BaseModel) -> dict:
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": _point(record),
        "properties": record.model_dump(mode="json", exclude={"latitude", "longitude"}),
    }


def _point(record: BaseModel) -> dict | None:
    if record.latitude is None or record.longitude is None:
        return None
    return {"type": "Point", "coordinates": [record.longitude, record.latitude]}


def json_schema(dataset: Dataset) -> dict:
    """JSON Schema 2020-12 of the dataset's JSON file."""
    schema = file_of(dataset).model_json_schema(mode="serialization")
    here = settings.SITE_URL + reverse("open_data:schema", args=[dataset.name])
    return {"$schema": JSON_SCHEMA, "$id": here, **schema}


def csv_metadata(dataset: Dataset) -> dict:
    """CSV on the Web: what each column holds. https://www.w3.org/TR/tabular-metadata/"""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file_url(dataset, "csv"),
        "dc:title": translations(dataset.title),
        "dc:description": translations(dataset.about),
        "dc:license": {"@id": LICENCE},
        "dc:publisher": {"@id": settings.SITE_URL + "/"},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [_column_metadata(column) for column in columns(dataset.schema)],
            "primaryKey": "id",
        },
    }


def _column_metadata(column: Column) -> dict:
    described = {
        "name": column.name,
        "titles": column.name,
        "dc:description": translations(column.description),
        "datatype": column.datatype,
    }
    if column.language:
        described["lang"] = column.language
    if column.is_list:
        described["separator"] = SEPARATOR
    if column.is_required:
        described["required"] = True
    return described


def translations(message: str) -> dict[str, str]:
    """Return a message in each language."""
    return in_each_language(lambda: gettext(message))
