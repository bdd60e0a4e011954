"""What a cell says of other entries and of web pages, and those that a cell means."""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from editing.import_export.spoken import GENERIC, words_of
from editing.import_export.widgets import (
    ChoiceWidget,
    NumberWidget,
    PeriodWidget,
    TextWidget,
    TimestampWidget,
)
from publishing.fields import PeriodField
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, column
from publishing.models import Link

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
MIN_LETTERS = 4  # of a word that is a name
SEVERAL = re.compile(r"[\n;]")  # between the entries that a cell names
PERHAPS_SEVERAL = re.compile(r",|\s/\s|\s(?:și|şi|si|és|and)\s")  # a name may have such, too


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
        """Return the addresses of the entries by their keys."""
        names = ["pk", "slug_ro"] if self.has_slugs else ["pk", "pk"]
        return dict(self.model._base_manager.order_by("pk").values_list(*names))

    @cached_property
    def _by_name(self) -> dict[str, set[int]]:
        """Return the keys of the entries by their names and slugs, folded; by "/slug", too."""
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

    @cached_property
    def _by_words(self) -> dict[frozenset[str], set[int]]:
        """Return the keys of the entries by the words of their names that are their own."""
        found = defaultdict(set)
        for name, keys in self._by_name.items():
            if not name.startswith("/"):
                found[words_of(name) - GENERIC] |= keys
        return found

    def read(self, text: str) -> int:
        """Return the key of the entry that the text names."""
        last = text.rstrip("/").rpartition("/")[2] if "/" in text else text  # of a web address
        keys = self._by_name.get(f"/{last}") or self._by_name.get(fold(text))
        if not keys and (wanted := words_of(text) - GENERIC):
            keys = self._by_words.get(wanted) or self._of_part(wanted)
        number = text.removeprefix(getattr(self.model, "type_prefix", ""))  # "p7", "7"
        if not keys and KEY.fullmatch(number):
            keys = {int(number)} & self.slugs.keys()
        if not keys:
            raise ValueError(_("There is no such entry: %(text)s.") % {"text": text})
        if len(keys) > 1:
            message = _("Several entries are called “%(text)s”. Enter the page’s address.")
            raise ValueError(message % {"text": text})
        return next(iter(keys))

    def _of_part(self, wanted: frozenset[str]) -> set[int]:
        """Return the entry whose name alone has all these words: "Borsod" of three."""
        found = [keys for words, keys in self._by_words.items() if wanted <= words]
        is_name = all(len(word) >= MIN_LETTERS for word in wanted)
        return set().union(*found) if is_name and len(set().union(*found)) == 1 else set()

    def write(self, value: int) -> str:
        return str((self.has_slugs and self.slugs.get(value)) or value)


class SeveralWidget(RelatedWidget):
    """Several other entries, each in a line of the cell."""

    def clean(self, value, row=None, **options) -> list[int]:
        names = [name.strip() for name in SEVERAL.split(value) if name.strip()]
        return list(dict.fromkeys(key for name in names for key in self._keys(name)))

    def _keys(self, text: str) -> list[int]:
        """Return the entry of a name, which may have a comma, or those between commas."""
        try:
            return [self.read(text)]
        except ValueError:
            names = [name for name in map(str.strip, PERHAPS_SEVERAL.split(text)) if name]
            if len(names) < 2:
                raise
            return [self.read(name) for name in names]

    def render(self, value, obj=None, **options) -> str:
        return "\n".join(sorted(map(self.write, value)))

    def is_same(self, cell: str, text: str) -> bool:
        return cell.split() == text.split()


class LinksWidget(TextWidget):
    """The web pages of an entry, each in a line of the cell."""

    def clean(self, value, row=None, **options) -> list[str]:
        url, found = Link._meta.get_field("url"), []
        for line in filter(None, map(str.strip, re.split(r"[\n\r]|[;,]\s+", value))):
            try:
                line = line.removeprefix("<").removesuffix(">")
                found.append(url.clean(line if "://" in line else f"https://{line}", None))
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
