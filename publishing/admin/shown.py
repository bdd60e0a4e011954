"""What a form shows, as a browser sends it back untouched, and the same in words.

A field's values are kept by the ending of their input's name: {"": ["HU"]}, or for a period
{"_0": ["1994"], "_1": [], …}. Empty inputs and boxes not ticked have no value.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext

from publishing.periods import formatting as wording
from publishing.periods.forms import PeriodFormField
from publishing.rich_text.cleaning import clean, plain_text
from publishing.rich_text.editor import RichTextFormField

Values = dict[str, list[str]]


def shown(form: forms.BaseForm) -> dict[str, Values]:
    """The values of each field that can be changed, before anything is typed."""
    return {
        name: _values(field.widget, field.prepare_value(form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
        if not field.disabled
    }


def sent(field: forms.Field, name: str, data, files) -> Values:
    """The values of a field as they were sent; of a file that was chosen, its name."""
    if isinstance(field.widget, forms.FileInput):
        return {"": [files[name].name]} if name in files else {}
    if isinstance(field, RichTextFormField):  # the editor writes the same text in another way
        return {"": _normal([clean(text) for text in data.getlist(name)])}
    return {ending: _normal(data.getlist(name + ending)) for ending in _endings(field.widget)}


def in_words(field: forms.Field, values: Values) -> str:
    """The values as a person would say them; a long text is cut."""
    if isinstance(field, PeriodFormField):
        return _period_in_words(field, values)
    texts = [text for ending in values for text in values[ending]]
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if texts else gettext("no")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        labels = {str(value): str(label) for value, label in field.choices}
        texts = [labels.get(text, text) for text in texts]
    if isinstance(field, RichTextFormField):
        texts = [plain_text(text) for text in texts]
    return Truncator(", ".join(texts)).chars(600)


def _period_in_words(field: PeriodFormField, values: Values) -> str:
    parts = [(values.get(ending) or [""])[0] for ending in _endings(field.widget)]
    try:
        period = field.clean(parts) if any(parts) else None
    except ValidationError:
        return " ".join(filter(None, parts))
    return wording.words(period) if period else ""


def _endings(widget: forms.Widget) -> list[str]:
    return list(widget.widgets_names) if isinstance(widget, forms.MultiWidget) else [""]


def _values(widget: forms.Widget, value) -> Values:
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        return {ending: _values(part, said)[""] for ending, part, said in parts}
    if isinstance(widget, forms.FileInput):
        return {"": [value.name]} if value else {}
    if isinstance(widget, forms.CheckboxInput):
        return {"": ["on"] if widget.check_test(value) else []}
    said = widget.format_value(value)
    return {"": _normal(said if isinstance(said, list | tuple) else [said])}


def _normal(values: list) -> list[str]:
    """Without what is empty, and with line breaks of one kind: browsers send another one."""
    texts = [str(value).replace("\r\n", "\n") for value in values if value is not None]
    return [text for text in texts if text]
