"""Backups of format 1, made by version 0.1.0: their rows, put into the tables of this version.

They hold a copy of SQLite's file, or of PostgreSQL the tables as CSV and no schema.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from operations.backups import BackupError
from operations.backups.legacy_decisions import SOURCES, attach_texts, derive, take_apart, texts_of
from publishing.languages import LANGUAGE_CODES

# Where the rows of a table go, if not into the one of the same name; None: they are not taken.
TABLES: dict[str, str | None] = {
    # Made anew when this version is migrated; content types are found again by name.
    **dict.fromkeys(["django_content_type", "django_migrations", "auth_permission"]),
    **dict.fromkeys(["auth_group_permissions", "auth_user_user_permissions"]),
    **dict.fromkeys(["search_posting", "search_word", "links_linkuse"]),
    # Of no use after a restore: who is logged in, who was refused, tables half imported.
    **dict.fromkeys(["django_session", "axes_accessattempt", "axes_accessattemptexpiration"]),
    **dict.fromkeys(["axes_accessfailurelog", "axes_accesslog", "exchange_upload"]),
    "publishing_formeraddress": "publishing_tombstone",
    "staff_auditrecord": "accounts_auditrecord",
    "staff_staffprofile": "accounts_staffprofile",
    "links_checkedlink": "editing_checkedlink",
}
# What a column of an old table is called now; None: it is not taken.
COLUMNS: dict[tuple[str, str], str | None] = {
    ("publishing_formeraddress", "model"): "prefix",
    ("publishing_formeraddress", "kind_of_target_id"): "target_prefix",
    ("publishing_formeraddress", "key_of_target"): "target_key",
    ("publishing_previewlink", "kind_id"): "prefix",
    ("staff_auditrecord", "address"): "network",
    ("staff_auditrecord", "details"): "changes",
}
# What a model is called now, and the letter of its kind.
LABELS = {
    "staff.auditrecord": "accounts.auditrecord",
    "staff.staffprofile": "accounts.staffprofile",
    "links.checkedlink": "editing.checkedlink",
    "partners.twinningdecision": "decisions.decision",
}
PREFIXES = {
    "partners.partnerregion": "p",
    "partners.twinningdecision": "d",
    "pages.page": "i",
    **{f"activities.{name}": "a" for name in ("activity", "project", "event", "programme")},
    "activities.membership": "a",
}
# The columns that begin with the name of a model: the table as it was called, the column as it is.
LABEL_COLUMNS = {("publishing_loadedcontent", "identity")}

LABEL = re.compile(r"[a-z]+\.[a-z]+")
CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])')
Row = dict[str, object]


def restore(folder: Path) -> None:
    """Put the rows of a backup into the newly migrated database of the site, in one transaction.

    Raise BackupError if a row or a column has no place in this version.
    """
    old = dict(_tables_of_sqlite(folder) if connection.vendor == "sqlite" else _csv_tables(folder))
    texts, old = texts_of(old), take_apart(old)
    numbers, kinds = _last_numbers(folder), _content_types(old["django_content_type"])
    new = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with transaction.atomic(), connection.cursor() as cursor:
        Group.objects.all().delete()  # those that migrating made; the backup has its own
        for name, rows in old.items():
            table = TABLES.get(name, name)
            if rows and table and table not in new:
                raise BackupError(f"The table {name} of the backup has no place in this version.")
            if table in new:
                for row in rows:
                    _insert(cursor, new[table], name, row, kinds)
                key = new[table]._meta.pk.column
                source = SOURCES.get(name, name)
                number = numbers.get(source) or numbers.get(f"{source}_{key}_seq")
                if not number and name.startswith("decisions_"):
                    number = max((int(str(row[key])) for row in rows), default=None)
                _go_on_after(cursor, number, table, key)
        derive()
        attach_texts(texts, folder.parent / "media")


def _insert(cursor, model: type[models.Model], name: str, row: Row, kinds: "Kinds") -> None:
    """Insert a row of the table that was called ``name``; new columns get their defaults."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    values = {COLUMNS.get((name, column), column): value for column, value in row.items()}
    values.pop(None, None)
    for column in {"prefix", "target_prefix"} & values.keys():
        label = values[column]  # or the number of a content type
        values[column] = PREFIXES.get(kinds.labels.get(label, label), "")
    if (name, "details") in COLUMNS:
        values["changes"] = json.dumps(_audit_changes(values["changes"] or ""))
    _spread_over_languages(values, fields.keys())
    if unknown := values.keys() - fields.keys():
        raise BackupError(f"Columns of {name} have no place in this version: {unknown}")
    for column, field in fields.items():
        if column not in values:
            values[column] = field.get_db_prep_save(field.get_default(), connection)
        elif field.related_model is ContentType:
            values[column] = kinds.numbers.get(values[column])
        elif (name, column) in LABEL_COLUMNS:
            values[column] = LABEL.sub(lambda m: LABELS.get(m[0], m[0]), values[column], count=1)
    columns = ", ".join(map(connection.ops.quote_name, values))
    marks = ", ".join(["%s"] * len(values))
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))


