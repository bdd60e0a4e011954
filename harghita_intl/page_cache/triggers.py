"""The database's own triggers, which give the content another revision with whatever changes it.

They are derived from the models and brought up to date after every `migrate`, so a new model or a
table that was made anew has them, too.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction

# Of our own apps and models, those of which no public page shows anything. Nor does one show
# anything of other people's apps, such as sessions; whatever else there is counts as content.
NOT_SHOWN = {"accounts", "editing.linkuse", "editing.tableimport", "publishing.loadedcontent"}
NOT_SHOWN |= {"editing.openform", "editing.review", "editing.remark", "publishing.previewlink"}
NOT_SHOWN |= {"search.missedsearch"}
# Rows that pages show in one state only: what the others are of no concern to them.
SHOWN_IF = {
    "editing.checkedlink": "{row}.unreachable_since IS NOT NULL",
    "history.draft": "{row}.publish_at IS NOT NULL",  # with its time, so does the next change
}

ROWS = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}
REVISION = "page_cache_contentrevision"
# In PostgreSQL before the statement: who changes content waits here, before holding any row of it.
TRIGGER = {
    "sqlite": "CREATE TRIGGER {name} AFTER {event} ON {table} {when} BEGIN"
    f" UPDATE {REVISION} SET value = lower(hex(randomblob(16))); END",
    "postgresql": "CREATE TRIGGER {name} {timing} {event} ON {table}"
    " FOR EACH {unit} {when} EXECUTE FUNCTION page_cache_content_changed()",
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION page_cache_content_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    -- Once a transaction: each version of a row that it updates makes the next one dearer.
    IF current_setting('page_cache.change', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        UPDATE {REVISION} SET value = gen_random_uuid();
        PERFORM set_config('page_cache.change', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$"""
INSTALLED = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
DROP = {"sqlite": "DROP TRIGGER {name}", "postgresql": "DROP TRIGGER {name} ON {table}"}


def content_models() -> Iterator[type[models.Model]]:
    """Yield the models of our own apps, those beside manage.py, that public pages show."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        is_ours = Path(options.app_config.path).parent == settings.BASE_DIR
        is_shown = NOT_SHOWN.isdisjoint({options.app_label, options.label_lower})
        if is_ours and is_shown and options.managed and not options.proxy:
            yield model


def install_triggers(using: str, **signal) -> None:
    """Create the triggers that are missing, and drop those that are of no more use."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if REVISION not in tables:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        installed = {n: table for n, table in cursor.fetchall() if n.startswith("page_cache_")}
        wanted = dict(_triggers(connection.vendor, tables))
        for name in installed.keys() - wanted.keys():
            cursor.execute(DROP[connection.vendor].format(name=name, table=installed[name]))
        missing = wanted.keys() - installed.keys()
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in missing:
            cursor.execute(wanted[name])
        row = apps.get_model("page_cache", "ContentRevision")(pk=1)
        if missing or not type(row).objects.using(using).filter(pk=row.pk).exists():
            row.save(using=using)


def _triggers(vendor: str, tables: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each trigger, which is another one for another definition, and its SQL."""
    for model in content_models():
        table, condition = model._meta.db_table, SHOWN_IF.get(model._meta.label_lower)
        if table not in tables:
            continue
        for event, rows in ROWS.items():
            shown = " OR ".join(condition.format(row=row) for row in rows) if condition else ""
            sql = TRIGGER[vendor].format(
                name="{name}",
                event=event,
                table=table,
                when=f"WHEN ({shown})" if shown else "",
                timing="AFTER" if shown else "BEFORE",
                unit="ROW" if shown else "STATEMENT",
            )
            name = f"page_cache_{table[:40]}_{hashlib.sha256(sql.encode()).hexdigest()[:8]}"
            yield name, sql.format(name=name)
