"""Three versions of a form put together: as it was opened, as others saved it, as it was sent."""

import re
from dataclasses import dataclass

from django.forms import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from editing.admin.merging_texts import merge_texts
from editing.admin.snapshots import FormSnapshot, Values, display, split, submitted
from publishing.rich_text.editor import RichTextFormField

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
    has_both: bool = False  # what each wrote in other paragraphs of a text


class Merge:
    """What was sent, in which everything that only others changed is as they left it."""

    def __init__(self, snapshot: FormSnapshot, formsets: list, data: QueryDict, files):
        self.snapshot, self.data, self.files = snapshot, data.copy(), MultiValueDict(files)
        self.rows = {formset.prefix: _rows(formset) for formset in formsets}
        self.changes: list[Change] = []

    def take(self, base: dict[str, Values], theirs: dict[str, Values]) -> None:
        """Merge the versions, and list every change that others made."""
        for path in [*theirs, *(path for path in base if path not in theirs)]:
            was, is_ = base.get(path), theirs.get(path)
            field = self.snapshot.field(path)
            if was == is_ or field is None or not (was or is_):
                continue
            label = self.snapshot.label(path)
            change = Change(path, label, display(field, was), display(field, is_))
            name = self._input(path)
            mine = submitted(field, name, self.data, self.files) if name else None
            if mine is not None and is_ is not None:
                change.is_contested = mine not in (was or [], is_)
                if change.is_contested and (both := _both(field, was, is_, mine)):
                    change.is_contested, change.has_both, is_ = False, True, both
                change.mine = display(field, mine) if change.is_contested else ""
                if not change.is_contested:
                    self.put(path, is_)
            self.changes.append(change)
        for prefix, formset in self.snapshot.formsets.items():
            self._renew_rows_deleted_by_others(prefix, formset, base)

    def put(self, path: str, values: Values) -> None:
        self.data.setlist(self._input(path), values or [""])

    def _input(self, path: str) -> str | None:
        """Return the name of the input of a path; None if no such row was sent."""
        prefix, key, name = split(path)
        if not prefix:
            return name
        number = next((n for n, k in enumerate(self.rows[prefix]) if k == key), None)
        return None if number is None else f"{prefix}-{number}-{name}"

    def _renew_rows_deleted_by_others(self, prefix, formset, base) -> None:
        """Leave out a row that others deleted, or add it anew if the editor has changed it."""
        there = {str(row.instance.pk) for row in formset.initial_forms}
        if there.issuperset(filter(None, self.rows[prefix])):
            return
        present, anew = [], []
        for number, key in enumerate(self.rows[prefix]):
            if key in there:
                present.append((number, True))
            elif not key or self._is_changed(prefix, number, key, base, formset):
                anew.append((number, False))
        self._renumber(prefix, formset.model._meta.pk.name, [*present, *anew], len(present))

    def _is_changed(self, prefix, number, key, base, formset) -> bool:
        for name, field in formset.empty_form.fields.items():
            sent = submitted(field, f"{prefix}-{number}-{name}", self.data, self.files)
            if sent != base.get(f"{prefix}/{key}/{name}", sent):
                return True
        return False

    def _renumber(self, prefix, key_name, rows, initial) -> None:
        of_a_row = re.compile(rf"{re.escape(prefix)}-(\d+)-(.*)")
        for data in (self.data, self.files):
            sent = [(m, data.pop(m[0])) for m in filter(None, map(of_a_row.fullmatch, [*data]))]
            for number, (was, is_initial) in enumerate(rows):
                for found, values in sent:
                    if int(found[1]) == was and (is_initial or found[2] != key_name):
                        data.setlist(f"{prefix}-{number}-{found[2]}", values)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial)


def _both(field, was: Values | None, theirs: Values, mine: Values) -> Values | None:
    """Return a text with the paragraphs of both, if it is one and they changed different ones."""
    texts = [(values or [""])[0] for values in (was, theirs, mine)]
    if not isinstance(field, RichTextFormField) or not all(texts):
        return None
    merged = merge_texts(*texts)
    return None if merged is None else [merged]


def _rows(formset: BaseInlineFormSet) -> list[str]:
    """Return the keys of the rows that were sent, as Django counts them; "" of one to be added."""
    key = formset.model._meta.pk.name
    return [
        str(row.instance.pk or formset.data.get(row.add_prefix(key), "").strip())
        for row in formset.forms
    ]
