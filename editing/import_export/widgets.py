"""What a cell says of a value, and the value that a cell means; ValueError if it means none."""

import math
import re
from collections import defaultdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone, is_naive, localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_countries.fields import CountryField
from import_export.widgets import Widget

from publishing.fields import PeriodField
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, column
from publishing.models import Link
from publishing.periods.reading import parse_period
from publishing.text import normalise_text

MAX_NAMED = 12  # choices that an error names
YEARS = range(1900, 2200)  # in which a timestamp can have been meant
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
SEVERAL = re.compile(r"[\n;]")  # between the entries that a cell names
TIMESTAMPS = ("%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y. %m. %d. %H:%M", "%Y. %m. %d.")


class TextWidget(Widget):
    """Text as it is; the ground of all others, which know their model field."""

    is_number = False
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
        try:
            number = float(text.replace(",", ".")) if is_decimal else int(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(_("“%(text)s” is not a number.") % {"text": text})
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
        """The codes by themselves and by their words in each language, folded."""
        codes = {}
        for language in LANGUAGE_CODES:
            with override(language):
                for code, word in self.choices.items():
                    codes.setdefault(fold(word), code)
        return codes | {fold(code): code for code in self.choices}

    def read(self, text: str) -> str:
        if code := self._codes.get(fold(text)):
            return code
        message = _("“%(text)s” is not one of these: %(names)s.")
        if len(self.choices) > MAX_NAMED:
            message = _("“%(text)s” is not one of the choices of this column.")
        names = ", ".join(f"{code} ({word})" for code, word in self.choices.items())
        raise ValueError(message % {"text": text, "names": names})


class PeriodWidget(TextWidget):
    """A period, as precise as known, as people write it or in EDTF."""

    def read(self, text: str):
        try:
            return parse_period(text, get_language())
        except ValueError as error:
            message = _(
                "“%(text)s” cannot be read as a date. Write it like 1994, 2021-10, 07.05.1994, "
                "7–22 May 2010 or since 2017."
            )
            raise ValueError(message % {"text": text}) from error


class TimestampWidget(TextWidget):
    """A day and an hour of the county's time."""

    def read(self, text: str) -> datetime:
        for pattern in ("", *TIMESTAMPS):
            try:
                found = (
                    datetime.strptime(text, pattern) if pattern else datetime.fromisoformat(text)
                )
            except ValueError:
                continue
            if found.year in YEARS:
                is_local = is_naive(found)
                return found.replace(tzinfo=get_current_timezone()) if is_local else found
        message = _("“%(text)s” is not a date and time such as 2026-12-03T08:00.")
        raise ValueError(message % {"text": text})

    def write(self, value: datetime) -> str:
        return localtime(value).isoformat(timespec="minutes")


class RelatedWidget(TextWidget):
    """Another entry: by its address or its name in any language, or by its number.

    All entries that there are to name are read at once.
    """

    def __init__(self, model_field: models.Field):
        super().__init__(model_field)
        self.model = model_field.related_model
        self.has_slugs = hasattr(self.model, "slug_ro")

    @cached_property
    def slugs(self) -> dict[int, str | None]:
        """The addresses of the entries by their keys."""
        names = ["pk", "slug_ro"] if self.has_slugs else ["pk", "pk"]
        return dict(self.model._base_manager.order_by("pk").values_list(*names))

    @cached_property
    def _by_name(self) -> dict[str, set[int]]:
        """The keys of the entries by their names and addresses, folded; by "/address", too."""
        columns = [
            column(name, language)
            for name in ((self.model.heading_field, "slug") if self.has_slugs else ())
            for language in LANGUAGE_CODES
        ]
        found = defaultdict(set)
        for key, *names in self.model._base_manager.values_list("pk", *columns):
            for name in filter(None, names):
                found[fold(name)].add(key)
        if self.has_slugs:
            found |= {f"/{slug}": {key} for key, slug in self.slugs.items() if slug}
        return found

    def read(self, text: str) -> int:
        """Return the key of the entry that the text names."""
        keys = self._by_name.get(f"/{text}") or self._by_name.get(fold(text))
        if not keys and KEY.fullmatch(text):
            keys = {int(text)} & self.slugs.keys()
        if not keys:
            raise ValueError(_("There is no such entry: %(text)s.") % {"text": text})
        if len(keys) > 1:
            message = _("Several entries are called “%(text)s”: give the address of the page.")
            raise ValueError(message % {"text": text})
        return next(iter(keys))

    def write(self, value: int) -> str:
        return str((self.has_slugs and self.slugs.get(value)) or value)


class SeveralWidget(RelatedWidget):
    """Several other entries, each in a line of the cell."""

    def clean(self, value, row=None, **options) -> list[int]:
        named = [self.read(name.strip()) for name in SEVERAL.split(value) if name.strip()]
        return list(dict.fromkeys(named))

    def render(self, value, obj=None, **options) -> str:
        return "\n".join(sorted(map(self.write, value)))

    def is_same(self, cell: str, text: str) -> bool:
        return cell.split() == text.split()


class LinksWidget(TextWidget):
    """The web pages of an entry, each in a line of the cell."""

    def clean(self, value, row=None, **options) -> list[str]:
        url, found = Link._meta.get_field("url"), []
        for line in filter(None, map(str.strip, value.split("\n"))):
            try:
                found.append(url.clean(line, None))
            except ValidationError as error:
                raise ValueError(f"{line}: {' '.join(error.messages)}") from error
        return list(dict.fromkeys(found))

    def render(self, value, obj=None, **options) -> str:
        return "\n".join(value)


def widget_of(model_field: models.Field) -> TextWidget:
    """Return the widget for the columns of a model field."""
    if model_field.many_to_many:
        return SeveralWidget(model_field)
    if model_field.one_to_many:
        return LinksWidget(model_field)
    if model_field.many_to_one:
        return RelatedWidget(model_field)
    for kind, widget in (
        (PeriodField, PeriodWidget),
        (models.DateTimeField, TimestampWidget),
        (models.IntegerField | models.FloatField, NumberWidget),
    ):
        if isinstance(model_field, kind):
            return widget(model_field)
    has_choices = model_field.choices or isinstance(model_field, CountryField)
    return (ChoiceWidget if has_choices else TextWidget)(model_field)
