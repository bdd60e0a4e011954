from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity
from activities.timeline import DECISION, Timeline
from partners.choices import offer_partners, partner_field
from publishing.filters import FilterForm

UNDATED = "undated"
KIND_NAMES = {
    DECISION: pgettext_lazy("kind of activity", "decision"),
    **dict(Activity.Kind.choices),
}


class TimelineFilter(FilterForm):
    """The filters of the timeline."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    partner = partner_field()
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data, years: range):
        super().__init__(data)
        self.years = years
        self.fields["kind"].choices = [
            ("", _("all kinds")),
            *((kind, capfirst(name)) for kind, name in KIND_NAMES.items()),
        ]
        self.fields["theme"].choices = [
            ("", _("all themes")),
            *((theme, capfirst(name)) for theme, name in Activity.Theme.choices),
        ]
        self.fields["year"].choices = [
            ("", _("all years")),
            *((str(year), str(year)) for year in self.years),
            (UNDATED, _("recurring or without a date")),
        ]
        offer_partners(self)

    def narrow(self, timeline: Timeline) -> Timeline:
        """Return the part of the timeline that the URL asks for."""
        chosen = self.chosen
        if "kind" in chosen:
            timeline = timeline.of_kind(chosen["kind"])
        if "partner" in chosen:
            timeline = timeline.with_partner(chosen["partner"])
        if "theme" in chosen:
            timeline = timeline.with_theme(chosen["theme"])
        if "year" in chosen:
            year = chosen["year"]
            timeline = timeline.undated() if year == UNDATED else timeline.in_year(int(year))
        return timeline
