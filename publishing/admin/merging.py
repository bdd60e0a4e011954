"""Three versions of a form put together: as it was opened, as others saved it, as it was sent.

Every field has a path: ``name_ro`` in the entry itself, ``decisions/12/number`` in the row of the
decision 12. Rows that are only being added have none: nobody else can have changed them.
"""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing.admin.rights import rows_sent
from publishing.admin.shown import Values, in_words, sent, shown

TAKE_THEIRS = "_take_theirs"  # the name of the boxes in which an editor gives way, path by path


@dataclass
class Change:
    """What others changed, in words: before, since, and what the editor typed if it differs."""

    path: str
    label: str
    was: str
    theirs: str
    mine: str = ""
    is_contested: bool = False


class Desk:
    """The form of an entry and the formsets of what belongs to it, as the database has them."""

    def __init__(self, form: forms.ModelForm, formsets: list):
        self.form, self.formsets = form, {formset.prefix: formset for formset in formsets}

    def shown(self) -> dict[str, Values]:
        """What every field shows, by its path."""
        values = shown(self.form)
        for prefix, formset in self.formsets.items():
            for row in formset.initial_forms:
                said = shown(row)
                values |= {f"{prefix}/{row.instance.pk}/{name}": said[name] for name in said}
        return values

    def field(self, path: str) -> forms.Field | None:
        prefix, _key, name = _split(path)
        fields = self.formsets[prefix].empty_form.fields if prefix else self.form.fields
        return fields.get(name)

    def label(self, path: str) -> str:
        prefix, key, _name = _split(path)
        label = str(self.field(path).label)
        if not prefix:
            return label
        rows = {str(row.instance.pk): row.instance for row in self.formsets[prefix].initial_forms}
        kind = capfirst(self.formsets[prefix].model._meta.verbose_name)
        return f"{kind} {rows[key]}: {label}" if key in rows else f"{kind}: {label}"


class Merge:
    """What was sent, in which everything that only others changed is as they left it."""

    def __init__(self, desk: Desk, data: QueryDict, files):
        self.desk, self.data, self.files = desk, data.copy(), files
        self.changes: list[Change] = []

    def take(self, base: dict[str, Values], theirs: dict[str, Values]) -> None:
        """Merges the versions; notes every change that others made."""
        for path in [*theirs, *(path for path in base if path not in theirs)]:
            was, is_ = base.get(path), theirs.get(path)
            field = self.desk.field(path)
            if was == is_ or field is None or not (any_of(was) or any_of(is_)):
                continue
            change = Change(path, self.desk.label(path), _words(field, was), _words(field, is_))
            name = self._input(path)
            mine = sent(field, name, self.data, self.files) if name else None
            if mine is not None and is_ is not None:
                change.is_contested = any_of(mine) != any_of(was) and any_of(mine) != any_of(is_)
                change.mine = in_words(field, mine) if change.is_contested else ""
                if not change.is_contested:
                    self.put(path, is_)
            self.changes.append(change)
        for prefix, formset in self.desk.formsets.items():
            self._renew_rows_deleted_by_others(prefix, formset, base)

    def put(self, path: str, values: Values) -> None:
        name = self._input(path)
        for ending, texts in (values or {}).items():
            self.data.setlist(name + ending, texts or [""])

    def _input(self, path: str) -> str | None:
        """The name of the input of a path; None if the form that was sent has no such row."""
        prefix, key, name = _split(path)
        if not prefix:
            return name
        number = _rows(self.desk.formsets[prefix], self.data).get(key)
        return None if number is None else f"{prefix}-{number}-{name}"

    def _renew_rows_deleted_by_others(self, prefix, formset, base) -> None:
        """A row that others deleted is left out, or added anew if the editor has changed it."""
        there = {str(row.instance.pk) for row in formset.initial_forms}
        kept, anew = [], []
        rows = {number: key for key, number in _rows(formset, self.data).items()}
        for number in rows_sent(self.data, prefix):
            key = rows.get(number)
            if key is None:
                anew.append((number, False))
            elif key in there:
                kept.append((number, True))
            elif self._is_changed(prefix, number, key, base, formset):
                anew.append((number, False))
        if len(kept) < len(rows):
            self._renumber(prefix, formset.model._meta.pk.name, [*kept, *anew], len(kept))

    def _is_changed(self, prefix, number, key, base, formset) -> bool:
        return any(
            any_of(sent(field, f"{prefix}-{number}-{name}", self.data, self.files))
            != any_of(base.get(f"{prefix}/{key}/{name}"))
            for name, field in formset.empty_form.fields.items()
            if f"{prefix}/{key}/{name}" in base and name != formset.model._meta.pk.name
        )

    def _renumber(self, prefix, key_name, rows, initial) -> None:
        old, files = self.data.copy(), self.files.copy()
        for data in (self.data, self.files):
            for name in [name for name in data if name.startswith(f"{prefix}-")]:
                if name.split("-")[1].isdecimal():
                    del data[name]
        for number, (was, is_initial) in enumerate(rows):
            start = f"{prefix}-{was}-"
            for source, target in ((old, self.data), (files, self.files)):
                for name in [name for name in source if name.startswith(start)]:
                    ending = name.removeprefix(start)
                    if is_initial or ending != key_name:
                        target.setlist(f"{prefix}-{number}-{ending}", source.getlist(name))
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial)


def any_of(values: Values | None) -> dict:
    """The values without the inputs that are empty, for comparison."""
    return {ending: texts for ending, texts in (values or {}).items() if texts}


def _words(field: forms.Field, values: Values | None) -> str:
    return in_words(field, values) if values is not None else _("(deleted or not there)")


def _split(path: str) -> tuple[str, str, str]:
    prefix, _slash, rest = path.partition("/")
    key, _slash, name = rest.partition("/")
    return (prefix, key, name) if name else ("", "", prefix)


def _rows(formset, data) -> dict[str, int]:
    """The numbers of the rows that were sent, by the keys of what they are about."""
    key = formset.model._meta.pk.name
    numbers = rows_sent(data, formset.prefix)
    keys = {data.get(f"{formset.prefix}-{number}-{key}"): number for number in numbers}
    return {key: number for key, number in keys.items() if key}
