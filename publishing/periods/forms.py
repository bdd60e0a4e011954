"""The form field in which an editor says a period: year, month and day apart, as far as known."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.periods.dates import EVERY_YEAR, OPEN, SEVERAL_TIMES, Day, Period
from publishing.periods.formatting import MONTHS

MONTH_CHOICES = [
    ("", "—"),
    *((number, name) for number, name in enumerate(MONTHS, start=1)),
]
COURSE_CHOICES = [
    ("", _("once: on that date, or from the start to the end")),
    (OPEN, _("it began then and still goes on")),
    (EVERY_YEAR, _("every year (leave the dates empty)")),
    (SEVERAL_TIMES, _("over several years, nobody noted which (leave the dates empty)")),
]
DATE_LABELS = (_("Year"), _("Month"), _("Day"))
LABELS = (*DATE_LABELS, *DATE_LABELS, _("How often"))


class PeriodWidget(forms.MultiWidget):
    """Seven inputs: year, month and day of the start and of the end, and the course."""

    template_name = "publishing/widgets/period.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        inputs = [*_date_inputs(), *_date_inputs(), forms.Select(choices=COURSE_CHOICES)]
        super().__init__(inputs, attrs)

    def decompress(self, value):
        if not value:
            return [None] * 7
        if value.recurrence:
            return [None] * 6 + [value.recurrence]
        start, end = value.start, value.end
        course = OPEN if value.is_open else ""
        return [*_parts(start), *_parts(end), course]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], LABELS, strict=True):
            part["label"] = label
        return context


def _date_inputs() -> list[forms.Widget]:
    # Not <input type="number">: it drops what is not a number, and a mouse wheel changes it.
    digits = {"inputmode": "numeric", "autocomplete": "off"}
    return [
        forms.TextInput({**digits, "size": 4}),
        forms.Select(choices=MONTH_CHOICES),
        forms.TextInput({**digits, "size": 2}),
    ]


class PeriodFormField(forms.MultiValueField):
    """Takes the seven inputs; gives a `Period`, or None where all are empty."""

    widget = PeriodWidget

    def __init__(self, **options):
        options.pop("max_length", None)
        course = forms.ChoiceField(required=False, choices=COURSE_CHOICES)
        fields = [*_date_fields(), *_date_fields(), course]
        super().__init__(fields=fields, require_all_fields=False, **options)

    def compress(self, values) -> Period | None:
        if not any(values):
            return None
        start, end, course = values[:3], values[3:6], values[6]
        if course in (EVERY_YEAR, SEVERAL_TIMES):
            if any(start) or any(end):
                raise ValidationError(
                    _("What recurs has no dates here: empty them, or choose another “How often”.")
                )
            return Period(recurrence=course)
        return _period(_day(start), _day(end), is_open=course == OPEN)

    def has_changed(self, initial, data):
        return super().has_changed(self.widget.decompress(initial), data)


def _date_fields() -> list[forms.Field]:
    month = {"choices": MONTH_CHOICES, "coerce": int, "empty_value": None}
    return [
        _whole_number(1, 9999, _("A year is written in digits, such as 1993.")),
        forms.TypedChoiceField(required=False, **month),
        _whole_number(1, 31, _("A day is a number from 1 to 31.")),
    ]


def _whole_number(low: int, high: int, message: str) -> forms.IntegerField:
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), message)
    return forms.IntegerField(required=False, min_value=low, max_value=high, error_messages=errors)


def _parts(day: Day | None) -> tuple:
    return (day.year, day.month, day.day) if day else (None, None, None)


def _day(parts) -> Day | None:
    year, month, day = (part or None for part in parts)
    if not (year or month or day):
        return None
    if not year:
        raise ValidationError(_("A month or a day needs its year."))
    if day and not month:
        raise ValidationError(_("A day needs its month: choose the month, or empty the day."))
    try:
        return Day(year, month, day)
    except ValueError as error:
        raise ValidationError(_("There is no such day in that month.")) from error


def _period(start: Day | None, end: Day | None, is_open: bool) -> Period:
    if not start:
        raise ValidationError(_("Give the start: its year at least."))
    if end and is_open:
        raise ValidationError(
            _("What is still running has no end: empty the end, or choose another “How often”.")
        )
    if end and end.last < start.first:
        raise ValidationError(_("The end is before the start: correct one of them."))
    return Period(start, end, is_open)
