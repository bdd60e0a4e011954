"""Finds a text, such as a person's name, wherever the site keeps it, and erases it from the past.

What an entry says today is edited by people; what it said, and what was noted about it, is changed
here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import escape
from django.utils.text import slugify

from accounts.models import AuditRecord
from editing.import_export.models import ImportContent, TableImport
from history.models import WithheldVersion
from history.snapshots import History
from publishing.redirects import Tombstone
from publishing.references import find_entry
from search.models import MissedSearch

ERASED = "[…]"
MIN_LENGTH = 4
LOGS = {LogEntry, AuditRecord, TableImport, ImportContent, WithheldVersion}
DELETED = {Tombstone, MissedSearch}  # rows that are of no use without their text
NOT_SEARCHED = {"sessions", "contenttypes", "page_cache"}
TEXTS = (models.CharField, models.TextField, models.JSONField)
BETWEEN_PARTS = r"(?:\s|&nbsp;|<[^>]*>)+"


@dataclass(frozen=True)
class Match:
    """A row that has the text, in which columns, and whether it is of the past."""

    model: type[models.Model]
    pk: object
    changes: dict[str, object]  # what each column would be without the text
    is_past: bool

    def __str__(self):
        return f"{self.model._meta.label} {self.pk}: {', '.join(sorted(self.changes))}"


def find_text(text: str, short_id: str = "") -> Iterator[Match]:
    """Yield each row that has the text, of one entry if that is given."""
    parts = map(re.escape, escape(text).split())
    pattern = re.compile(BETWEEN_PARTS.join(parts), re.IGNORECASE)
    slug = re.compile(rf"(?<![^-_]){re.escape(slugify(text))}(?![^-_])") if slugify(text) else None
    for queryset in _querysets(short_id):
        model = queryset.model
        fields = [f for f in model._meta.concrete_fields if isinstance(f, TEXTS)]
        columns = [field.attname for field in fields]
        for row in queryset.only("pk", *columns) if columns else ():
            changes = {}
            for field in fields:
                value = row.__dict__.get(field.attname)
                is_slug = isinstance(field, models.SlugField)
                changed = _without(value, slug if is_slug else pattern, "" if is_slug else ERASED)
                if changed != value:
                    changes[field.attname] = changed
            if changes:
                yield Match(model, row.pk, changes, _is_past(model))


@transaction.atomic
def erase(matches: list[Match]) -> None:
    """Erase the text from all rows of the past among what was found."""
    for match in matches:
        rows = match.model._base_manager.filter(pk=match.pk)
        if match.model in DELETED:
            rows.delete()
        elif match.is_past:
            rows.update(**match.changes)


def _is_past(model: type[models.Model]) -> bool:
    """Return whether rows of the model are records: versions and notes, not entries."""
    names = {field.name for field in model._meta.fields}
    return model in LOGS | DELETED or {"history_id", "history_type"} <= names


def _without(value, pattern: re.Pattern | None, replacement: str):
    """Return a value without the text; of JSON, in all its strings."""
    if isinstance(value, str) and pattern:
        return pattern.sub(replacement, value)
    if isinstance(value, list | tuple):
        return [_without(part, pattern, replacement) for part in value]
    if isinstance(value, dict):
        return {key: _without(part, pattern, replacement) for key, part in value.items()}
    return value


def _querysets(short_id: str) -> Iterator[models.QuerySet]:
    if short_id:
        yield from _querysets_of_entry(short_id[0], int(short_id[1:]))
        return
    tables = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        is_table = options.managed and not options.proxy and options.db_table in tables
        if is_table and options.app_label not in NOT_SEARCHED:
            yield model._base_manager.all()


def _querysets_of_entry(prefix: str, key: int) -> Iterator[models.QuerySet]:
    """Yield what is kept of one entry: itself, its parts, their versions, and notes on it."""
    entry = find_entry(prefix, key)
    for tombstones in (Tombstone, WithheldVersion):
        yield tombstones._base_manager.filter(prefix=prefix, key=key)
    if entry is None:
        return
    model = entry._meta.concrete_model
    yield model._base_manager.filter(pk=key)
    for name in model.edited_with:
        relation = model._meta.get_field(name)
        yield relation.related_model._base_manager.filter(**{relation.field.name: key})
    records: dict[type[models.Model], list] = {}
    for _path, record in History(model, key).records:
        records.setdefault(type(record), []).append(record.pk)
    for kind, keys in records.items():
        yield kind._base_manager.filter(pk__in=keys)
    kinds = [m for m in apps.get_models() if m._meta.concrete_model is model]
    types = ContentType.objects.get_for_models(*kinds, for_concrete_models=False).values()
    yield LogEntry.objects.filter(content_type__in=types, object_id=str(key))


def log_erasure(text: str, short_id: str) -> None:
    """Note that a text was erased; of the text, a keyed hash only."""
    line = {"at": timezone.now().isoformat(), "digest": digest(text), "entry": short_id}
    path = settings.DATA_DIR / "erasures.jsonl"
    with path.open("a", encoding="utf-8") as opened:
        opened.write(f"{json.dumps(line)}\n")


def digest(text: str) -> str:
    """Return what tells whether a text is one that was erased, to whoever has the secret key."""
    return salted_hmac("erasure", text.casefold(), algorithm="sha256").hexdigest()


def erasures_since(timestamp: datetime) -> list[dict]:
    """Return what was erased since then, oldest first: what an older backup brings back."""
    path = settings.DATA_DIR / "erasures.jsonl"
    if not path.exists():
        return []
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if datetime.fromisoformat(line["at"]) >= timestamp]
