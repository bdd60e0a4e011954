import json
from datetime import datetime
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from publishing.fields import RichTextField
from publishing.models import LoadedContent
from publishing.rich_text.markdown import to_html


class Command(BaseCommand):
    help = (
        "Loads the county's published content from fixtures/. What was loaded once is never "
        "loaded again: neither edits nor deletions by staff are undone."
    )

    def handle(self, **options):
        known = set(LoadedContent.objects.values_list("identity", flat=True))
        new = [record for record in read_records() if identity(record) not in known]
        try:
            with transaction.atomic():
                save(new)
        except (DeserializationError, ValidationError) as error:
            raise CommandError(f"The content was not loaded: {error}") from error
        self.stdout.write(f"{len(new)} entries loaded, {len(known)} were there before.")


def read_records() -> list[dict]:
    """Return the entries of all fixture files as Django serializes: ``model``, ``fields``.

    In the order of INSTALLED_APPS, so that what an entry refers to comes before it.
    """
    records = []
    for directory in settings.FIXTURE_DIRS:
        for path in sorted(Path(directory).glob("*.yaml")):
            records += map(with_html, yaml.safe_load(path.read_text(encoding="utf-8")))
    order = [config.label for config in apps.get_app_configs()]
    return sorted(records, key=lambda record: order.index(record["model"].split(".")[0]))


def with_html(record: dict) -> dict:
    """Return the record with its formatted texts in HTML; in files, Markdown reads better."""
    model = apps.get_model(record["model"])
    rich = {field.name for field in model._meta.fields if isinstance(field, RichTextField)}
    fields = {
        name: to_html(value) if name in rich and value else value
        for name, value in record["fields"].items()
    }
    return {**record, "fields": fields}


def identity(record: dict) -> str:
    """Return what tells an entry from others of its model, as its fixture names it."""
    names = apps.get_model(record["model"]).identity
    return json.dumps([record["model"], *(record["fields"].get(name) for name in names)])


def save(records: list[dict]) -> None:
    """Save the entries, each checked as if it had been typed into its form.

    All at one time, so that an entry with its parts is one version.
    """
    now = timezone.now()
    for record, deserialized in zip(records, Deserializer(records), strict=True):
        # What is there at its address was made by staff, and theirs is kept.
        if not is_there(record, deserialized.object):
            save_new(record, deserialized, now)
        LoadedContent.objects.create(identity=identity(record))
    numbered = {apps.get_model(record["model"]) for record in records if "pk" in record}
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(numbered)):
            cursor.execute(sql)


def is_there(record: dict, entry: Model) -> bool:
    """Return whether the entry of a record is in the database; one with a number of its own, that
    is taken, gets another one.
    """
    if "pk" not in record:
        return entry.pk is not None
    there = type(entry)._base_manager
    known = {f.name for f in entry._meta.concrete_fields if f.many_to_one}
    whole = {name: getattr(entry, name) for name in entry.identity if name in known}
    if slug := record["fields"].get("slug_ro"):
        whole = {"slug_ro": slug}
    if whole and there.filter(**whole).exists():
        return True
    if there.filter(pk=entry.pk).exists():
        entry.pk = None
    return False


def save_new(record: dict, deserialized: DeserializedObject, timestamp: datetime) -> None:
    entry = deserialized.object
    entry._history_date = timestamp  # as django-simple-history documents it
    try:
        entry.full_clean()
    except ValidationError as error:
        raise ValidationError(f"{identity(record)}: {error.message_dict}") from error
    entry.save(force_insert=True)
    for name, related in deserialized.m2m_data.items():
        getattr(entry, name).set(related)
