"""The columns of a table: what stands above them, and what they say of an entry."""

from collections.abc import Callable

from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, override
from import_export.fields import Field
from import_export.resources import ModelResource

from editing.import_export.widgets import ChoiceWidget, TextWidget, widget_of
from history.snapshots import label_of_field, value_in_words
from publishing.fields import FoldedField, PeriodBound, RichTextField
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, is_translation

# Set by the site itself, or, as files, not to be said in a table.
LEFT_OUT = {"created", "updated", "translated_from", "state_ro", "state_hu", "state_en", "document"}
VERSION = "version"  # when the entry was last changed, as the table has it
VERSION_LABEL = gettext_lazy("Version (leave as it is)")


class PendingField(Field):
    """Several related rows: kept beside the entry until it is saved."""

    def get_value(self, instance):
        if self.attribute in (pending := instance.__dict__.get("pending", {})):
            return pending[self.attribute]
        if instance._state.adding:
            return []
        rows = getattr(instance, self.attribute).all()
        return [row.url for row in rows] if self.attribute == "links" else list(rows)

    def save(self, instance, row, is_m2m=False, **options):
        instance.__dict__.setdefault("pending", {})[self.attribute] = self.clean(row)


class TableColumns(ModelResource):
    """A table: a model, and its columns beside those of the model itself.

    ``may_publish`` says of an entry whether the person may change its publication.
    """

    model: type[models.Model]
    name = ""
    title = ""
    relations: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()  # two entries that agree in all of these are one

    def __init__(self, may_publish: Callable[[models.Model], bool] = lambda entry: True):
        super().__init__()
        self.may_publish = may_publish
        model = self.model
        said = [f for f in model._meta.fields if _is_said(f, model)]
        self.fields = {
            f.name: Field(f.name, f.name, widget_of(f), readonly=f.primary_key) for f in said
        } | {
            name: PendingField(name, name, widget_of(model._meta.get_field(name)))
            for name in self.relations
        }

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order: the key first, the version last."""
        return [*self.fields, VERSION]

    def texts(self, entry: models.Model) -> dict[str, str]:
        """Return what the cells say of an entry, by column."""
        said = {name: field.export(entry) for name, field in self.fields.items()}
        return {**said, VERSION: entry.updated.isoformat()}

    def entries(self) -> models.QuerySet:
        """Return all entries, with what their cells need."""
        related = [f.name for f in self.model._meta.fields if f.many_to_one]
        found = self.model._base_manager.select_related(*related)
        return found.prefetch_related(*self.relations).order_by("pk")

    def label(self, name: str) -> str:
        """Return what people call a column, in the active language."""
        if name == VERSION:
            return str(VERSION_LABEL)
        model_field = self.model._meta.get_field(name)
        if model_field.one_to_many:
            return capfirst(str(model_field.related_model._meta.verbose_name_plural))
        return label_of_field(model_field)

    def in_words(self, name: str, text: str) -> str:
        """Return what the text of a cell means, as the forms say it."""
        if name not in self.fields or name in self.relations:
            return text
        model_field = self.model._meta.get_field(name)
        is_code = isinstance(self.fields[name].widget, ChoiceWidget)
        return value_in_words(model_field, text) if is_code or _is_rich(model_field) else text

    def widget(self, name: str) -> TextWidget | None:
        return self.fields[name].widget if name in self.fields else None

    @cached_property
    def headers(self) -> dict[str, str]:
        """The columns by what may stand above them, folded: names, and labels in each language."""
        found = {fold(name): name for name in self.columns}
        bare = {}
        for language in LANGUAGE_CODES:
            with override(language):
                for name in self.columns:
                    found.setdefault(fold(self.label(name)), name)
                    model_field = name in self.fields and self.model._meta.get_field(name)
                    if model_field and getattr(model_field, "language", "") == language:
                        original = model_field.translated_field
                        bare.setdefault(fold(str(original.verbose_name)), name)
        return {**bare, **found}


def _is_said(model_field: models.Field, model: type[models.Model]) -> bool:
    translated = {f.translated_field.name for f in model._meta.fields if is_translation(f)}
    derived = isinstance(model_field, FoldedField | PeriodBound)
    return not derived and model_field.name not in LEFT_OUT | translated


def _is_rich(model_field: models.Field) -> bool:
    return isinstance(model_field, RichTextField)
