"""What a draft would change: read as the difference of two states, and written into the rows.

A state has the columns of an entry and of its parts as JSON, by path: "" is the entry, "links/12"
a part. A part that a draft adds has a key of its own range, as long as it is only in the draft: it
is the same whenever the form is shown, and no row that is kept ever has it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from history.snapshots import UNSAID
from publishing.languages import is_translation
from publishing.translations import Translated

State = dict[str, dict]  # the columns by path
Changes = dict[str, dict | None]  # [was, is] by column, by path; None: the part is to go

FIRST_KEY = 900_000_000  # of the parts that are only in a draft
AGREEMENT = "translated_from"  # the column that says from which texts translations were made


def read_state(entry: Any) -> State:
    """Return the entry as the database has it now, with its parts."""
    row = type(entry)._base_manager.get(pk=entry.pk)
    state = {"": _columns(row)}
    for name in entry.edited_with:
        relation = entry._meta.get_field(name)
        for part in _parts(entry, relation):
            state[f"{name}/{part.pk}"] = _columns(part, besides=relation.field.name)
    return state


def changes_between(before: State, after: State) -> Changes:
    """Return what leads from one state to the other; parts that came get keys of a draft."""
    changes: Changes = {path: None for path in before if path not in after}
    taken = [key for path in after if (key := _key(path)) >= FIRST_KEY]
    following = max(taken, default=FIRST_KEY - 1) + 1
    for path, columns in after.items():
        if path in before:
            was = before[path]
            changed = {
                name: [was.get(name), value]
                for name, value in columns.items()
                if (was.get(name) or "") != (value or "")  # forms write "" where there was nothing
            }
            if changed:
                changes[path] = changed
            continue
        if _key(path) < FIRST_KEY:
            path, following = f"{path.partition('/')[0]}/{following}", following + 1
        changes[path] = {name: [None, value] for name, value in columns.items()}
    return changes


def of_languages(model: Any, changes: Changes, languages: list[str]) -> Changes:
    """Return the changes of texts in these languages only, of what is there already."""
    found: Changes = {}
    for path, columns in changes.items():
        if columns is None or _key(path) >= FIRST_KEY:
            continue
        fields = {field.name: field for field in _model_at(model, path)._meta.concrete_fields}
        texts = {
            name: values
            for name, values in columns.items()
            if name in fields
            and is_translation(fields[name])
            and fields[name].language in languages
        }
        if texts:
            found[path] = texts
    return found


def without(changes: Changes, others: Changes) -> Changes:
    """Return the changes that are not among the others."""
    left: Changes = {}
    for path, columns in changes.items():
        if columns is None:
            if path not in others:
                left[path] = None
            continue
        rest = {n: values for n, values in columns.items() if n not in (others.get(path) or {})}
        if rest.keys() - {AGREEMENT}:
            left[path] = rest
    return left


def apply_changes(entry: Any, changes: Changes, keep: bool, **saved_as) -> None:
    """Write the changes into the rows; raise ValidationError if they are to be kept and cannot be.

    Where they are only shown (``keep`` is false), what cannot be is left as it is, and parts that
    the draft adds have the draft's keys. ``saved_as`` is what the history says of who, when, why.
    """
    row = type(entry)._base_manager.get(pk=entry.pk)
    if of_entry := changes.get(""):
        _write(row, of_entry, keep, saved_as)
    for name in entry.edited_with:
        relation = entry._meta.get_field(name)
        there = {part.pk: part for part in _parts(entry, relation)}
        for path in (path for path in changes if path.startswith(f"{name}/")):
            key, columns = _key(path), changes[path]
            if key in there and columns is None:
                _set_history_options(there[key], saved_as)
                there[key].delete()
            elif key in there and columns is not None:
                _write(there[key], columns, keep, saved_as)
            elif columns is not None and key >= FIRST_KEY:
                new = relation.related_model(pk=None if keep else key)
                setattr(new, relation.field.attname, entry.pk)
                _write(new, columns, keep, saved_as)


def _write(row: Any, columns: dict, keep: bool, saved_as: dict) -> None:
    before = {name: _value(row, name) for name in columns if not _is_many(row, name)}
    for name in before:
        _set(row, name, columns[name][1])
    if keep or any(name.startswith("slug_") for name in columns):
        try:
            row.full_clean()
        except ValidationError as error:
            if keep:
                raise
            for name in before.keys() & error.message_dict.keys():
                _set(row, name, before[name])
    _set_history_options(row, saved_as)
    many = {name: values[1] for name, values in columns.items() if _is_many(row, name)}
    try:
        with transaction.atomic():
            row.save(force_insert=row._state.adding)
            for name, keys in many.items():
                target = row._meta.get_field(name).related_model
                getattr(row, name).set(target._base_manager.filter(pk__in=keys or []))
    except IntegrityError:
        if keep:
            raise


def _set_history_options(row: Any, saved_as: dict) -> None:
    for name, value in saved_as.items():
        setattr(row, f"_{name}", value)  # as django-simple-history is told


def _columns(row: Any, besides: str = "") -> dict:
    tracked = row._meta.concrete_model.history.model.tracked_fields
    names = [f.name for f in tracked if f.name not in {*UNSAID, besides}] + [*row.tracked_relations]
    if isinstance(row, Translated):
        names.append(AGREEMENT)
    return {name: _value(row, name) for name in names}


def _value(row: Any, name: str):
    """Return what JSON can hold of a column."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True))
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(row)


def _set(row: Any, name: str, value) -> None:
    field = row._meta.get_field(name)
    if isinstance(field, models.JSONField):
        setattr(row, name, value)
    elif field.many_to_one:
        there = field.related_model._base_manager.filter(pk=value)
        setattr(row, field.attname, value if value and there.exists() else None)
    else:
        setattr(row, field.attname, None if value is None else field.to_python(value))


def _is_many(row: Any, name: str) -> bool:
    return bool(row._meta.get_field(name).many_to_many)


def _parts(entry: Any, relation) -> models.QuerySet:
    there = relation.related_model._base_manager.filter(**{relation.field.name: entry.pk})
    return there.order_by("pk")


def _model_at(model: Any, path: str) -> Any:
    return model._meta.get_field(path.partition("/")[0]).related_model if path else model


def _key(path: str) -> int:
    return int(path.partition("/")[2] or 0)
