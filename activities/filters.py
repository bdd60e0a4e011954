from collections.abc import Iterable

from django import forms
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import Activity
from activities.timeline import DECISION, Timeline
from partners.models import PartnerRegion
from publishing.filters import FilterForm

UNDATED = "undated"

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

    def __init__(self, data, years: list[int]):
        super().__init__(data)
        self.fields["kind"].choices = [
            ("", _("all kinds")),
            *((kind, capfirst(name)) for kind, name in KIND_NAMES.items()),
        ]
        names = PartnerRegion.objects.published().only("name", "name_ro", "name_hu", "name_en")
        self.fields["partner"].queryset = names.order_by("sort_name", "pk")
        self.fields["year"].choices = [
            ("", _("all years")),
            *((str(year), str(year)) for year in _span(years)),
            (UNDATED, _("recurring or without a date")),
        ]

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


def _span(years: list[int]) -> Iterable[int]:
    """Every year from now back to the oldest: in any of them something may have been going on."""
    return range(localdate().year, min(years) - 1, -1) if years else ()
