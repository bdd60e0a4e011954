"""An entry as it was: made from its records, for the templates that show it as it is."""

from django.db import models

from history.snapshots import Snapshot
from publishing.fields import PeriodBound
from publishing.media.attachments import Attachment
from publishing.models import Entry
from publishing.publication import Publishable


def entry_at(snapshot: Snapshot) -> Entry:
    """Make the entry and its parts as the snapshot has them, in memory only.

    What it refers to – a picture, another entry – is as it is today, and gone if it is gone.
    """
    record = snapshot.entry
    entry = _instance(record)
    _forget_what_is_gone(entry)
    _fill_bounds(entry)
    related = {name: _parts(entry, snapshot, name) for name in entry.edited_with}
    for name, keys in record.related_keys.items():
        target = entry._meta.get_field(name).related_model
        related[name] = list(target.objects.published().filter(pk__in=keys))
    # A relation has no public way to be given what it would find.
    entry._prefetched_objects_cache = {name: Rows(rows) for name, rows in related.items()}
    return entry


def _instance(record: models.Model) -> models.Model:
    model = record.instance_type
    names = [field.attname for field in record.tracked_fields]
    missing = [f.attname for f in model._meta.concrete_fields if f.attname not in names]
    blank = model()
    values = {name: getattr(record, name) for name in names}
    values |= {name: getattr(blank, name) for name in missing}
    concrete = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(None, concrete, [values[name] for name in concrete])


def _fill_bounds(instance: models.Model) -> None:
    """Work out when it begins and ends, which may be said by what it refers to."""
    for model_field in instance._meta.concrete_fields:
        if isinstance(model_field, PeriodBound):
            model_field.pre_save(instance, add=False)


def _forget_what_is_gone(entry: Entry) -> None:
    """Empty each reference to what is not there, or not public, today."""
    for model_field in entry._meta.concrete_fields:
        if not model_field.many_to_one:
            continue
        target, key = model_field.related_model, getattr(entry, model_field.attname)
        there = target.objects.published() if issubclass(target, Publishable) else target.objects
        setattr(entry, model_field.name, there.filter(pk=key).first() if key else None)


def _parts(entry: Entry, snapshot: Snapshot, name: str) -> list[models.Model]:
    relation = entry._meta.get_field(name)
    parts = [_instance(record) for record in snapshot.parts(name).values()]
    for part in parts:
        setattr(part, relation.field.name, entry)
    parts = _without_lost(parts, relation)
    for part in parts:
        _fill_bounds(part)
    columns = relation.related_model._meta.ordering
    return sorted(parts, key=lambda part: [_sort_key(getattr(part, column)) for column in columns])


def _without_lost(parts: list[models.Model], relation) -> list[models.Model]:
    """Fetch what the parts show, such as documents; leave out those for which it is gone."""
    are_attachments = issubclass(relation.related_model, Attachment)
    with_document = [part for part in parts if are_attachments and part.document_id]
    for model_field in relation.related_model._meta.concrete_fields:
        if not model_field.many_to_one or model_field == relation.field:
            continue
        keys = {getattr(part, model_field.attname) for part in parts} - {None}
        there = model_field.related_model._base_manager.in_bulk(keys) if keys else {}
        for part in parts:
            if key := getattr(part, model_field.attname):
                setattr(part, model_field.name, there.get(key))
        parts = [p for p in parts if getattr(p, model_field.attname) or model_field.null]
    if not are_attachments:
        return parts
    for part in with_document:
        part.entry.document_is_lost |= part.document_id is None
    return [part for part in parts if part.document_id or part.picture_id]


def _sort_key(value) -> tuple:
    """Return what sorts as the database does: the missing last."""
    return (value is None, 0 if value is None else value)


class Rows(list):
    """What a relation led to, for templates, which ask for ``all``."""

    def all(self) -> "Rows":
        return self
