"""What each column of a table holds, as text: for a spreadsheet, and back."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone, is_naive, localtime
from django.utils.translation import gettext as _

from activities.models import Activity
from history.snapshots import label_of_field, value_in_words
from partners.models import PartnerRegion, TwinningDecision
from publishing.fields import FoldedField, PeriodBound, RichTextField
from publishing.languages import is_translation
from publishing.models import Link

# Set by the site itself, or, as files, not to be said in a table.
LEFT_OUT = {"created", "updated", "translated_from", "state_ro", "state_hu", "state_en", "document"}
SEPARATOR = "\n"
CENTURIES = range(1900, 2200)  # in which a time can have been meant
NUMBER = re.compile(r"[0-9]{1,18}")  # of an entry


@dataclass(frozen=True)
class Subject:
    """One table: a model, and its columns beside those of the model itself."""

    name: str
    model: type[models.Model]
    relations: tuple[str, ...] = ()  # many-to-many columns, written as Romanian addresses
    has_links: bool = False
    alike: tuple[str, ...] = ()  # two entries that agree in all of these are one

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order: the key first, then as the model has them."""
        own = [f.name for f in self.model._meta.fields if _is_said(f, self.model)]
        return [*own, *self.relations, *(["links"] if self.has_links else [])]

    def text(self, entry: models.Model, name: str) -> str:
        """What a cell says of an entry."""
        if name == "links":
            return SEPARATOR.join(link.url for link in entry.links.all())
        if name in self.relations:
            return SEPARATOR.join(sorted(map(_name_of, getattr(entry, name).all())))
        model_field = self.model._meta.get_field(name)
        if model_field.many_to_one:
            other = getattr(entry, name)
            return "" if other is None else _name_of(other)
        value = getattr(entry, name)
        if value is None:
            return ""
        if isinstance(value, datetime):
            return localtime(value).isoformat(timespec="minutes")
        return str(value)

    def label(self, name: str) -> str:
        """What people call a column."""
        if name == "links":
            parts = self.model._meta.get_field(name).related_model
            return capfirst(str(parts._meta.verbose_name_plural))
        return label_of_field(self.model._meta.get_field(name))

    def in_words(self, name: str, text: str) -> str:
        """What the text of a cell means, as the forms say it."""
        if name == "links" or name in self.relations:
            return text
        model_field = self.model._meta.get_field(name)
        is_code = model_field.choices or isinstance(model_field, RichTextField)
        return value_in_words(model_field, text) if is_code else text

    def likeness(self, entry: models.Model) -> str:
        """What tells the entry from others; "" where a part of it is not known."""
        said = [self.text(entry, name) for name in self.alike]
        return " ".join(said) if all(said) else ""

    def entries(self) -> models.QuerySet:
        """All entries, with what their cells need."""
        related = [f.name for f in self.model._meta.fields if f.many_to_one]
        fetched = [*self.relations, *(["links"] if self.has_links else [])]
        found = self.model._base_manager.select_related(*related)
        return found.prefetch_related(*fetched).order_by("pk")


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("partners", PartnerRegion, has_links=True),
        Subject("decisions", TwinningDecision, alike=("partner", "kind", "number", "date")),
        Subject("activities", Activity, relations=("partners",), has_links=True),
    )
}


def _is_said(model_field: models.Field, model: type[models.Model]) -> bool:
    translated = {f.translated_field.name for f in model._meta.fields if is_translation(f)}
    derived = isinstance(model_field, FoldedField | PeriodBound)
    return not derived and model_field.name not in LEFT_OUT | translated


def value_of(model_field: models.Field, text: str):
    """The value that a cell's text stands for; raises ValidationError."""
    ProhibitNullCharactersValidator()(text)
    if text == "":
        return None if model_field.null else model_field.get_default()
    if model_field.many_to_one:
        return _related(model_field, text)
    if isinstance(model_field, models.DateTimeField):
        return _moment(text)
    if isinstance(model_field, models.IntegerField | models.FloatField):
        return _number(model_field, text)
    return model_field.to_python(text)


def _related(model_field, text: str) -> models.Model:
    found, related = model_field.related_model._base_manager, None
    if hasattr(model_field.related_model, "slug_ro"):
        related = found.filter(slug_ro=text).first()
    if related is None and NUMBER.fullmatch(text):
        related = found.filter(pk=text).first()
    if related is None:
        raise ValidationError(_("There is no such entry: %(text)s.") % {"text": text})
    return related


def _name_of(other: models.Model) -> str:
    """How a cell names another entry: by its Romanian address, or its number if it has none."""
    return getattr(other, "slug_ro", None) or str(other.pk)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = _("“%(text)s” is no time such as 2026-12-03T08:00.") % {"text": text}
        raise ValidationError(message) from error
    if moment.year not in CENTURIES:
        raise ValidationError(_("“%(text)s” is no time such as 2026-12-03T08:00.") % {"text": text})
    return moment.replace(tzinfo=get_current_timezone()) if is_naive(moment) else moment


def _number(model_field, text: str):
    make: Callable = float if isinstance(model_field, models.FloatField) else int
    try:
        number = make(text.replace(",", ".") if make is float else text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValidationError(_("“%(text)s” is no number.") % {"text": text})
    return number


def addresses_of(text: str) -> list[str]:
    """The addresses of a cell, one in a line."""
    url = Link._meta.get_field("url")
    addresses = []
    for line in filter(str.strip, text.split(SEPARATOR)):
        try:
            addresses.append(url.clean(line.strip(), None))
        except ValidationError as error:
            raise ValidationError(f"{line}: {' '.join(error.messages)}") from error
    return addresses


def partners_of(text: str) -> list[PartnerRegion]:
    names = [line.strip() for line in text.split(SEPARATOR) if line.strip()]
    keys = list(filter(NUMBER.fullmatch, names))
    asked = models.Q(slug_ro__in=names) | models.Q(slug_ro=None, pk__in=keys)
    found = {_name_of(partner): partner for partner in PartnerRegion.objects.filter(asked)}
    unknown = [name for name in names if name not in found]
    if unknown:
        message = _("There is no such entry: %(text)s.") % {"text": ", ".join(unknown)}
        raise ValidationError(message)
    return list(found.values())
