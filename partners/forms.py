"""Form fields of partners, which take what is pasted."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.admin.forms import EntryForm
from partners.coordinates import Point, format_point, is_in_country, parse_point
from publishing.periods.forms import SURE, TypedText


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
                "These are not coordinates. Paste them from a map, such as 46.36, 25.80 or "
                "46°21′N 25°48′E."
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
        help_text=_(
            "Paste them from a map, such as 46.36, 25.80, or paste the web address of the map."
        ),
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
                    "This place is not in the country you chose. Correct one of them, or tick the "
                    "box."
                )
                self.add_error("coordinates", ValidationError(message, code="country"))
                return cleaned
        self.instance.latitude, self.instance.longitude = point or (None, None)
        return cleaned
