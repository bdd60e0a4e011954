"""Form fields of partners, which take what is pasted."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from editing.admin.forms import EntryForm
from partners.codes import find_code, iso_codes, language_codes, nuts_codes
from partners.coordinates import Point, format_point, is_in_country, parse_point
from partners.map_urls import is_short
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
            if is_short(value.strip()):
                message = _(
                    "This short address does not contain the place. Open it, then copy "
                    "the long address that the map shows."
                )
                raise ValidationError(message, code="short") from error
            message = _(
                "These are not coordinates. Paste them from a map, such as 46.36, 25.80 or "
                "46°21′N 25°48′E."
            )
            raise ValidationError(message, code="invalid") from error

    def run_validators(self, value):
        """Do nothing more: the parser has checked it."""

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class CodeInput(forms.TextInput):
    """A line that offers codes with their names; what is typed narrows them."""

    template_name = "partners/widgets/code_input.html"
    codes: dict[str, str]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"] |= {"list": f"{widget['attrs']['id']}_codes", "autocomplete": "off"}
        widget["offered"] = [(code, words) for code, words in self.codes.items() if words]
        return context


class CodeField(forms.CharField):
    """Takes a code of a list, or the name of what has it; any other is given back as it is."""

    widget = CodeInput

    def offer(self, codes: dict[str, str]) -> None:
        self.codes = self.widget.codes = codes

    def to_python(self, value):
        text = super().to_python(value).strip()
        return find_code(text, self.codes) or text


class PartnerForm(EntryForm):
    """A partner, whose two coordinates are one field, and whose codes are chosen from lists."""

    coordinates = PointField(
        required=False,
        label=_("Coordinates of the administrative centre"),
        help_text=_(
            "Paste them from a map, such as 46.36, 25.80, or paste the web address of the map."
        ),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._offer_codes()
        partner, widget = self.instance, self.fields["coordinates"].widget
        if partner.latitude is not None and partner.longitude is not None:
            point = Point(partner.latitude, partner.longitude)
            self.initial["coordinates"] = format_point(point)
            widget.asks = widget.is_sure = not is_in_country(point, partner.country.code)

    def _offer_codes(self) -> None:
        """Offer the codes of the country that is chosen, and of every language."""
        country = self["country"].value() if "country" in self.fields else self.instance.country
        code = getattr(country, "code", country) or ""
        lists = {"iso_code": iso_codes(code), "nuts_code": nuts_codes(code)}
        for name, codes in {**lists, "institution_language": language_codes()}.items():
            if isinstance(field := self.fields.get(name), CodeField):
                field.offer(codes)
        if "iso_code" in self.fields:
            url = reverse("admin:partners_partnerregion_codes")
            self.fields["iso_code"].widget.attrs["data-codes"] = url

    def clean(self):
        cleaned = super().clean()
        self._refuse_unknown_codes()
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

    def full_clean(self):
        super().full_clean()
        for name in ("iso_code", "nuts_code"):
            for error in self.errors[name].as_data() if name in self.errors else ():
                if error.code == "taken":
                    self._link_to_other(error)

    def _link_to_other(self, error: ValidationError) -> None:
        """Have what the model says of a code that another partner has lead to that partner."""
        params = error.params or {}
        other, code = params["other"], escape(params["code"])
        url = reverse("admin:partners_partnerregion_change", args=[other.pk])
        link = format_html('<a href="{}">{}</a>', url, other)
        error.message = mark_safe(error.message % {"code": code, "other": link})
        error.params = None

    def _refuse_unknown_codes(self) -> None:
        """Refuse a new code that is not in the list, if there is a list."""
        for name in ("iso_code", "nuts_code", "institution_language"):
            field, code = self.fields.get(name), self.cleaned_data.get(name)
            if not isinstance(field, CodeField) or not code or name not in self.changed_data:
                continue
            if not field.codes or code in field.codes:
                continue
            known = next(((c, words) for c, words in field.codes.items() if words), ("", ""))
            message = _(
                "“%(code)s” is not in the list. Choose from it, such as %(known)s (%(name)s)."
            )
            params = {"code": code, "known": known[0], "name": known[1]}
            self.add_error(name, ValidationError(message, code="unknown", params=params))
