"""What the public saw of an entry, and when: its versions without drafts, names or preparations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString

from history.diff import marked
from history.snapshots import (
    AT_ONCE,
    Document,
    History,
    label_of,
    said_columns,
    title_of,
    value_in_words,
)
from publishing.languages import is_translation
from publishing.publication import PublicationState, state_at

# When something is public, and where it stands in a list, changes nothing on its page.
NOT_SAID = {"status", "publish_at", "take_down_at", "position"}


@dataclass(frozen=True)
class Change:
    """A field that differs from the version before; in words, where it does not only refer."""

    part: str  # what the field belongs to: "Decision 19"; "" for the entry itself
    label: str
    old: str = ""
    new: str = ""
    language: str = ""  # of the texts, where the field is in one

    @property
    def marked(self) -> SafeString:
        return marked(self.old, self.new)


@dataclass(frozen=True, eq=False)
class PublicVersion:
    """An entry and its parts as the public saw them from one moment to another."""

    since: datetime
    document: Document
    changes: tuple[Change, ...] = ()  # what differs from the version before
    until: datetime | None = None  # None: it is what the public sees now

    @property
    def code(self) -> str:
        """The moment in UTC, as web archives write it in addresses: "20261124093000"."""
        return f"{self.since.astimezone(UTC):%Y%m%d%H%M%S}"

    @property
    def moment(self) -> str:
        """When it began, to the second, as ``<time>`` takes it: "2026-11-24T09:30:00+00:00"."""
        return self.since.astimezone(UTC).isoformat(timespec="seconds")

    def is_public_at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)

    @property
    def changed(self) -> list[str]:
        """What differs, in few words: the parts, and the fields of the entry itself."""
        return list(dict.fromkeys(change.part or change.label for change in self.changes))


def public_versions(model: type[models.Model], key: int) -> list[PublicVersion]:
    """What the public has seen of an entry, oldest first; empty if nothing."""
    history = _read(model, key)
    found: list[PublicVersion] = []
    shown: dict | None = None  # what the public sees at the moment looked at
    for moment in _moments(history):
        document = _public_part(history.at(moment), moment)
        face = document and _face(document)
        if face == shown:
            continue
        if shown is not None:
            found[-1] = replace(found[-1], until=moment)
        if document:
            before = found[-1].document if found else None
            changes = _changes(before, document) if before else ()
            found.append(PublicVersion(moment, document, tuple(changes)))
        shown = face
    return found


def _read(model: type[models.Model], key: int) -> History:
    """The entry's history; its records know the keys of what they led to, by one query each."""
    history = History(model, key)
    records = [record for place, record in history.records if not place]
    for record in records:
        record.related_keys = {f.name: [] for f in record._history_m2m_fields}
    by_id = {record.history_id: record for record in records}
    for name in records[0].related_keys if records else ():
        column = f"{history.model._meta.get_field(name).m2m_reverse_field_name()}_id"
        rows = getattr(type(records[0]), name).filter(history__in=by_id)
        for kept_with, key_of_other in rows.values_list("history_id", column):
            by_id[kept_with].related_keys[name].append(key_of_other)
    return history


def _moments(history: History) -> list[datetime]:
    """When what the public sees may have changed, in order: by a save, or because it was time."""
    moments, now = [], timezone.now()
    for _place, record in history.records:
        if moments and record.history_date - moments[-1] <= AT_ONCE:
            moments.pop()
        moments.append(record.history_date)
    for _place, record in history.records:
        times = (getattr(record, name, None) for name in ("publish_at", "take_down_at"))
        moments += [time for time in times if time and time <= now]
    return sorted(set(moments))


def _public_part(document: Document, moment: datetime) -> Document | None:
    """What of the document was public at the moment; None if the entry itself was not."""
    public = {p: r for p, r in document.records.items() if _is_public(r, moment)}
    return Document(public) if "" in public else None


def _is_public(record: models.Model, moment: datetime) -> bool:
    """Return whether a record was public; what has no status is as public as its entry."""
    return not hasattr(record, "status") or state_at(record, moment) == PublicationState.PUBLIC


def _face(document: Document) -> dict[tuple[str, str], object]:
    """What the document says, by place and column; not of its parts that they are its own."""
    whole = document.entry.instance_type._meta.concrete_model
    return {
        (place, name): _value(record, name)
        for place, record in document.records.items()
        for name in said_columns(record)
        if name not in NOT_SAID
        and not (place and record.instance_type._meta.get_field(name).related_model is whole)
    }


def _value(record: models.Model, name: str):
    model_field = record.instance_type._meta.get_field(name)
    if model_field.many_to_many:
        return sorted(record.related_keys[name])
    value = getattr(record, model_field.attname)
    return "" if value is None else str(value)


def _changes(before: Document, after: Document) -> Iterator[Change]:
    """What differs, in the active language, in the order of the fields."""
    was, is_ = _face(before), _face(after)
    for place, name in [*is_, *(where for where in was if where not in is_)]:
        if was.get((place, name), "") != is_.get((place, name), ""):
            old, new = before.records.get(place), after.records.get(place)
            yield _change(old, new, place, name)


def _change(old: models.Model | None, new: models.Model | None, place: str, name: str) -> Change:
    record = new if new is not None else old
    model_field, label = record.instance_type._meta.get_field(name), label_of(record, name)
    # What is referred to may be a draft: that it changed is said, not from what to what.
    is_said = not model_field.is_relation
    return Change(
        part=title_of(record) if place else "",
        label=label,
        old=_words(old, model_field) if is_said else "",
        new=_words(new, model_field) if is_said else "",
        language=model_field.language if is_translation(model_field) else "",
    )


def _words(record: models.Model | None, model_field: models.Field) -> str:
    value = None if record is None else getattr(record, model_field.attname)
    return value_in_words(model_field, value)
