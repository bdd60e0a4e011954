"""What a request left behind in the database: all rows before and after it, compared."""

from django.apps import apps
from django.db import connection

NOT_COMPARED = {"sessions.session", "admin.logentry"}


def everything() -> dict:
    """Return all rows of the database, by table and key, but for who is logged in.

    As the database has them: a translated field of Django shows one of its columns only.
    """
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.proxy and model._meta.label_lower not in NOT_COMPARED:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                names = [column[0] for column in cursor.description]
                read = [dict(zip(names, row, strict=True)) for row in cursor]
                rows[model._meta.model_name] = {row[model._meta.pk.column]: row for row in read}
    return rows


def changes(before: dict, after: dict) -> set[str]:
    """Return what is another now: columns as "table.column", rows as "+table" and "-table"."""
    found = set()
    for table, rows in after.items():
        earlier = before[table]
        found |= {f"+{table}" for key in rows.keys() - earlier.keys()}
        found |= {f"-{table}" for key in earlier.keys() - rows.keys()}
        for key in rows.keys() & earlier.keys():
            found |= {
                f"{table}.{column}"
                for column, value in rows[key].items()
                if value != earlier[key][column]
            }
    return found
