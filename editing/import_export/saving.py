"""Many entries written at once, with all that ``save()`` and its signals would do for each."""

from django.db import models

from editing.import_export.columns import TableColumns
from history.registration import record_versions
from publishing.languages import LANGUAGE_CODES, column, is_translation
from publishing.models import Entry, EntryQuerySet
from publishing.ordering import append
from publishing.signals import entries_saved


class ChangedMeanwhile(Exception):
    """What is on the site is no longer as it was when a change was shown."""


def derive_columns(entries: list[models.Model]) -> None:
    """Set what the site itself derives from the texts; before a transaction, as it takes time."""
    for entry in entries:
        entry.update_translation_state()
        for field in entry._meta.concrete_fields:
            if not field.editable:
                field.pre_save(entry, add=False)


def save_entries(resource: TableColumns, entries: list[models.Model]) -> None:
    """Write prepared entries and their ``pending`` relations, in a transaction of the caller's.

    ``loaded`` has what was read of each that is there. ChangedMeanwhile if somebody saved one of
    them since, or took an address of theirs.
    """
    model = resource.model
    new = [entry for entry in entries if entry._state.adding]
    old = [entry for entry in entries if not entry._state.adding]
    refuse_changed(model, old)
    _refuse_taken_slugs(model, entries)
    if model.is_ordered:
        append(new, model._base_manager.all())
    model._base_manager.bulk_create(new)
    if old:
        model._base_manager.bulk_update(old, _changed_columns(model, old))
    for name in resource.table.relations:
        wanted = {e.pk: e.pending[name] for e in entries if name in e.__dict__.get("pending", {})}
        (_set_links if name == "links" else _set_related)(model, name, wanted)
    for rows, are_new in ((new, True), (old, False)):
        record_versions(model, rows, are_new)
    saved = resource.entries().filter(pk__in=[entry.pk for entry in entries])
    entries_saved.send(model, entries=list(saved))


def _changed_columns(model: type[models.Model], entries: list[models.Model]) -> list[str]:
    """Return the columns that some entry changes; a bare one of a translated field says nothing."""
    fields = model._meta.concrete_fields
    bare = {f.translated_field.name for f in fields if is_translation(f)}
    return [
        f.name
        for f in fields
        if f.name not in bare
        and any(f.value_from_object(e) != e.loaded.get(f.attname) for e in entries)
    ]


def refuse_changed(model: type[models.Model], entries: list[models.Model]) -> None:
    """Raise ChangedMeanwhile if somebody saved one of the entries since it was read."""
    keys = [entry.pk for entry in entries]
    there = dict(model._base_manager.filter(pk__in=keys).values_list("pk", "updated"))
    if any(there.get(entry.pk) != entry.loaded["updated"] for entry in entries):
        raise ChangedMeanwhile


def _refuse_taken_slugs(model: type[models.Model], entries: list[models.Model]) -> None:
    if not issubclass(model, Entry):
        return
    columns = [column("slug", language) for language in LANGUAGE_CODES]
    owners = {slug: e.pk for e in entries for name in columns if (slug := getattr(e, name))}
    there = EntryQuerySet.at_in_any_language(model._base_manager.all(), *owners)
    for key, *slugs in there.values_list("pk", *columns):
        if any(owners.get(slug, key) != key for slug in slugs):
            raise ChangedMeanwhile


def _set_related(model: type[models.Model], name: str, wanted: dict[int, list[int]]) -> None:
    relation = model._meta.get_field(name)
    through = relation.remote_field.through
    owner, target = relation.m2m_column_name(), relation.m2m_reverse_name()
    rows = through.objects.filter(**{f"{owner}__in": wanted})
    there = {(o, t): key for key, o, t in rows.values_list("pk", owner, target)}
    pairs = [(entry, other) for entry, others in wanted.items() for other in others]
    through.objects.filter(pk__in=[there[pair] for pair in there.keys() - {*pairs}]).delete()
    new = [pair for pair in pairs if pair not in there]
    through.objects.bulk_create(through(**{owner: o, target: t}) for o, t in new)


def _set_links(model: type[models.Model], name: str, wanted: dict[int, list[str]]) -> None:
    """Have entries these links: those that stay keep their labels, new ones go to the end."""
    relation = model._meta.get_field(name)
    link, owner = relation.related_model, relation.field.attname
    there, gone = set(), []
    for row in link.objects.filter(**{f"{owner}__in": wanted}):
        key = getattr(row, owner)
        there.add((key, row.url))
        if row.url not in wanted[key]:
            gone.append(row.pk)
    link.objects.filter(pk__in=gone).delete()
    new = [
        link(**{owner: key}, url=url, position=position)
        for key, urls in wanted.items()
        for position, url in enumerate(urls)
        if (key, url) not in there
    ]
    link.objects.bulk_create(new)
    record_versions(link, new, are_new=True)
