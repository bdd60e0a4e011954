"""What a form shows, as a browser sends it back untouched, and the same in words.

Every field has a path: ``name_ro`` in the entry itself, ``decisions/12/number`` in the row of the
decision 12. Rows that are only being added have none: nobody else can have changed them.
A field's values are texts, of most fields one; a period's is its EDTF, whatever language it was
typed in. Empty inputs and boxes not ticked have no value.
"""

from django import forms
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from publishing.periods.formatting import format_period
from publishing.periods.forms import PeriodFormField, read_or_none
from publishing.rich_text.cleaning import clean, plain_text
from publishing.rich_text.editor import RichTextFormField

Values = list[str]


class FormSnapshot:
    """The form of an entry and the formsets of what belongs to it, as the database has them."""

    def __init__(self, form: forms.ModelForm, formsets: list):
        self.form = form
        self.formsets = {formset.prefix: formset.as_stored() for formset in formsets}
        self._row_fields: dict[str, dict[str, forms.Field]] = {}

    def values(self) -> dict[str, Values]:
        """Return what every field shows, by its path."""
        values = _initial(self.form)
        for prefix, formset in self.formsets.items():
            for row in formset.initial_forms:
                of_row = _initial(row)
                values |= {f"{prefix}/{row.instance.pk}/{name}": of_row[name] for name in of_row}
        return values

    def field(self, path: str) -> forms.Field | None:
        prefix, _key, name = split(path)
        return (self._fields_of_row(prefix) if prefix else self.form.fields).get(name)

    def label(self, path: str) -> str:
        prefix, key, _name = split(path)
        label = str(self.field(path).label)
        if not prefix:
            return label
        rows = {str(row.instance.pk): row.instance for row in self.formsets[prefix].initial_forms}
        kind = capfirst(self.formsets[prefix].model._meta.verbose_name)
        return f"{kind} {rows[key]}: {label}" if key in rows else f"{kind}: {label}"

    def _fields_of_row(self, prefix: str) -> dict[str, forms.Field]:
        """Return the fields of an empty row, which is made once for all that is asked of it."""
        if prefix not in self._row_fields:
            self._row_fields[prefix] = self.formsets[prefix].empty_form.fields
        return self._row_fields[prefix]


def split(path: str) -> tuple[str, str, str]:
    """Return the prefix of the formset, the key of the row and the name of the field."""
    prefix, _slash, rest = path.partition("/")
    key, _slash, name = rest.partition("/")
    return (prefix, key, name) if name else ("", "", prefix)


def is_same(one: dict[str, Values], other: dict[str, Values]) -> bool:
    """Return whether two snapshots have the same values."""
    first, second = (
        {path: values for path, values in snapshot.items() if values} for snapshot in (one, other)
    )
    return first == second


def _initial(form: forms.BaseForm) -> dict[str, Values]:
    """Return the values of each field that can be changed, before anything is typed."""
    return {
        name: _values(field, field.prepare_value(form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
        if not field.disabled
    }


def submitted(field: forms.Field, name: str, data, files) -> Values:
    """Return the values of a field as they were sent; of a file that was chosen, its name."""
    if isinstance(field.widget, forms.FileInput):
        return [files[name].name] if name in files else []
    if isinstance(field, RichTextFormField):  # the editor writes the same text in another way
        return _normal([clean(text) for text in data.getlist(name)])
    texts = data.getlist(name)
    if isinstance(field, PeriodFormField):
        texts = [str(read_or_none(text) or text) for text in texts]
    return _normal(texts)


def display(field: forms.Field, texts: Values | None) -> str:
    """Return the values as a person would say them; a long text is cut."""
    if texts is None:
        return gettext("(deleted or missing)")
    if isinstance(field, PeriodFormField):
        periods = {text: read_or_none(text) for text in texts}
        texts = [format_period(periods[text]) if periods[text] else text for text in texts]
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if texts else gettext("no")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        labels = {str(value): str(label) for value, label in field.choices}
        texts = [labels.get(text, text) for text in texts]
    if isinstance(field, RichTextFormField):
        texts = [plain_text(text) for text in texts]
    return Truncator(", ".join(texts)).chars(600)


def _values(field: forms.Field, value) -> Values:
    widget = field.widget
    if isinstance(field, PeriodFormField):
        return _normal([value])
    if isinstance(widget, forms.FileInput):
        return [value.name] if value else []
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    value = widget.format_value(value)
    return _normal(value if isinstance(value, list | tuple) else [value])


def _normal(values: list) -> Values:
    """Return the texts that are not empty, with line breaks of one kind: browsers send others."""
    texts = [str(value).replace("\r\n", "\n") for value in values if value is not None]
    return [text for text in texts if text]
