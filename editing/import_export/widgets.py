"""What a cell says of a value, and the value that a cell means; ValueError if it means none."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone, is_naive, localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.fields import CountryField
from import_export.widgets import Widget

from editing.import_export.country_names import COUNTRY_NAMES
from editing.import_export.spoken import (
    read_decimal,
    read_timestamp,
    read_whole,
    words_of,
    year_of,
)
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES
from publishing.periods.reading import parse_period
from publishing.text import normalise_text

MAX_NAMED = 12  # choices that an error names
BETWEEN_NAMES = re.compile(r"[()/]")  # of one country: "Magyarország/Ungaria", "Ungaria (HU)"
# What people call states and kinds beside the words of the forms, folded, by their codes.
OTHER_WORDS = {
    "publicat(a)": "published",
    "kozzetett": "published",
    "kozzeteve": "published",
    "publikalt": "published",
    "nepublicat": "draft",
    "unpublished": "draft",
    "vazlat": "draft",
    "rendezveny": "event",
    "manifestare": "event",
}
YEARS = range(1900, 2200)  # in which a timestamp can have been meant


class TextWidget(Widget):
    """Text as it is; the ground of all others, which know their model field."""

    is_number = is_date = False
    choices: dict[str, str] = {}  # words by code, in the active language

    def __init__(self, model_field: models.Field):
        super().__init__()
        self.model_field = model_field

    @property
    def is_text(self) -> bool:
        """Whether a number typed there can only be a mistake."""
        return type(self) is TextWidget and not self.model_field.primary_key

    def clean(self, value, row=None, **options):
        text = normalise_text(value, getattr(self.model_field, "language", None)).strip()
        if text == "":
            return None if self.model_field.null else self.model_field.get_default()
        return self.read(text)

    def render(self, value, obj=None, **options) -> str:
        return "" if value is None else normalise_text(self.write(value))

    def read(self, text: str):
        try:
            return self.model_field.to_python(text)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def write(self, value) -> str:
        return str(value)

    def is_same(self, cell: str, text: str) -> bool:
        """Return whether a cell is the text that was written, as a spreadsheet keeps it."""
        return cell.strip() == text.strip()


class NumberWidget(TextWidget):
    """A number, with a point or a comma before its decimals."""

    is_number = True

    def read(self, text: str):
        is_decimal = isinstance(self.model_field, models.FloatField)
        number = read_decimal(text) if is_decimal else read_whole(text)
        if number is None:
            raise ValueError(_("“%(text)s” is not a number.") % {"text": text})
        return number

    def clean(self, value, row=None, **options):
        """Return the number; one with its year agrees with the date of its row."""
        number, year = super().clean(value, row, **options), year_of(str(value).strip())
        date = str((row or {}).get("date", ""))
        if year and year not in date:
            message = _("The number says %(year)s, the date %(other)s: correct one of them.")
            raise ValueError(message % {"year": year, "other": date})
        return number

    def is_same(self, cell: str, text: str) -> bool:
        """Return whether they agree in the 15 digits that a spreadsheet keeps."""
        try:
            return cell == text or f"{float(cell):.15g}" == f"{float(text):.15g}"
        except ValueError:
            return False


class ChoiceWidget(TextWidget):
    """One of several codes, or its word in any of the languages."""

    @property
    def choices(self) -> dict[str, str]:
        return {code: capfirst(str(word)) for code, word in self.model_field.flatchoices if code}

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Return the codes by themselves and by their words in each language, folded."""
        codes = {}
        for language in LANGUAGE_CODES:
            with override(language):
                for code, word in self.choices.items():
                    codes.setdefault(fold(word), code)
        if isinstance(self.model_field, CountryField):
            codes |= {fold(countries.alpha3(code)): code for code in self.choices}
            codes |= {name: code for name, code in COUNTRY_NAMES.items() if code in self.choices}
        for word, code in OTHER_WORDS.items():
            if code in self.choices:
                codes.setdefault(word, code)
        return codes | {fold(code): code for code in self.choices}

    def _of_part(self, text: str) -> set[str]:
        """Return the codes whose names have all words of the text: "Moldova" of its republic."""
        wanted = words_of(text)
        return {code for word, code in self._codes.items() if wanted and wanted <= words_of(word)}

    def read(self, text: str) -> str:
        folded = fold(text)
        for word in (folded, folded.rstrip("ae")):  # "publicată", of an entry, is "publicat"
            if code := self._codes.get(word):
                return code
        if isinstance(self.model_field, CountryField):
            if len(codes := self._of_part(text)) == 1:
                return codes.pop()
            codes = {self._codes.get(fold(name)) for name in BETWEEN_NAMES.split(text) if name}
            if len(codes) == 1 and (code := codes.pop()):
                return code
        message = _("“%(text)s” is not one of these: %(names)s.")
        if len(self.choices) > MAX_NAMED:
            message = _("“%(text)s” is not one of the options for this column.")
        names = ", ".join(f"{code} ({word})" for code, word in self.choices.items())
        raise ValueError(message % {"text": text, "names": names})


class PeriodWidget(TextWidget):
    """A period, as precise as known, as people write it or in EDTF."""

    is_date = True

    def read(self, text: str):
        try:
            return parse_period(text, get_language())
        except ValueError as error:
            message = _(
                "“%(text)s” is not a date. Enter a date such as 1994, 2021-10, 07.05.1994, 7–22 "
                "May 2010 or since 2017."
            )
            raise ValueError(message % {"text": text}) from error


class TimestampWidget(TextWidget):
    """A day and an hour of the county's time."""

    def read(self, text: str) -> datetime:
        for read in (datetime.fromisoformat, read_timestamp):
            try:
                found = read(text)
            except ValueError:
                continue
            if found.year in YEARS:
                is_local = is_naive(found)
                return found.replace(tzinfo=get_current_timezone()) if is_local else found
        message = _("“%(text)s” is not a date and time such as 2026-12-03T08:00.")
        raise ValueError(message % {"text": text})

    def write(self, value: datetime) -> str:
        return localtime(value).isoformat(timespec="minutes")


class VersionWidget(TextWidget):
    """The time at which an entry was last changed, to the very microsecond."""

    def write(self, value: datetime) -> str:
        return value.isoformat()
