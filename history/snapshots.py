"""Every version of an entry and of what is edited with it: kept, compared, brought back.

The records are django-simple-history's, one for each row that was saved. What one person saved at
once – a partner, its decisions, its web pages – makes up one version, known by its last time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField

from publishing.fields import RichTextField
from publishing.languages import LANGUAGE_NAMES
from publishing.people import full_name
from publishing.periods.dates import Period
from publishing.periods.formatting import format_period
from publishing.rich_text.cleaning import plain_text

SLUG_LABEL = _("Address of the page")  # an institution has an address too
AT_ONCE = timedelta(seconds=2)  # what one person saves within is one version
DELETED = "-"
UNSAID = {"id", "created", "updated"}  # columns that are no news to anybody


@dataclass
class Version:
    """What was saved at once."""

    when: datetime
    who: str
    reason: str = ""
    changed: list[str] = field(default_factory=list)  # labels of what differs from before
    is_deletion: bool = False

    @property
    def key(self) -> str:
        """Return the time as URLs carry it."""
        return self.when.isoformat()


@dataclass
class Snapshot:
    """An entry and its parts as they were at a time: the record of each, by its path."""

    records: dict[str, models.Model]  # "" for the entry itself, "decisions/12" for a part

    @property
    def entry(self) -> models.Model | None:
        return self.records.get("")

    def parts(self, name: str) -> dict[int, models.Model]:
        """Return the records of a kind of part, by their keys."""
        start = f"{name}/"
        return {r.id: r for path, r in self.records.items() if path.startswith(start)}


class History:
    """All versions of one entry, read at once."""

    def __init__(self, model: type[models.Model], key):
        self.model = model._meta.concrete_model
        streams = {"": (self.model, "id")}
        for name in model.edited_with:
            relation = self.model._meta.get_field(name)
            streams[name] = relation.related_model, relation.field.column
        by_path = (
            (f"{name}/{record.id}" if name else "", record)
            for name, (part, column) in streams.items()
            for record in _records(part, column, key)
        )
        self.records = sorted(by_path, key=_timestamp)

    def versions(self) -> list[Version]:
        """Return all versions, newest first, each with what differs from the one before."""
        models.prefetch_related_objects([record for _path, record in self.records], "history_user")
        versions: list[Version] = []
        present, before = {}, {}
        for path, record in self.records:
            last = versions[-1] if versions else None
            who = full_name(record.history_user)
            if last is None or record.history_date - last.when > AT_ONCE or who != last.who:
                before = dict(present)
                last = Version(record.history_date, who)
                versions.append(last)
            last.when = record.history_date
            last.reason = record.history_change_reason or last.reason
            if record.history_type == DELETED:
                present.pop(path, None)
            else:
                present[path] = record
            last.is_deletion = "" not in present
            last.changed = [c.label for c in differences(Snapshot(before), Snapshot(present))]
        return [version for version in reversed(versions) if version.changed]

    def at(self, when: datetime) -> Snapshot:
        """Return the entry as it was at a time."""
        return next(self.walk([when]))

    def walk(self, timestamps: Iterable[datetime]) -> Iterator[Snapshot]:
        """Yield the entry as it was at each of the times, which are in order."""
        found, number = {}, 0
        for timestamp in timestamps:
            while number < len(self.records) and self.records[number][1].history_date <= timestamp:
                path, record = self.records[number]
                number += 1
                if record.history_type == DELETED:
                    found.pop(path, None)
                else:
                    found[path] = record
            yield Snapshot(dict(found))


@cache
def _record_model(model: type[models.Model]) -> type[models.Model]:
    """Return the model of the records; its manager is made anew whenever it is asked for."""
    return model.history.model


def _records(model: type[models.Model], column: str, key) -> models.query.RawQuerySet:
    """Return the records of rows with the key in a column: by plain SQL, as every page asks."""
    record_model = _record_model(model)
    table, column = map(connection.ops.quote_name, (record_model._meta.db_table, column))
    return record_model._base_manager.raw(f"SELECT * FROM {table} WHERE {column} = %s", [key])


def _timestamp(by_path: tuple[str, models.Model]) -> tuple:
    """Return when a record was made; of those made at once, which came first."""
    return by_path[1].history_date, by_path[1].history_id


@dataclass(frozen=True)
class Difference:
    """A field that differs between two versions, in words."""

    label: str
    old: str
    new: str


def differences(
    old: Snapshot, new: Snapshot, besides: frozenset[str] = frozenset()
) -> list[Difference]:
    """Return what differs ``besides`` some columns, in the form's order, the entry itself first."""
    found = []
    for path in sorted({*old.records, *new.records}):
        before, after = old.records.get(path), new.records.get(path)
        record = after if after is not None else before
        title = title_of(record) if path else ""
        for name in described_columns(record):
            if name in besides:
                continue
            was, is_ = _format(before, name), _format(after, name)
            if was != is_:
                label = label_of_field(record.instance_type._meta.get_field(name))
                found.append(Difference(f"{title}: {label}" if title else label, was, is_))
    return found


def described_columns(record: models.Model) -> list[str]:
    """Return the columns of a record that say something to people, many-to-many ones too."""
    columns = [f.name for f in record.tracked_fields if f.name not in UNSAID]
    return [*columns, *record.instance_type.tracked_relations]


def label_of_field(model_field: models.Field) -> str:
    """Return a field's label: a translated one names its language."""
    original = getattr(model_field, "translated_field", None)
    if original is None:
        return capfirst(str(model_field.verbose_name))
    is_slug = isinstance(original, models.SlugField)
    label = SLUG_LABEL if is_slug else capfirst(str(original.verbose_name))
    return f"{label} ({LANGUAGE_NAMES[model_field.language]})"


def title_of(record: models.Model) -> str:
    """Name a part of an entry by its kind and what tells it from others: "Agreement 19/1994"."""
    model = record.instance_type
    try:
        hint = getattr(record.instance, "reference", "") or getattr(record, "url", "")
    except ObjectDoesNotExist:  # it is called by what was deleted since
        hint = ""
    return f"{capfirst(str(model._meta.verbose_name))} {hint or ''}".strip()


def _format(record: models.Model | None, name: str) -> str:
    """Return a column's value as people say it; "" where there is none."""
    if record is None:
        return ""
    model_field = record.instance_type._meta.get_field(name)
    if model_field.many_to_many:
        target = model_field.m2m_reverse_field_name()
        rows = getattr(record, name).select_related(target)
        return ", ".join(sorted(str(getattr(row, target)) for row in rows))
    if model_field.many_to_one:
        key = getattr(record, model_field.attname)
        related = model_field.related_model._base_manager.filter(pk=key).first() if key else None
        return str(related) if related else (f"({key})" if key else "")
    value = getattr(record, name)
    return value_in_words(model_field, value)


def value_in_words(model_field: models.Field, value) -> str:
    """Return the value of a column of its own, as people say it."""
    if value is None or value == "":
        return ""
    if isinstance(model_field, CountryField):
        return str(countries.name(str(value)))
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    if isinstance(value, Period):
        return format_period(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(model_field, RichTextField):
        return plain_text(value)
    if isinstance(model_field, models.FileField):
        return str(value).rpartition("/")[2]
    return str(value)