def _spread_over_languages(values: Row, columns: Collection[str]) -> None:
    """Give a text that was the same in all languages to each of those it has a column for now."""
    for column, text in list(values.items()):
        translated = {f"{column}_{language}" for language in LANGUAGE_CODES}
        if translated.issubset(columns) and translated.isdisjoint(values):
            values.update(dict.fromkeys(translated, text))
            if column not in columns:  # histories keep the languages only
                del values[column]


@dataclass(frozen=True)
class Kinds:
    """Content types, by the numbers that they had: what they were called, their numbers now."""

    labels: dict
    numbers: dict


def _content_types(rows: list[Row]) -> Kinds:
    now = {f"{kind.app_label}.{kind.model}": kind.pk for kind in ContentType.objects.all()}
    labels = {row["id"]: f"{row['app_label']}.{row['model']}" for row in rows}
    return Kinds(labels, {k: now.get(LABELS.get(label, label)) for k, label in labels.items()})


def _audit_changes(details: str) -> list[list]:
    """Return ``username: new; role: editor → publisher`` as names and values."""
    changes = []
    for part in filter(None, details.split("; ")):
        name, _colon, values = part.partition(": ")
        old, arrow, new = values.partition(" → ")
        changes.append([name, old if arrow else None, new if arrow else old])
    return changes


def _tables_of_sqlite(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    with closing(sqlite3.connect(folder / "site.sqlite3")) as old:
        old.row_factory = sqlite3.Row
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (name,) in old.execute(named).fetchall():
            yield name, [dict(row) for row in old.execute(f'SELECT * FROM "{name}"')]


def _csv_tables(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield what PostgreSQL wrote: what is empty without quotation marks is null."""
    for file in folder.glob("*.csv"):
        rows = [[]]
        for quoted, plain, end in map(re.Match.groups, CELL.finditer(file.read_bytes().decode())):
            rows[-1].append(plain or None if quoted is None else quoted.replace('""', '"'))
            if end == "\n":
                rows.append([])
        yield file.stem, [dict(zip(rows[0], row, strict=True)) for row in rows[1:-1]]


def _last_numbers(folder: Path) -> dict[str, int]:
    """Return the last numbers given, by table in SQLite, by sequence in PostgreSQL."""
    if connection.vendor == "postgresql":
        return json.loads((folder / "sequences.json").read_text(encoding="ascii"))
    with closing(sqlite3.connect(folder / "site.sqlite3")) as old:
        return dict(old.execute("SELECT name, seq FROM sqlite_sequence"))


def _go_on_after(cursor, number: int | None, table: str, key: str) -> None:
    """Have the next row numbered after this number: permanent addresses are made of them."""
    if number and connection.vendor == "postgresql":
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key, number])
    elif number:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
