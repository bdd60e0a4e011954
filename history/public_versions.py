"""What the public saw of an entry, and when: its versions without drafts, names or preparations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from history.models import WithheldVersion, timestamp_code
from history.snapshots import (
    AT_ONCE,
    History,
    Snapshot,
    described_columns,
    label_of_field,
    title_of,
    value_in_words,
)
from publishing.languages import is_translation
from publishing.publication import PublicationState, state_at

# When something is public, and where it stands in a list, changes nothing on its page.
LEFT_OUT = {"status", "publish_at", "take_down_at", "position"}


@dataclass(frozen=True)
class Change:
    """A field that differs from the version before; in words, where it does not only refer."""

    part: str  # what the field belongs to: "Decision 19"; "" for the entry itself
    label: str
    before: models.Model | None
    after: models.Model | None
    model_field: models.Field

    @cached_property
    def old(self) -> str:
        return self._format(self.before)

    @cached_property
    def new(self) -> str:
        return self._format(self.after)

    @property
    def language(self) -> str:
        """The language of the texts, where the field is in one."""
        return self.model_field.language if is_translation(self.model_field) else ""

    def _format(self, record: models.Model | None) -> str:
        # What is referred to may be a draft: that it changed is said, not from what to what.
        if record is None or self.model_field.is_relation:
            return ""
        return value_in_words(self.model_field, getattr(record, self.model_field.attname))


@dataclass(frozen=True, eq=False)
class PublicVersion:
    """An entry and its parts as the public saw them from one time to another."""

    since: datetime
    snapshot: Snapshot
    before: Snapshot | None = None  # of the version before it
    until: datetime | None = None  # None: it is what the public sees now
    withheld: WithheldVersion | None = None

    @property
    def code(self) -> str:
        """Since when, in UTC, as web archives write it in addresses: "20261124093000"."""
        return timestamp_code(self.since)

    @property
    def iso_time(self) -> str:
        """Since when, to the second, as ``<time>`` takes it: "2026-11-24T09:30:00+00:00"."""
        return self.since.astimezone(UTC).isoformat(timespec="seconds")

    def is_public_at(self, timestamp: datetime) -> bool:
        return self.since <= timestamp and (self.until is None or timestamp < self.until)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return what differs from the version before; a page asks of few."""
        return tuple(_changes(self.before, self.snapshot)) if self.before else ()

    @property
    def changed(self) -> list[str]:
        """What differs, in few words: the parts, and the fields of the entry itself."""
        return list(dict.fromkeys(change.part or change.label for change in self.changes))


def public_versions(model: type[models.Model], key: int) -> list[PublicVersion]:
    """Return what the public may see of an entry's past, oldest first; empty if nothing."""
    return without_withheld(all_versions(model, key))


def without_withheld(versions: list[PublicVersion]) -> list[PublicVersion]:
    """Return the others, each with the one before it among them."""
    shown: list[PublicVersion] = []
    for version in versions:
        if version.withheld is None:
            before = shown[-1].snapshot if shown else None
            shown.append(replace(version, before=before))
    return shown


def all_versions(
    model: type[models.Model], key: int, history: History | None = None
) -> list[PublicVersion]:
    """Return what the public has seen of an entry, oldest first, also what is withheld now.

    Its ``history`` may be given, where it was read already.
    """
    history = _read(history or History(model, key))
    found: list[PublicVersion] = []
    shown: dict | None = None  # what the public sees at the time looked at
    timestamps = _timestamps(history)
    may_have_past = len(timestamps) > 1
    withheld = WithheldVersion.objects.by_code(model, key) if may_have_past else {}
    for timestamp, snapshot in zip(timestamps, history.walk(timestamps), strict=True):
        snapshot = _public_part(snapshot, timestamp)
        face = snapshot and _face(snapshot)
        if face == shown:
            continue
        if shown is not None:
            found[-1] = replace(found[-1], until=timestamp)
        if snapshot:
            code = timestamp_code(timestamp)
            found.append(PublicVersion(timestamp, snapshot, withheld=withheld.get(code)))
        shown = face
    return found


def _read(history: History) -> History:
    """Return the history, whose records know the keys of what they led to, by a query each."""
    records = [record for path, record in history.records if not path]
    for record in records:
        record.related_keys = {name: [] for name in history.model.tracked_relations}
    by_id = {record.history_id: record for record in records}
    for name in records[0].related_keys if records else ():
        column = f"{history.model._meta.get_field(name).m2m_reverse_field_name()}_id"
        rows = getattr(type(records[0]), name).filter(history__in=by_id)
        for history_id, key_of_other in rows.values_list("history_id", column):
            by_id[history_id].related_keys[name].append(key_of_other)
    return history


def _timestamps(history: History) -> list[datetime]:
    """Return when what the public sees may have changed, in order: by a save, or by the time."""
    timestamps, now = [], timezone.now()
    for _path, record in history.records:
        if timestamps and record.history_date - timestamps[-1] <= AT_ONCE:
            timestamps.pop()
        timestamps.append(record.history_date)
    for _path, record in history.records:
        times = (getattr(record, name, None) for name in ("publish_at", "take_down_at"))
        timestamps += [time for time in times if time and time <= now]
    return sorted(set(timestamps))


def _public_part(snapshot: Snapshot, timestamp: datetime) -> Snapshot | None:
    """Return what of the snapshot was public at the time; None if the entry itself was not."""
    public = {p: r for p, r in snapshot.records.items() if _is_public(r, timestamp)}
    return Snapshot(public) if "" in public else None


def _is_public(record: models.Model, timestamp: datetime) -> bool:
    """Return whether a record was public; what has no status is as public as its entry."""
    return not hasattr(record, "status") or state_at(record, timestamp) == PublicationState.PUBLIC


def _face(snapshot: Snapshot) -> dict[tuple[str, str], object]:
    """Return what the snapshot says, by path and column; not of parts that they are its own."""
    whole = snapshot.entry.instance_type._meta.concrete_model
    return {
        (path, name): _value(record, name)
        for path, record in snapshot.records.items()
        for name in described_columns(record)
        if name not in LEFT_OUT
        and not (path and record.instance_type._meta.get_field(name).related_model is whole)
    }


def _value(record: models.Model, name: str):
    model_field = record.instance_type._meta.get_field(name)
    if model_field.many_to_many:
        return sorted(record.related_keys[name])
    value = getattr(record, model_field.attname)
    return "" if value is None else str(value)


def _changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Yield what differs, in the active language, in the order of the fields."""
    was, is_ = _face(before), _face(after)
    title = cache(title_of)  # of a part, which is looked up by what it refers to
    for path, name in [*is_, *(where for where in was if where not in is_)]:
        if was.get((path, name), "") != is_.get((path, name), ""):
            old, new = before.records.get(path), after.records.get(path)
            record = new if new is not None else old
            part = title(record) if path else ""
            model_field = record.instance_type._meta.get_field(name)
            yield Change(part, label_of_field(model_field), old, new, model_field)
