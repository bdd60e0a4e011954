"""What a table would change, row by row, and every fault in it. Saved is all of it, or nothing."""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.columns import Subject, addresses_of, partners_of, value_of
from exchange.files import Row
from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable

MAX_NAMED = 12  # choices that a fault tells
PUBLICATION = {"status", "publish_at", "take_down_at"}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell, and the way out."""

    row: int
    column: str
    message: str


@dataclass
class Change:
    """What a row does to an entry: the texts of the cells that differ, by column."""

    row: int
    entry: models.Model
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)  # old, new

    @property
    def is_new(self) -> bool:
        return self.entry._state.adding


class Import:
    """A table, checked against what there is. ``faults`` and ``changes`` are the result."""

    def __init__(self, subject: Subject, columns: list[str], rows: list[Row], may_publish):
        """``may_publish`` says of an entry whether its publication may be changed."""
        self.subject, self.may_publish = subject, may_publish
        self.faults: list[Fault] = []
        self.changes: list[Change] = []
        self.unchanged = 0
        self.columns = self._known(columns)
        self._there = {str(entry.pk): entry for entry in subject.entries()}
        self._alike = {subject.likeness(entry): key for key, entry in self._there.items()}
        self._seen: dict[tuple[str, str], int] = {}
        if not self.faults:
            for number, cells in rows:
                self._check(number, cells)

    def _known(self, columns: list[str]) -> list[str]:
        for name in columns:
            if name not in self.subject.columns:
                message = _("There is no column “%(name)s”. The columns are: %(names)s.")
                names = {"name": name, "names": ", ".join(self.subject.columns)}
                self.faults.append(Fault(1, name or "?", message % names))
            elif columns.count(name) > 1:
                self.faults.append(Fault(1, name, _("This column is there twice.")))
        if "id" not in columns:
            message = _("The column “id” is missing: it says which entry a row is about.")
            self.faults.append(Fault(1, "id", message))
        return columns

    def _check(self, number: int, cells: dict[str, str]) -> None:
        entry = self._entry(number, cells)
        if entry is None:
            return
        change = Change(number, entry)
        for name in self.columns:
            old = "" if change.is_new else self.subject.text(entry, name)
            new = cells[name].strip()
            if name != "id" and old.strip() != new:
                change.cells[name] = (old, new)
        self._refuse_twice(number, "id", cells["id"].strip())
        if not change.cells:
            self.unchanged += 1
            return
        if not self._may(change):
            return
        before = len(self.faults)
        self._fill(change)
        if len(self.faults) == before:
            self._refuse_faulty(change)
        if len(self.faults) == before:
            self._refuse_what_is_there(change)
        self.changes.append(change)

    def _entry(self, number: int, cells) -> models.Model | None:
        key = cells["id"].strip()
        if not key:
            return self.subject.model()
        if key not in self._there:
            message = _("There is no entry with this id. Leave it empty for a new one.")
            self.faults.append(Fault(number, "id", message))
        return self._there.get(key)

    def _refuse_twice(self, number: int, name: str, text: str | None, kind: str = "") -> None:
        """An id, an address or a new entry that stands in two rows."""
        first = self._seen.setdefault((kind or name, text), number) if text else number
        if first != number:
            message = _("“%(text)s” stands in row %(row)d already.")
            self.faults.append(Fault(number, name, message % {"text": text, "row": first}))

    def _refuse_what_is_there(self, change: Change) -> None:
        """An address made from the same title, or a row that was brought before."""
        for language in LANGUAGE_CODES:
            name = column("slug", language)
            if name in self.subject.columns:
                self._refuse_twice(change.row, name, getattr(change.entry, name), "slug")
        likeness = self.subject.likeness(change.entry) if change.is_new else ""
        if key := likeness and self._alike.get(likeness):
            message = _("This is there already: give its id, %(id)s, or leave out the row.")
            self.faults.append(Fault(change.row, "id", message % {"id": key}))
        self._refuse_twice(change.row, "id", likeness, "likeness")

    def _may(self, change: Change) -> bool:
        """Only who publishes may change what is public, or that it is."""
        if self.may_publish(change.entry):
            return True
        columns = [name for name in change.cells if name in PUBLICATION]
        if change.is_new:
            columns = [name for name in columns if change.cells[name][1] not in ("", "draft")]
        elif change.entry.status == Publishable.Status.PUBLISHED:
            columns = ["id"]
        for name in columns:
            message = _("Only a publisher may change this. Leave it as it is.")
            self.faults.append(Fault(change.row, name, message))
        return not columns

    def _fill(self, change: Change) -> None:
        for name, (_old, new) in change.cells.items():
            try:
                if name == "links":
                    change.entry.new_links = addresses_of(new)
                elif name in self.subject.relations:
                    change.entry.new_relations = {name: partners_of(new)}
                else:
                    model_field = self.subject.model._meta.get_field(name)
                    setattr(change.entry, name, value_of(model_field, new))
            except ValidationError as error:
                self._note(change.row, name, error)

    def _refuse_faulty(self, change: Change) -> None:
        """The rules of the forms hold here too."""
        try:
            change.entry.full_clean(validate_constraints=False)
        except ValidationError as error:
            for name, faults in error.error_dict.items():
                if column(name, LANGUAGE_CODES[0]) in self.subject.columns:
                    continue  # said of the column of a language, too
                for fault in faults:
                    self._note(change.row, "id" if name == NON_FIELD_ERRORS else name, fault)
        for constraint in self.subject.model._meta.constraints:
            try:
                constraint.validate(self.subject.model, change.entry)
            except ValidationError as error:
                about = constraint.condition.referenced_base_fields
                name = next((name for name in self.subject.columns if name in about), "id")
                self._note(change.row, name, error)

    def _note(self, row: int, column: str, error: ValidationError) -> None:
        for fault in error.error_list:
            is_choice = fault.code == "invalid_choice" and column in self.subject.columns
            message = _allowed(self.subject, column, fault) if is_choice else fault.messages[0]
            self.faults.append(Fault(row, column, message))

    @property
    def digest(self) -> str:
        """What tells this set of changes from any other: what was seen is what is saved."""
        said = [
            (change.row, change.entry.pk, sorted(change.cells.items())) for change in self.changes
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @transaction.atomic
    def save(self) -> None:
        """Saves all of it, or nothing."""
        for change in self.changes:
            change.entry.save()
            for name, others in getattr(change.entry, "new_relations", {}).items():
                getattr(change.entry, name).set(others)
            if hasattr(change.entry, "new_links"):
                _set_links(change.entry, change.entry.new_links)


def _allowed(subject: Subject, column: str, fault: ValidationError) -> str:
    """What may stand in a cell, where what stands there may not."""
    choices = subject.model._meta.get_field(column).flatchoices
    if len(choices) > MAX_NAMED:
        return " ".join(fault.messages)
    names = ", ".join(f"{value} ({capfirst(label)})" for value, label in choices if value)
    message = _("“%(text)s” is not one of these: %(names)s.")
    return message % {"text": fault.params["value"], "names": names}


def _set_links(entry: models.Model, addresses: list[str]) -> None:
    """Links that stay keep their labels; what is new goes to the end."""
    there = {link.url: link for link in entry.links.all()}
    for url, link in there.items():
        if url not in addresses:
            link.delete()
    for position, url in enumerate(addresses):
        if url not in there:
            entry.links.create(url=url, position=position)
