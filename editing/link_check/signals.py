"""Has the notes of where links are used follow the entries.

By signals: what is saved is known further left, where the links are not.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter

from django.db import connection, models, transaction
from django.db.models import signals

from editing.link_check.models import LinkUse
from editing.link_check.sources import (
    ENTRIES,
    IN_LIST,
    LISTS,
    Places,
    places_in_list,
    places_in_texts,
    text_columns,
)
from publishing.signals import entries_saved

CHUNK = 1000  # notes that are written at once


def register() -> None:
    """Register the receivers; called once, when all models are there."""
    for model in ENTRIES.values():
        for saved in (model, *(kind for kind in model.__subclasses__() if kind._meta.proxy)):
            signals.post_save.connect(_saved, sender=saved)
            signals.post_delete.connect(_gone, sender=saved)
    for model in LISTS:
        signals.post_save.connect(_list_changed, sender=model)
        signals.post_delete.connect(_list_changed, sender=model)
    entries_saved.connect(_many_saved)
    signals.post_migrate.connect(_migrated)


@transaction.atomic
def fill() -> None:
    """Notes all uses anew: of what was written past the models, too."""
    LinkUse.objects.all().delete()
    notes = _all_notes()
    while chunk := list(islice(notes, CHUNK)):
        LinkUse.objects.bulk_create(chunk)


def _all_notes() -> Iterator[LinkUse]:
    for model, owner in LISTS.items():
        letter = model._meta.get_field(owner).related_model.type_prefix
        links = model.objects.order_by(f"{owner}_id", *model._meta.ordering)
        links = links.values_list(f"{owner}_id", "url")
        for key, of_entry in groupby(links.iterator(), key=itemgetter(0)):
            yield from _notes(letter, key, places_in_list(url for _key, url in of_entry))
    for letter, model in ENTRIES.items():
        for entry in _with_addresses(model).iterator():
            yield from _notes(letter, entry.pk, places_in_texts(entry))


def _with_addresses(model: type[models.Model]) -> models.QuerySet:
    """The entries with an address in one of their texts."""
    somewhere = models.Q()
    for name in text_columns(model):
        somewhere |= models.Q(**{f"{name}__contains": "://"})
    return model.objects.filter(somewhere)


def _notes(letter: str, key: int, places: Places) -> list[LinkUse]:
    return [LinkUse(letter=letter, key=key, link_id=url, anchor=anchor) for url, anchor in places]


def _saved(instance: models.Model, **signal) -> None:
    letter, key = instance.type_prefix, instance.pk
    noted = _noted(letter, key).exclude(anchor__startswith=IN_LIST)
    _renew(noted, letter, key, places_in_texts(instance))


def _many_saved(sender: type[models.Model], entries: list[models.Model], **signal) -> None:
    letter, notes = sender.type_prefix, []
    for entry in entries:
        urls = [link.url for link in entry.links.all()] if hasattr(entry, "links") else []
        notes += _notes(letter, entry.pk, places_in_list(urls) + places_in_texts(entry))
    LinkUse.objects.filter(letter=letter, key__in=[entry.pk for entry in entries]).delete()
    LinkUse.objects.bulk_create(notes)


def _list_changed(sender: type[models.Model], instance: models.Model, **signal) -> None:
    owner = sender._meta.get_field(LISTS[sender])
    letter, key = owner.related_model.type_prefix, getattr(instance, owner.attname)
    urls = sender.objects.filter(**{owner.name: key}).values_list("url", flat=True)
    noted = _noted(letter, key).filter(anchor__startswith=IN_LIST)
    _renew(noted, letter, key, places_in_list(urls))


def _gone(instance: models.Model, **signal) -> None:
    _noted(instance.type_prefix, instance.pk).delete()


def _noted(letter: str, key: int) -> models.QuerySet:
    return LinkUse.objects.filter(letter=letter, key=key)


def _renew(noted: models.QuerySet, letter: str, key: int, places: Places) -> None:
    if list(noted.order_by("pk").values_list("link_id", "anchor")) != places:
        with transaction.atomic():
            noted.delete()
            LinkUse.objects.bulk_create(_notes(letter, key, places))


def _migrated(app_config, **signal) -> None:
    """Notes what is older than the notes."""
    tables = connection.introspection.table_names() if app_config.name == "editing" else ()
    if LinkUse._meta.db_table in tables and not LinkUse.objects.exists():
        fill()
