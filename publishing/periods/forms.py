"""The form field of a period: one line, as people write dates, and beneath it what is read."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from publishing.periods.dates import Period
from publishing.periods.formatting import format_period
from publishing.periods.reading import parse_period

FIRST_YEAR, YEARS_AHEAD = 1800, 20  # a year beyond is asked back
SURE = "_sure"  # the ending of the box that says that such a year was meant
INVALID = gettext_lazy(
    "This is not a date. Enter a date such as 1994, October 2021, 07.05.1994, 7–22 "
    "May 2010, since 2017, every year or around 1998."
)


class TypedText(str):
    """A text as it was typed, and whether it is meant though it looks mistaken."""

    __slots__ = ("is_sure",)

    def __new__(cls, text: str, is_sure: bool = False):
        self = super().__new__(cls, text)
        self.is_sure = is_sure
        return self


class PeriodInput(forms.TextInput):
    """One line, beneath it what visitors read, and a box to tick where the year looks mistaken."""

    template_name = "publishing/widgets/period_input.html"

    class Media:
        js = [forms.Script("js/period.js", type="module")]

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        return None if text is None else TypedText(text, f"{name}{SURE}" in data)

    def format_value(self, value):
        return typed_form(value) if isinstance(value, Period) else value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        period = read_or_none(value)
        is_asked = period is not None and bool(odd_years(period))
        context["widget"] |= {
            "echo": echo(period),
            "echo_url": reverse("admin:period_echo"),
            "sure": f"{name}{SURE}" if is_asked else "",
            "is_sure": isinstance(value, Period) or getattr(value, "is_sure", False),
        }
        return context


class PeriodFormField(forms.Field):
    """Takes what `parse_period` reads; gives a `Period`, or None where nothing is typed."""

    widget = PeriodInput

    def to_python(self, value):
        if isinstance(value, Period):
            return value
        if not (value or "").strip():
            return None
        if question := _two_digits(value):
            raise ValidationError(question, code="year")
        try:
            period = parse_period(value, get_language())
        except ValueError as error:
            raise ValidationError(_explain(value, error), code="invalid") from error
        if not getattr(value, "is_sure", False) and (years := odd_years(period)):
            raise ValidationError(_ask(years[0]), code="year")
        return period

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


def typed_form(period: Period) -> str:
    """Return words of the active language that are read as the period; else EDTF."""
    text = format_period(period)
    try:
        return text if parse_period(text, get_language()) == period else str(period)
    except ValueError:
        return str(period)


def read_or_none(value: Period | str | None) -> Period | None:
    """Return the period that was typed, whatever its year; None if it cannot be read."""
    if isinstance(value, Period) or not value:
        return value or None
    try:
        return parse_period(value, get_language())
    except ValueError:
        return None


def echo(period: Period | None) -> list[tuple[str, str]]:
    """Return what visitors read of the period, by language."""
    texts = []
    for language, _name in settings.LANGUAGES if period else ():
        with override(language):
            texts.append((language, format_period(period)))
    return texts


def odd_years(period: Period) -> list[int]:
    """Return the years of the period that look mistaken."""
    years = [day.year for day in (period.start, period.end) if day]
    return [year for year in years if not _is_likely(year)]


def _is_likely(year: int) -> bool:
    return FIRST_YEAR <= year <= timezone.localdate().year + YEARS_AHEAD


def _ask(year: int) -> str:
    digits = f"{year:04}"
    swapped = [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(3)]
    likely = [int(text) for text in [f"20{digits[2:]}", *swapped] if _is_likely(int(text))]
    near = likely[1:] if digits.startswith("2") and len(likely) > 1 else likely
    if near:
        years = {"year": digits, "likely": near[0]}
        return _("Is %(year)s right? Did you mean %(likely)s? Correct it, or tick the box.") % years
    return _("Is the year %(year)s right? Correct it, or tick the box.") % {"year": digits}


_TWO_DIGITS = re.compile(
    r"(?!.*\d{4})(?:.*\d{1,2}\s*[./]\s*\d{1,2}\s*[./]\s*|.*[^\W\d]\s+)?(\d\d)\.?", re.ASCII
)


def _two_digits(text: str) -> str:
    """Return the question about a year of two digits, alone or at the end of a date."""
    if not (found := _TWO_DIGITS.fullmatch(text.strip())):
        return ""
    return _("Did you mean %(year)s? Enter the year with four digits.") % {"year": f"20{found[1]}"}


def _explain(text: str, error: ValueError) -> str:
    """Return what is wrong with a text that cannot be read."""
    years = re.findall(r"\d{4}", text)
    if "precedes" in str(error) or (len(years) == 2 and years[0] > years[1]):
        return _("The end is before the start: correct one of them.")
    if "day is out of range" in str(error):
        return _("There is no such day in that month.")
    return str(INVALID)
