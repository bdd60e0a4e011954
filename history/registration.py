"""Has every version of an entry kept, by django-simple-history: one record for each saved row."""

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.module_loading import import_string
from modeltranslation.translator import translator
from simple_history import register
from simple_history.models import HistoricalRecords

from publishing.fields import FoldedField, PeriodBound
from publishing.languages import LANGUAGE_CODES, is_translation
from publishing.publication import Edited

DERIVED = {"translated_from", *(f"state_{language}" for language in LANGUAGE_CODES)}


class Records(HistoricalRecords):
    def copy_fields(self, model):
        """Make plain columns of translated ones: as copies these would go on being unique."""
        fields = super().copy_fields(model)
        for name, copied in fields.items():
            if is_translation(copied):
                _name, path, args, options = copied.deconstruct()
                options.pop("unique", None)
                fields[name] = import_string(path)(*args, **options)
                fields[name].name = name
        return fields


def register_history(model: type[Edited], *proxies) -> None:
    """Have every version of the model kept; to be called after its translation is registered.

    Its proxy models are given too: what is saved through them is signalled in their name.
    """
    translated = translator.get_options_for_model(model).all_fields
    derived = [f.name for f in model._meta.fields if isinstance(f, FoldedField | PeriodBound)]
    derived += model.derived
    present = {f.name for f in model._meta.fields}
    excluded = {*translated, *derived, *DERIVED} & present
    many = [model._meta.get_field(name) for name in model.tracked_relations]
    records = Records(excluded_fields=sorted(excluded), m2m_fields=many)
    register(model, records_class=lambda: records)
    for proxy in proxies:
        post_save.connect(records.post_save, sender=proxy, weak=False)
        post_delete.connect(records.post_delete, sender=proxy, weak=False)
        pre_delete.connect(records.pre_delete, sender=proxy, weak=False)


def record_versions(model: type[Edited], rows: list[models.Model], are_new: bool) -> None:
    """Keep versions of rows that were written at once, past ``save()``; with whom they relate."""
    records = model.history.bulk_history_create(rows, update=not are_new)
    for name in model.tracked_relations:
        through = getattr(model, name).through
        owner = model._meta.get_field(name).m2m_column_name()
        by_key = {record.id: record for record in records}
        related = through.objects.filter(**{f"{owner}__in": by_key}).values()
        row_model = getattr(model.history.model, name).model
        row_model.objects.bulk_create(
            row_model(history=by_key[row[owner]], **row) for row in related
        )
