from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from history.memento import at
from history.public_versions import PublicVersion


class DayForm(forms.Form):
    """A day of which a visitor wants to see the page; refused if it was not public at its end."""

    on = forms.DateField(
        label=_("Version on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Enter a valid date, such as 2026-11-24."),
        },
    )

    def __init__(self, data, versions: list[PublicVersion]):
        super().__init__(data)
        self.versions = versions

    def clean_on(self):
        if len(self.data.getlist("on")) > 1:
            raise ValidationError(_("Choose a single day."))
        day = self.cleaned_data["on"]
        end = make_aware(datetime.combine(day, time.max))  # where the county is
        self.version = at(self.versions, end) if self.versions else None
        if self.version and not self.version.is_public_at(end):
            raise ValidationError(
                _("This page was not public on that day. The nearest version: %(date)s"),
                params={"date": date_format(localtime(self.version.since), "DATE_FORMAT")},
            )
        return day
