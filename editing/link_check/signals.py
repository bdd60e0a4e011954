"""Has the uses of links follow the entries: what is saved is known in apps without the links."""

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from editing.link_check.models import CheckedLink, LinkUse
from editing.link_check.sources import link_relations, references_in
from publishing.entry_types import entry_types
from publishing.models import Link
from publishing.publication import Publishable
from publishing.references import find_entry
from publishing.signals import entries_saved

CHUNK_SIZE = 500  # entries that are in memory at once


@transaction.atomic
def fill() -> None:
    """Find all uses anew: of what was written past the models, too."""
    LinkUse.objects.all().delete()
    for model in (entry_type.model for entry_type in entry_types()):
        links = [relation.get_accessor_name() for relation in link_relations(model)]
        references = []
        for entry in model.objects.prefetch_related(*links).order_by("pk").iterator(CHUNK_SIZE):
            references += references_in(entry)
        _create(references)


def _changed(instance: Model, signal, **options) -> None:
    if isinstance(instance, Publishable):
        found = references_in(instance) if signal is post_save else []
        _renew(instance.type_prefix, instance.pk, found)
    elif isinstance(instance, Link):
        (owner,) = (field for field in instance._meta.fields if field.many_to_one)
        prefix, key = owner.related_model.type_prefix, getattr(instance, owner.attname)
        entry = find_entry(prefix, key)
        _renew(prefix, key, references_in(entry) if entry else [])


@receiver(entries_saved)
def _many_saved(sender: type[Model], entries: list[Model], **options) -> None:
    LinkUse.objects.filter(
        prefix=sender.type_prefix, key__in=[entry.pk for entry in entries]
    ).delete()
    _create([use for entry in entries for use in references_in(entry)])


def _renew(prefix: str, key: int, found: list[LinkUse]) -> None:
    known = LinkUse.objects.filter(prefix=prefix, key=key)
    sources = [(use.link_id, use.anchor) for use in found]
    if list(known.values_list("link_id", "anchor")) != sources:
        with transaction.atomic():
            known.delete()
            _create(found)


def _create(references: list[LinkUse]) -> None:
    links = [CheckedLink(url=url) for url in sorted({use.link_id for use in references})]
    CheckedLink.objects.bulk_create(links, CHUNK_SIZE, ignore_conflicts=True)
    LinkUse.objects.bulk_create(references, CHUNK_SIZE)


# Not of every model: what has no receivers is deleted without being read first.
for _model in apps.get_models():
    if issubclass(_model, (Publishable, Link)):
        post_save.connect(_changed, sender=_model)
        post_delete.connect(_changed, sender=_model)
