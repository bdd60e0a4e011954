"""The columns of a table: what stands above them, and what they say of an entry."""

import re
from functools import cached_property

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, override
from import_export.fields import Field
from import_export.resources import ModelResource

from editing.import_export.related_widgets import widget_of
from editing.import_export.widgets import (
    ChoiceWidget,
    PeriodWidget,
    TimestampWidget,
    VersionWidget,
)
from history.snapshots import label_of_field, value_in_words
from publishing.entry_types import EntryType
from publishing.fields import FoldedField, PeriodBound, RichTextField
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, is_translation

# Set by the site itself.
LEFT_OUT = {"created", "updated", "translated_from", "state_ro", "state_hu", "state_en"}
VERSION = "version"  # when the entry was last changed, as the table has it
VERSION_LABEL = gettext_lazy("Version (do not change)")


class KeyField(Field):
    """A relation to another entry, by its key alone: the entry itself is not asked for."""

    def get_value(self, instance):
        return getattr(instance, f"{self.attribute}_id")

    def save(self, instance, row, is_m2m=False, **options):
        setattr(instance, f"{self.attribute}_id", self.clean(row))


class PendingField(Field):
    """Several related rows: kept beside the entry until it is saved."""

    def get_value(self, instance):
        if self.attribute in (pending := instance.__dict__.get("pending", {})):
            return pending[self.attribute]
        if instance._state.adding:
            return []
        rows = getattr(instance, self.attribute).all()
        return [row.url if self.attribute == "links" else row.pk for row in rows]

    def save(self, instance, row, is_m2m=False, **options):
        instance.__dict__.setdefault("pending", {})[self.attribute] = self.clean(row)


class TableColumns(ModelResource):
    """The columns that a kind of entry has as a table."""

    def __init__(self, kind: EntryType):
        super().__init__()
        self.kind, self.model, self.table = kind, kind.model, kind.table
        options = self.model._meta
        # In the order of the columns: the key first, the version last.
        self.fields = {f.name: _field(f) for f in options.fields if _has_column(f)}
        for name in self.table.relations:
            self.fields[name] = PendingField(name, name, widget_of(options.get_field(name)))
        version = VersionWidget(options.get_field("updated"))
        self.fields[VERSION] = Field("updated", VERSION, version, readonly=True)

    def texts(self, entry: models.Model) -> dict[str, str]:
        """Return what the cells say of an entry, by column."""
        return {name: field.export(entry) for name, field in self.fields.items()}

    def entries(self) -> models.QuerySet:
        """Return all entries, with what their cells need."""
        found = self.model._base_manager.prefetch_related(*self.table.relations)
        return found.order_by(*self.table.order)

    def label(self, name: str) -> str:
        """Return what people call a column, in the active language."""
        if name == VERSION:
            return str(VERSION_LABEL)
        if name not in self.fields:
            return name
        model_field = self.fields[name].widget.model_field
        if model_field.one_to_many:
            return capfirst(str(model_field.related_model._meta.verbose_name_plural))
        return label_of_field(model_field)

    def in_words(self, name: str, text: str) -> str:
        """Return what the text of a cell means, as the forms say it."""
        if name in self.table.relations:
            return text
        widget = self.fields[name].widget
        model_field = widget.model_field
        if text and isinstance(widget, PeriodWidget | TimestampWidget):
            return value_in_words(model_field, widget.read(text))
        is_code = isinstance(widget, ChoiceWidget)
        is_translated = is_code or isinstance(model_field, RichTextField)
        return value_in_words(model_field, text) if is_translated else text

    @cached_property
    def headers(self) -> dict[str, str]:
        """The columns by what may stand above them (`header_key`): names, and labels in each
        language."""
        found = {header_key(name): name for name in self.fields}
        bare = {}
        for language in LANGUAGE_CODES:
            with override(language):
                for name, field in self.fields.items():
                    found.setdefault(header_key(self.label(name)), name)
                    model_field = field.widget.model_field
                    if model_field.many_to_many or model_field.many_to_one:
                        of_others = model_field.related_model._meta
                        for label in (of_others.verbose_name, of_others.verbose_name_plural):
                            bare.setdefault(header_key(str(label)), name)
                    if is_translation(model_field):
                        original = str(model_field.translated_field.verbose_name)
                        code = model_field.language
                        bare.setdefault(header_key(f"{original} {code}"), name)
                        if code == language:
                            bare.setdefault(header_key(original), name)
        return {**bare, **found}


def header_key(text: str) -> str:
    """Return what tells a header from others: "Titlu (română):" and "titlu_romana" are one."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _field(model_field: models.Field) -> Field:
    kind = KeyField if model_field.many_to_one else Field
    widget = widget_of(model_field)
    return kind(model_field.name, model_field.name, widget, readonly=model_field.primary_key)


def _has_column(model_field: models.Field) -> bool:
    fields = model_field.model._meta.fields
    translated = {f.translated_field.name for f in fields if is_translation(f)}
    derived = isinstance(model_field, FoldedField | PeriodBound)
    return not derived and model_field.name not in LEFT_OUT | translated
