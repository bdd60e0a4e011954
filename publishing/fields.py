"""Columns of the domain: a period and its bounds, formatted and folded text, a web address."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from publishing.folding import fold, sort_key
from publishing.periods.dates import Period
from publishing.periods.forms import PeriodFormField
from publishing.rich_text.cleaning import clean
from publishing.rich_text.editor import RichTextFormField
from publishing.text import normalise_text
from publishing.web_addresses import validate_public_address


class PeriodField(models.CharField):
    """A `Period`, or None where no date was published. Kept as EDTF text; "" stands for None."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"max_length": 24, "default": None, **options})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        options.pop("default", None)
        return name, path, args, options

    def from_db_value(self, value, expression, connection):
        return Period.parse(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, Period):
            return value
        if value == "":
            return None
        try:
            return Period.parse(value)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date in the form of ISO 8601-2."),
                code="invalid",
                params={"value": value},
            ) from error

    def get_prep_value(self, value):
        return str(self.to_python(value) or "")

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def validate(self, value, model_instance):
        super().validate(value and str(value), model_instance)

    def run_validators(self, value):
        super().run_validators(str(value or ""))

    def formfield(self, **options):
        return models.Field.formfield(self, form_class=PeriodFormField, **options)


class PeriodBound(models.DateField):
    """The first or last day of a `PeriodField`, kept for sorting and filtering. Set when saving.

    Null where the period has no such day: nothing published, a recurrence, an open end.
    ``update()`` and ``bulk_update()`` bypass it.
    """

    def __init__(self, period: str = "", bound: str = "", **options):
        self.period, self.bound = period, bound
        super().__init__(**{"editable": False, "null": True, "db_index": True, **options})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {"period": self.period, "bound": self.bound, **options}

    def pre_save(self, model_instance, add):
        period_field = model_instance._meta.get_field(self.period)
        period = period_field.to_python(getattr(model_instance, self.period))
        value = period and getattr(period, self.bound)
        setattr(model_instance, self.attname, value)
        return value


class RichTextField(models.TextField):
    """A formatted text, as HTML. Whichever way it comes, only what is clean is kept."""

    def to_python(self, value):
        text = super().to_python(value)
        return clean(text, getattr(self, "language", None)) if text else text

    def get_db_prep_save(self, value, connection):
        # save(), update() and bulk_create() all come this way.
        return super().get_db_prep_save(self.to_python(value), connection)

    def formfield(self, **options):
        return super().formfield(**{"form_class": RichTextFormField, **options})


class FoldedField(models.TextField):
    """Other fields of the entry, folded (see `fold`) and joined by spaces. Set when saving.

    Registered for translation, each language's column folds what a reader of that language sees.
    """

    def __init__(self, sources: tuple[str, ...] = (), **options):
        self.sources = tuple(sources)
        super().__init__(**{"editable": False, "default": "", **options})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {"sources": self.sources, **options}

    def pre_save(self, model_instance, add):
        with override(getattr(self, "language", None)):
            seen = (getattr(model_instance, source) for source in self.sources)
            value = self.made_of(" ".join(str(text) for text in seen if text))
        setattr(model_instance, self.attname, value)
        return value

    def made_of(self, text: str) -> str:
        """Return what is kept of the text of the sources."""
        return fold(text)


class SortKeyField(FoldedField):
    """Other fields of the entry as a key by which the language orders them (see `sort_key`)."""

    def db_parameters(self, connection):
        # By code points, as SQLite does, whatever order the database itself was made with.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def made_of(self, text):
        return sort_key(text, get_language())


class WebAddressField(models.URLField):
    """A web address that others can open; one typed without a scheme is taken to be https."""

    default_validators = [URLValidator(schemes=["http", "https"]), validate_public_address]

    def to_python(self, value):
        value = super().to_python(value)
        return normalise_text(value).strip() if value else value

    def formfield(self, **options):
        return super().formfield(
            **{"assume_scheme": "https", "form_class": WebAddressInput, **options}
        )


class WebAddressInput(forms.URLField):
    """The form field of a web address: what nobody sees in a pasted one is left out."""

    def to_python(self, value):
        return super().to_python(normalise_text(value) if value else value)
