"""Has the index follow the entries: what is saved is known further left, where no search is."""

from itertools import chain

from django.db import connection
from django.db.models import ManyToManyField, signals

from partners.models import PartnerRegion
from publishing.media.library import Document, attachment_models
from publishing.searching import TITLE
from publishing.signals import entries_saved
from search.index import index_entries, index_entry, rebuild_index, remove_entry
from search.models import IndexEntry
from search.registry import searched_types


def _saved(instance, **signal) -> None:
    changed = index_entry(instance)
    if isinstance(instance, PartnerRegion) and TITLE in changed:
        # What is about a partner is found by its name.
        about = (instance.decisions, instance.agreements, instance.activities)
        for entry in chain.from_iterable(entries.all() for entries in about):
            index_entry(entry)


def _many_saved(entries, **signal) -> None:
    index_entries(entries)
    if isinstance(entries[0], PartnerRegion):
        for searched in searched_types().values():
            if relation := searched.search.partners:
                about = searched.model.objects.filter(**{f"{relation}__in": entries}).distinct()
                if found := list(about.prefetch_related(relation)):
                    index_entries(found)


def _deleted(instance, **signal) -> None:
    remove_entry(instance)


def _partners_changed(instance, action, reverse, model, pk_set, **signal) -> None:
    if not action.startswith("post_"):
        return
    for entry in model.objects.filter(pk__in=pk_set or ()) if reverse else [instance]:
        index_entry(entry)


def _migrated(**signal) -> None:
    """Fill an index that was never filled: what is there is older than the index."""
    if IndexEntry._meta.db_table not in connection.introspection.table_names():
        return
    if not IndexEntry.objects.exists():
        rebuild_index()


def _attachment_changed(instance, **signal) -> None:
    if instance.document_id:
        index_entry(instance.entry)


def _document_saved(instance, created, **signal) -> None:
    if not created:
        for model in attachment_models():
            for attachment in model.objects.filter(document=instance).select_related("entry"):
                index_entry(attachment.entry)


for _attached in attachment_models():
    signals.post_save.connect(_attachment_changed, sender=_attached)
    signals.post_delete.connect(_attachment_changed, sender=_attached)
signals.post_save.connect(_document_saved, sender=Document)
for _model in (searched.model for searched in searched_types().values()):
    for _sender in (_model, *(kind for kind in _model.__subclasses__() if kind._meta.proxy)):
        signals.post_save.connect(_saved, sender=_sender)
        signals.post_delete.connect(_deleted, sender=_sender)
for _searched in filter(lambda searched: searched.search.partners, searched_types().values()):
    _relation = _searched.model._meta.get_field(_searched.search.partners)
    if isinstance(_relation, ManyToManyField):
        signals.m2m_changed.connect(_partners_changed, sender=_relation.remote_field.through)
entries_saved.connect(_many_saved)
signals.post_migrate.connect(_migrated)
