"""What a row of a table does to an entry."""

import operator
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from editing.import_export.cells import is_marked_as_long
from editing.import_export.columns import VERSION, TableColumns
from history.drafts.models import Draft
from history.snapshots import AT_ONCE, History
from publishing.csv_text import unguard
from publishing.entry_types import EntryType
from publishing.fields import PeriodBound
from publishing.known_slugs import KnownSlugs
from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable

PUBLICATION = {"status", "publish_at", "take_down_at"}
LOOKUPS = {
    "gt": operator.gt,
    "gte": operator.ge,
    "range": lambda value, ends: ends[0] <= value <= ends[1],
}


class TableResource(TableColumns):
    """A table, and the course of each row: to its entry, its changes, its errors.

    No row asks the database: what there is besides is read once. ``may_publish`` says of an entry
    whether the person may change its publication.
    """

    class Meta:
        skip_diff = True

    def __init__(self, kind: EntryType, may_publish: Callable[..., bool] = lambda entry: True):
        super().__init__(kind)
        self.may_publish = may_publish

    def run(self, instance_loader, number: int, cells: dict[str, str]):
        """Run a row up to its saving; ``instance``, ``changes``, ``left_as_is`` tell the rest.

        ``instance_loader`` has the entry of a row; returns the errors by column.
        """
        self.instance, self.changes, self.left_as_is = None, {}, []
        self.is_proposal = False
        result = self.import_row(cells, instance_loader, dry_run=True, row_number=number)
        if result.errors:  # no mistake of the person's
            raise result.errors[0].error
        error = result.validation_error
        return {name: texts[0] for name, texts in error.message_dict.items()} if error else {}

    def init_instance(self, row=None):
        return self.model()

    def get_instance(self, instance_loader, row):
        if not row["id"].strip():
            return None
        entry = instance_loader.get_instance(row)
        if entry is None:
            message = _("No entry has this id. For a new entry, leave the cell empty.")
            raise ValidationError({"id": message})
        return entry

    def after_init_instance(self, instance, new, row, **kwargs):
        self.instance, self.changes, self.left_as_is = instance, {}, []
        if hasattr(instance, "known_slugs"):
            instance.known_slugs = self._known_slugs
        self.was_published = not new and instance.status == Publishable.Status.PUBLISHED
        self._version = "" if new else row.get(VERSION, "").strip()
        self._is_stale = self._version not in (
            "",
            instance.updated and instance.updated.isoformat(),
        )
        self.__dict__.pop("_exported", None)

    @cached_property
    def _exported(self) -> dict[str, str]:
        """What the table said of the row's entry when it was exported; {} if nobody knows."""
        try:
            then = datetime.fromisoformat(self._version)
        except ValueError:
            return {}
        if not then.tzinfo:
            return {}
        snapshot = History(self.model, self.instance.pk).at(then + AT_ONCE)
        record = self.instance.history.filter(updated=then).order_by("history_id").last()
        if record is None or snapshot.entry is None:
            return {}
        plain = [name for name in self.fields if name not in self.table.relations]
        exported = {name: self.fields[name].export(record.instance) for name in plain}
        for name in self.model.tracked_relations:
            target = self.model._meta.get_field(name).m2m_reverse_name()
            keys = getattr(record, name).values_list(target, flat=True)
            exported[name] = self.fields[name].widget.render(keys)
        if "links" in self.table.relations:
            links = sorted(snapshot.parts("links").values(), key=lambda r: (r.position, r.id))
            exported["links"] = self.fields["links"].widget.render([link.url for link in links])
        return exported

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Take over a cell that differs; what is as it was is not even read."""
        name, cell = field.column_name, row.get(field.column_name)
        if cell is None or field.readonly or is_marked_as_long(cell):
            return
        old = "" if instance._state.adding else field.export(instance)
        if any(field.widget.is_same(text, old) for text in (cell, unguard(cell))):
            return  # the same, or CSV that was saved as a workbook
        then = self._exported.get(name) if self._is_stale else old
        if then is not None and then != old and field.widget.is_same(cell, then):
            self.left_as_is.append([name, old])
            return
        field.save(instance, row)
        new = field.export(instance)
        if new == old:
            return
        if then not in (old, new):
            message = _(
                "This was changed on the site after you exported the table. It is now "
                "“%(text)s”. Export the table again."
            )
            raise ValueError(message % {"text": self.in_words(name, old)})
        self.changes[name] = [old, new]

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not self.changes and not import_validation_errors

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Raise what is wrong by column: the rules of the forms hold here too."""
        self._refuse_publication(instance)
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        # That the related entries are there is known; the slugs are unique by `Entry.clean()`.
        related = {
            f.name
            for f in self.model._meta.fields
            if f.many_to_one and f.value_from_object(instance)
        }
        errors = {}
        try:
            instance.full_clean(related, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for name, messages in error.error_dict.items():
                if column(name, LANGUAGE_CODES[0]) not in self.fields:  # else of its language, too
                    errors["id" if name == NON_FIELD_ERRORS else name] = messages
        for bound in self._bounds:
            bound.pre_save(instance, add=False)
        for constraint in self.model._meta.constraints:
            if not holds(constraint.condition, instance):
                about = constraint.condition.referenced_base_fields
                name = next((n for n in self.fields if n in about), "id")
                errors.setdefault(name, constraint.get_violation_error_message())
        if errors:
            raise ValidationError(errors)
        if self.is_proposal:
            self._refuse_what_a_draft_changes(instance)
        self._refuse_what_is_there(instance)

    def _refuse_publication(self, instance):
        """Only who publishes may change that something is public; others propose a draft of it."""
        if self.may_publish(instance):
            return
        columns = [name for name in self.changes if name in PUBLICATION]
        if instance._state.adding:
            columns = [name for name in columns if self.changes[name][1] not in ("", "draft")]
        elif self.was_published:
            self.is_proposal = True
        if columns:
            message = _("Only a publisher can change this. Leave it as it is.")
            raise ValidationError(dict.fromkeys(columns, message))

    def _refuse_what_a_draft_changes(self, instance):
        """Refuse to write over what the draft beside the entry says otherwise."""
        draft = self._drafts.get(instance.pk, {})
        columns = draft.get("") or {}
        taken = [name for name in columns.keys() & self.changes if self._differs(columns, name)]
        if "links" in self.changes and any(path.startswith("links/") for path in draft):
            taken.append("links")
        if taken:
            message = _(
                "A draft of this entry already changes this. Publish or discard the draft first."
            )
            raise ValidationError(dict.fromkeys(taken, message))

    def _differs(self, columns: dict, name: str) -> bool:
        model_field, value = self.model._meta.get_field(name), columns[name][1]
        if not (model_field.is_relation or value is None):
            value = model_field.to_python(value)
        return self.fields[name].widget.render(value) != self.changes[name][1]

    def _refuse_what_is_there(self, instance):
        """Refuse a new row that was brought before."""
        there = instance._state.adding and self._present.get(self.natural_key(instance))
        if there:
            message = _("This entry already exists. Enter its id, %(id)s, or delete the row.")
            raise ValidationError({"id": message % {"id": there}})

    def natural_key(self, entry) -> str:
        """Return what tells the entry from others; "" where a part of it is not known."""
        exported = [self.fields[name].export(entry) for name in self.table.natural_key]
        return " ".join(exported) if all(exported) else ""

    # --- What there is besides a row, read once ---------------------------------------------------

    @cached_property
    def _known_slugs(self) -> KnownSlugs:
        return KnownSlugs(self.model)

    @cached_property
    def _present(self) -> dict[str, int]:
        """The keys of the entries by their natural keys."""
        entries = self.model._base_manager.only("pk", *self.table.natural_key).order_by("-pk")
        found = entries if self.table.natural_key else ()
        return {key: entry.pk for entry in found if (key := self.natural_key(entry))}

    @cached_property
    def _drafts(self) -> dict[int, dict]:
        """What the drafts beside the entries change, by the keys of the entries."""
        drafts = Draft.objects.current().filter(prefix=self.model.type_prefix)
        return dict(drafts.values_list("key", "changes"))

    @cached_property
    def _bounds(self) -> list[PeriodBound]:
        return [f for f in self.model._meta.fields if isinstance(f, PeriodBound)]


def holds(condition: models.Q, entry: models.Model) -> bool:
    """Return whether an entry keeps to a constraint, as the database would say; KeyError if it has
    a lookup that was in none before.
    """
    for path, wanted in condition.children:
        name, _separator, lookup = path.rpartition("__")
        value = getattr(entry, name)
        wanted = getattr(entry, wanted.name) if isinstance(wanted, models.F) else wanted
        if None not in (value, wanted) and not LOOKUPS[lookup](value, wanted):
            return False
    return True
