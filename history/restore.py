"""Brings an entry, and what is edited with it, back to an earlier version."""

from django.db import models

from history.snapshots import DELETED, History, Snapshot, described_columns
from publishing.media.attachments import Attachment
from publishing.publication import Publishable, Status
from publishing.redirects import remove_tombstones

# When it is public is decided today, not by an earlier version.
PUBLICATION_COLUMNS = frozenset({"status", "publish_at", "take_down_at"})


def restore(entry: models.Model, snapshot: Snapshot, reason: str) -> None:
    """Make the entry what the snapshot says; raise ValidationError if that is not possible now.

    Its parts come back with it: those deleted since anew, as drafts; those added since go.
    """
    _write(entry, snapshot.entry, reason)
    for name in entry.edited_with:
        relation = entry._meta.get_field(name)
        was = snapshot.parts(name)
        there = {
            part.pk: part
            for part in relation.related_model.objects.filter(**{relation.field.name: entry.pk})
        }
        for key, part in there.items():
            if key not in was:
                part.delete()
        for key, record in was.items():
            if _shows_what_is_gone(record):
                continue
            _write(there.get(key) or relation.related_model(pk=key), record, reason)


def deleted(model: type[models.Model]) -> list[models.Model]:
    """Return the last records of what is there no more, newest first."""
    there = model._base_manager.values("pk")
    records = model.history.filter(history_type=DELETED).exclude(id__in=there)
    if model.only_kind:
        records = records.filter(kind=model.only_kind)
    found = {}
    for record in records.select_related("history_user").order_by("-history_date"):
        record.heading = str(record.instance)
        found.setdefault(record.id, record)
    return list(found.values())


def recreate(model: type[models.Model], key: int, reason: str) -> models.Model:
    """Bring a deleted entry back as a draft, with its parts; raise ValidationError.

    DoesNotExist if nothing of that key was deleted.
    """
    record = next((record for record in deleted(model) if record.id == key), None)
    if record is None:
        raise model.DoesNotExist
    versions = [v for v in History(model, key).versions() if not v.is_deletion]
    snapshot = History(model, key).at(versions[0].when)
    entry = model(pk=record.id)
    restore(entry, snapshot, reason)
    remove_tombstones(entry)
    return entry


def _write(instance: models.Model, record: models.Model, reason: str) -> None:
    is_new = instance._state.adding
    many = instance.tracked_relations
    for name in described_columns(record):
        if name in many or name in PUBLICATION_COLUMNS:
            continue
        model_field = instance._meta.get_field(name)
        value = getattr(record, model_field.attname)
        if model_field.many_to_one and not _is_there(model_field, value):
            value = None
        if isinstance(model_field, models.FileField) and not _is_stored(model_field, value):
            value = ""
        setattr(instance, model_field.attname, value)
    if is_new and isinstance(instance, Publishable):
        instance.status = Status.DRAFT
    instance.full_clean()
    instance._change_reason = reason
    instance.save(force_insert=is_new)
    for name in many:
        rows = getattr(record, name).all()
        attname = f"{instance._meta.get_field(name).m2m_reverse_field_name()}_id"
        target = instance._meta.get_field(name).related_model
        keys = [getattr(row, attname) for row in rows]
        getattr(instance, name).set(target._base_manager.filter(pk__in=keys))
    if is_new and isinstance(instance, Publishable):
        instance.rejoin()


def _shows_what_is_gone(record: models.Model) -> bool:
    """Return whether it was attached to the entry, and is in its library no more."""
    model = record.instance_type
    return issubclass(model, Attachment) and not any(
        (key := getattr(record, f"{name}_id"))
        and model._meta.get_field(name).related_model._base_manager.filter(pk=key).exists()
        for name in ("document", "picture")
    )


def _is_there(model_field, key) -> bool:
    return key is None or model_field.related_model._base_manager.filter(pk=key).exists()


def _is_stored(model_field: models.FileField, file) -> bool:
    return bool(file) and model_field.storage.exists(str(file))
