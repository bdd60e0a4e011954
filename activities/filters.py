from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity
from activities.timeline import DECISION, Timeline
from partners.models import PartnerRegion
from publishing.filters import FilterForm

UNDATED = "undated"
MAX_CHOICES = 200  # partners that are offered as a filter; the page of each leads here, too

KIND_NAMES = {
    DECISION: pgettext_lazy("kind of activity", "decision"),
    **dict(Activity.Kind.choices),
}


class TimelineFilter(FilterForm):
    """The filters of the timeline."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    partner = forms.ModelChoiceField(
        label=_("Partner"),
        required=False,
        queryset=None,
        empty_label=_("all partners"),
    )
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data, years: range):
        super().__init__(data)
        self.years = years
        self.fields["kind"].choices = [
            ("", _("all kinds")),
            *((kind, capfirst(name)) for kind, name in KIND_NAMES.items()),
        ]
        self.fields["year"].choices = [
            ("", _("all years")),
            *((str(year), str(year)) for year in self.years),
            (UNDATED, _("recurring or without a date")),
        ]
        self._offer_partners()

    def _offer_partners(self) -> None:
        """All partners to choose from; of very many only the chosen one, to be let go again."""
        field = self.fields["partner"]
        names = PartnerRegion.objects.published().only("name", "name_ro", "name_hu", "name_en")
        field.queryset = names.order_by("sort_name", "pk")
        partners = list(field.queryset[: MAX_CHOICES + 1])
        if len(partners) <= MAX_CHOICES:
            field.choices = [("", field.empty_label), *((p.pk, p.name) for p in partners)]
        elif "partner" in self.chosen:
            partner = self.chosen["partner"]
            field.choices = [("", field.empty_label), (partner.pk, partner.name)]
        else:
            field.widget = forms.HiddenInput()

    def narrow(self, timeline: Timeline) -> Timeline:
        """The part of the timeline that the address asks for."""
        chosen = self.chosen
        if "kind" in chosen:
            timeline = timeline.of_kind(chosen["kind"])
        if "partner" in chosen:
            timeline = timeline.with_partner(chosen["partner"])
        if "year" in chosen:
            year = chosen["year"]
            timeline = timeline.undated() if year == UNDATED else timeline.in_year(int(year))
        return timeline
