"""Partners to choose from, as a filter of a list offers them."""

from collections import defaultdict

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerRegion
from partners.names import own_part_first
from publishing.filters import FilterForm
from publishing.folding import sort_key

MAX_CHOICES = 200  # partners that are offered as a filter; the page of each leads here, too


def partner_field() -> forms.ModelChoiceField:
    """Return the field of a filter by partner, to be filled by `offer_partners`."""
    return forms.ModelChoiceField(
        label=_("Partner"), required=False, queryset=None, empty_label=_("all partners")
    )


def offer_partners(form: FilterForm) -> None:
    """Offer all partners; of very many only the chosen one, to be let go again."""
    field = form.fields["partner"]
    names = PartnerRegion.objects.published()
    field.queryset = names.only("name", "name_ro", "name_hu", "name_en", "country", "position")
    partners = list(field.queryset.order_by("sort_name", "pk")[: MAX_CHOICES + 1])
    if len(partners) > MAX_CHOICES:
        if "partner" not in form.chosen:
            field.widget = forms.HiddenInput()
            return
        partners = [form.chosen["partner"]]
    field.choices = [("", field.empty_label), *_by_country(partners)]


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
