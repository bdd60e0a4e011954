"""Records as rows of a table: nested values laid out flat, by the same rules for every dataset."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from types import UnionType
from typing import get_args, get_origin

from django.utils.translation import gettext_noop
from pydantic import BaseModel

from publishing.languages import LANGUAGE_CODES
from publishing.records import Texts, Time

SEPARATOR = " | "  # between the values of a cell that holds several
# What follows the column of a date: what is made from it is not as published.
PARTS_OF_TIME = {
    "recurrence": (gettext_noop("How it recurs (ISO 8601-1): R/P1Y for every year"), "string"),
    "first_day": (gettext_noop("Earliest day that it may mean, for sorting"), "date"),
    "last_day": (gettext_noop("Latest day that it may mean, for sorting"), "date"),
}


@dataclass(frozen=True)
class Column:
    """A column of the table: where its value is, and what it is."""

    name: str
    path: tuple[str, ...]  # of attributes, from the record
    description: str  # a message
    datatype: str = "string"  # of CSV on the Web, https://www.w3.org/TR/tabular-data-primer/
    language: str = ""
    is_list: bool = False
    is_required: bool = False

    def cell(self, record: BaseModel, decimal_point: str) -> str:
        value = record
        for name in self.path:
            value = getattr(value, name) if value is not None else None
        if isinstance(value, list):
            return SEPARATOR.join(v if isinstance(v, str) else v.url for v in value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float):
            return str(value).replace(".", decimal_point)
        return "" if value is None else str(value)


def columns(schema: type[BaseModel]) -> list[Column]:
    """Return the columns of a dataset, in the order of its schema."""
    return [column for name in schema.model_fields for column in _columns_of(schema, name)]


def _columns_of(schema: type[BaseModel], name: str) -> Iterator[Column]:
    field = schema.model_fields[name]
    kind, is_optional = _plain_kind(field.annotation)
    text = field.description or ""
    if kind is Texts:
        datatype = "anyURI" if name == "page" else "string"
        for code in LANGUAGE_CODES:
            yield Column(f"{name}_{code}", (name, code), text, datatype, code)
    elif kind is Time:
        yield Column(name, (name, "edtf"), text)
        for part, (described, datatype) in PARTS_OF_TIME.items():
            yield Column(f"{name}_{part}", (name, part), described, datatype)
    elif get_origin(kind) is list:
        yield Column(name, (name,), text, "anyURI", is_list=True)
    else:
        is_address = name in ("id", "partner", "part_of", "document", "decision", "eli")
        datatype = "anyURI" if is_address else DATATYPES[kind]
        yield Column(name, (name,), text, datatype, is_required=not is_optional)


DATATYPES = {str: "string", int: "integer", float: "number", datetime: "dateTime"}


def _plain_kind(annotation) -> tuple[type, bool]:
    """Return a field's type without "or nothing", and whether it may be nothing."""
    if isinstance(annotation, UnionType):
        (kind,) = (part for part in get_args(annotation) if part is not type(None))
        return kind, True
    return annotation, False
