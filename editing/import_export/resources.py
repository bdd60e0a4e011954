"""The tables that go out and come in, and what a row does to an entry."""

from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity
from editing.import_export.cells import is_marked_as_long
from editing.import_export.columns import VERSION, TableColumns
from partners.models import PartnerRegion, TwinningDecision
from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable

PUBLICATION = {"status", "publish_at", "take_down_at"}


class TableResource(TableColumns):
    """A table, and the course of each row: to its entry, its changes, its errors, its saving."""

    def get_instance(self, instance_loader, row):
        if not row["id"].strip():
            return None
        entry = instance_loader.get_instance(row)
        if entry is None:
            message = _("There is no entry with this id. Leave it empty for a new one.")
            raise ValidationError({"id": message})
        return entry

    def after_init_instance(self, instance, new, row, **kwargs):
        self.instance, self.changes, self.kept = instance, {}, []
        self._was_published = not new and instance.status == Publishable.Status.PUBLISHED
        self._then = None if new else self._exported(instance, row.get(VERSION, "").strip())

    def _exported(self, instance, version: str) -> dict[str, str] | None:
        """Return what the table said when it was exported; None if that is what is there now.

        Of what the history does not keep with the entry – its partners, its web pages – nothing.
        """
        if version in ("", instance.updated.isoformat()):
            return None
        try:
            then = datetime.fromisoformat(version)
        except ValueError:
            return {}
        record = instance.history.filter(updated=then).last() if then.tzinfo else None
        plain = [name for name in self.fields if name not in self.relations]
        return {name: self.fields[name].export(record.instance) for name in plain} if record else {}

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Take over a cell that differs; what is as it was is not even read."""
        name, cell = field.column_name, row.get(field.column_name)
        if cell is None or field.readonly or is_marked_as_long(cell):
            return
        old = "" if instance._state.adding else field.export(instance)
        if field.widget.is_same(cell, old):
            return
        then = None if self._then is None else self._then.get(name)
        if then is not None and then != old and field.widget.is_same(cell, then):
            self.kept.append([name, old])
            return
        field.save(instance, row)
        new = field.export(instance)
        if new == old:
            return
        if self._then is not None and then not in (old, new):
            message = _(
                "This was changed on the site after the table was exported; there it is now: "
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
        errors = {}
        try:
            instance.full_clean(validate_constraints=False)
        except ValidationError as error:
            for name, faults in error.error_dict.items():
                if column(name, LANGUAGE_CODES[0]) not in self.fields:  # else of its language, too
                    errors["id" if name == NON_FIELD_ERRORS else name] = faults
        for constraint in self.model._meta.constraints:
            try:
                constraint.validate(self.model, instance)
            except ValidationError as error:
                about = constraint.condition.referenced_base_fields
                errors.setdefault(next((n for n in self.fields if n in about), "id"), error)
        if errors:
            raise ValidationError(errors)
        self._refuse_what_is_there(instance)

    def _refuse_publication(self, instance):
        """Only who publishes may change what is public, or that it is."""
        if self.may_publish(instance):
            return
        columns = [name for name in self.changes if name in PUBLICATION]
        if instance._state.adding:
            columns = [name for name in columns if self.changes[name][1] not in ("", "draft")]
        elif self._was_published:
            columns = ["id"]
        if columns:
            message = _("Only a publisher may change this. Leave it as it is.")
            raise ValidationError(dict.fromkeys(columns, message))

    def _refuse_what_is_there(self, instance):
        """Refuse a new row that was brought before."""
        if not (instance._state.adding and self.likeness(instance)):
            return
        said = {name: getattr(instance, name) for name in self.alike}
        if there := self.model._base_manager.filter(**said).first():
            message = _("This is there already: give its id, %(id)s, or leave out the row.")
            raise ValidationError({"id": message % {"id": there.pk}})

    def likeness(self, entry) -> str:
        """Return what tells the entry from others; "" where a part of it is not known."""
        said = [self.fields[name].export(entry) for name in self.alike]
        return " ".join(said) if all(said) else ""

    def put_back(self, instance, changes: dict[str, list[str]]) -> None:
        """Set back what was changed, but for what somebody has changed again since."""
        for name, (old, new) in changes.items():
            if self.fields[name].export(instance) == new:
                self.fields[name].save(instance, {name: old})
        instance.save()
        self.after_save_instance(instance, {})

    def after_save_instance(self, instance, row, **kwargs):
        if kwargs.get("dry_run"):
            return
        for name, values in instance.__dict__.pop("pending", {}).items():
            if name == "links":
                _set_links(instance, values)
            else:
                getattr(instance, name).set(values)


class PartnerTable(TableResource):
    name, title = "partners", gettext_lazy("Partner regions")
    relations = ("links",)

    model = PartnerRegion

    class Meta:
        model = PartnerRegion
        skip_diff = True


class DecisionTable(TableResource):
    name, title = "decisions", gettext_lazy("Decisions")
    alike = ("partner", "kind", "number", "date")

    model = TwinningDecision

    class Meta:
        model = TwinningDecision
        skip_diff = True


class ActivityTable(TableResource):
    name, title = "activities", gettext_lazy("Activities")
    relations = ("partners", "links")

    model = Activity

    class Meta:
        model = Activity
        skip_diff = True


TABLES = {table.name: table for table in (PartnerTable, DecisionTable, ActivityTable)}


def _set_links(entry: models.Model, urls: list[str]) -> None:
    """Have the entry these links: those that stay keep their labels, new ones go to the end."""
    there = {link.url: link for link in entry.links.all()}
    for url, link in there.items():
        if url not in urls:
            link.delete()
    for position, url in enumerate(urls):
        if url not in there:
            entry.links.create(url=url, position=position)
