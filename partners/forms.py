"""Form fields of partners and decisions, which take what is pasted or cited."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.admin.fields import NumericInput
from editing.admin.forms import EntryForm, RowForm
from partners.coordinates import Point, format_point, is_in_country, parse_point
from publishing.periods.dates import Day, Period
from publishing.periods.forms import SURE, TypedText

# "77", "77/2026", "nr. 77 / 2026", "77/2026. számú".
_CITED = re.compile(
    r"(?:(?:nr|no)\b\.?\s*)?(?P<number>[0-9]{1,9})(?:\s*/\s*(?P<year>[0-9]{4}))?\.?\s*"
    r"(?:sz\.|sz[aá]m[uú]\b.*)?",
    re.IGNORECASE,
)


class CitedNumber(int):
    """The number of a decision, and the year that was typed with it."""

    year: int | None = None


class DecisionNumberField(forms.IntegerField):
    """A number alone, or as decisions are cited, with its year after a stroke."""

    widget = NumericInput
    default_error_messages = {"invalid": _("Type the number alone, or with its year: 77/2026.")}

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        match = _CITED.fullmatch(value.strip())
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number = CitedNumber(match["number"])
        number.year = match["year"] and int(match["year"])
        return number


class CitedDecision:
    """Fills the date of a decision from its number, if that was typed with the year."""

    def clean(self):
        cleaned = super().clean()
        year = getattr(self.cleaned_data.get("number"), "year", None)
        if not year:
            return cleaned
        date = self.cleaned_data.get("date")
        if date is None and self.has_error("date", "required"):
            del self.errors["date"]
            self.cleaned_data["date"] = Period(Day(year))
        elif date and date.year and date.year != year:
            asked = {"year": year, "other": date.year}
            message = _("The number says %(year)s, the date %(other)s: correct one of them.")
            self.add_error("number", ValidationError(message, code="year", params=asked))
        return cleaned


class DecisionForm(CitedDecision, EntryForm):
    """A decision alone."""


class DecisionRowForm(CitedDecision, RowForm):
    """A decision on its partner's page."""


class PointInput(forms.TextInput):
    """A pair of degrees, and a box to tick for one that lies outside of the country."""

    template_name = "partners/widgets/point_input.html"
    asks, is_sure = False, False

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        return None if text is None else TypedText(text, f"{name}{SURE}" in data)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        is_sure = getattr(value, "is_sure", self.is_sure)
        context["widget"] |= {"sure": f"{name}{SURE}" if self.asks else "", "is_sure": is_sure}
        return context


class PointField(forms.CharField):
    """Takes any pair that `parse_point` reads; gives a `Point`, or None."""

    widget = PointInput

    def to_python(self, value):
        if value is None or isinstance(value, Point) or not value.strip():
            return value or None
        try:
            return parse_point(value)
        except ValueError as error:
            message = _(
                "No place on earth can be read of this. Paste it from a map, such as "
                "46.36, 25.80 or 46°21′N 25°48′E."
            )
            raise ValidationError(message, code="invalid") from error

    def run_validators(self, value):
        """The parser has checked it."""

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class PartnerForm(EntryForm):
    """A partner, whose two coordinates are one field."""

    coordinates = PointField(
        required=False,
        label=_("Coordinates of the administrative centre"),
        help_text=_("Paste them from a map, or the address of the map itself: 46.36, 25.80."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        partner, widget = self.instance, self.fields["coordinates"].widget
        if partner.latitude is not None and partner.longitude is not None:
            point = Point(partner.latitude, partner.longitude)
            self.initial["coordinates"] = format_point(point)
            widget.asks = widget.is_sure = not is_in_country(point, partner.country.code)

    def clean(self):
        cleaned = super().clean()
        point, country = self.cleaned_data.get("coordinates"), self.cleaned_data.get("country")
        if "coordinates" in self.errors or self.fields["coordinates"].disabled:
            return cleaned
        if point and country and not is_in_country(point, country):
            self.fields["coordinates"].widget.asks = True
            if f"{self.add_prefix('coordinates')}{SURE}" not in self.data:
                message = _(
                    "This place is not in the country that is chosen. Correct one of them, or "
                    "tick the box."
                )
                self.add_error("coordinates", ValidationError(message, code="country"))
                return cleaned
        self.instance.latitude, self.instance.longitude = point or (None, None)
        return cleaned
