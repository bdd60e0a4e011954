from datetime import datetime, time

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """A day of which a visitor wants to see the page."""

    on = forms.DateField(
        label=_("As it was on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("That is no day. Write it as 2026-11-24."),
        },
    )

    @property
    def end_of_day(self) -> datetime:
        """The last moment of the day, where the county is."""
        return make_aware(datetime.combine(self.cleaned_data["on"], time.max))
