import re
from collections import defaultdict

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.timeline import DECISION, Timeline
from partners.models import PartnerRegion
from publishing.filters import FilterForm
from publishing.folding import sort_key

UNDATED = "undated"
MAX_CHOICES = 200  # partners that are offered as a filter; the page of each leads here, too

# What Romanian names of regions begin with; in Hungarian and English it stands behind anyhow.
GENERIC_WORDS = re.compile(
    r"(Județul|Regiunea Autonomă|Regiunea|Provincia|Raionul|Districtul|Powiatul) (.+)"
)

KIND_NAMES = {
    DECISION: pgettext_lazy("kind of activity", "decision"),
    **dict(Activity.Kind.choices),
}


def _by_country(partners: list[PartnerRegion]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the partners as choices, by country in the order of the county's table.

    In a list, typing a letter finds what begins with it: so the word that most names begin with,
    "Județul", stands behind.
    """
    countries = defaultdict(list)
    for partner in sorted(partners, key=lambda partner: partner.position):
        countries[partner.country.name]  # the order of the countries
    for partner in partners:
        countries[partner.country.name].append((partner.pk, own_part_first(partner.name)))
    language = get_language()
    for choices in countries.values():
        choices.sort(key=lambda choice: sort_key(choice[1], language))
    return list(countries.items())


def own_part_first(name: str) -> str:
    """Return a name with its generic word behind: "Județul Heves" as "Heves (județul)"."""
    found = GENERIC_WORDS.fullmatch(name)
    return f"{found[2]} ({found[1].lower()})" if found else name


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
        names = PartnerRegion.objects.published()
        field.queryset = names.only("name", "name_ro", "name_hu", "name_en", "country", "position")
        partners = list(field.queryset.order_by("sort_name", "pk")[: MAX_CHOICES + 1])
        if len(partners) > MAX_CHOICES:
            if "partner" not in self.chosen:
                field.widget = forms.HiddenInput()
                return
            partners = [self.chosen["partner"]]
        field.choices = [("", field.empty_label), *_by_country(partners)]

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
