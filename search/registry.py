"""What is searched: of each type of entry its texts, and what an answer in each weighs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from activities.models import NEWEST_FIRST, Activity
from activities.timeline import DECISION
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.fields import RichTextField
from publishing.languages import LANGUAGE_CODES
from publishing.periods.dates import Period
from publishing.periods.formatting import words
from publishing.rich_text.cleaning import plain_text

TITLE, NAME, SUMMARY, TEXT = 8, 5, 2, 1

Text = str | Callable[[Model], str]  # a field, or what makes a text of the entry


@dataclass(frozen=True)
class SearchType:
    """How entries of a model are searched, and shown and ordered among the results."""

    model: type[Model]
    kind: str  # what a result is called; "" where the entry's own `kind` says it
    fields: dict[int, tuple[Text, ...]]  # by weight
    excerpt: tuple[Text, ...]
    order: tuple = NEWEST_FIRST  # of those that answer equally well
    partners: str = ""  # the relation to partners by whose names it is found, too

    def texts(self, entry: Model) -> Iterator[tuple[int, str]]:
        """Return each text of the entry in the active language, with its weight."""
        for weight, fields in self.fields.items():
            yield weight, " ".join(self._read(entry, field) for field in fields)

    def excerpt_of(self, entry: Model) -> str:
        """Return the text of which a result shows a part."""
        return " ".join(filter(None, (self._read(entry, field) for field in self.excerpt)))

    def partners_of(self, entry: Model) -> list[PartnerRegion]:
        """Return the partners whose names find the entry, while the public may see them."""
        if not self.partners:
            return []
        related = getattr(entry, self.partners)
        return [related] if isinstance(related, PartnerRegion) else list(related.all())

    def _read(self, entry: Model, field: Text) -> str:
        if callable(field):
            return field(entry)
        text = str(getattr(entry, field) or "")
        is_rich = isinstance(self.model._meta.get_field(field), RichTextField)
        return plain_text(text) if is_rich else text


@lru_cache
def _names_of_country(code: str) -> str:
    """Return the country's names in every language of the site."""
    names = []
    for language in LANGUAGE_CODES:
        with override(language):
            names.append(countries.name(code))
    return " ".join(names)


def _years(period: Period | None) -> str:
    """Return the years in which it began and ended."""
    ends = (period.start, period.end) if period else ()
    return " ".join(str(day.year) for day in ends if day)


def _citation(decision: TwinningDecision) -> str:
    cited = f"{_('decision')} {decision.get_kind_display()} {decision.reference}"
    return f"{cited} {_years(decision.date)}"


# Of equals, the first type comes first.
SEARCH_TYPES = {
    searched.model.type_prefix: searched
    for searched in (
        SearchType(
            PartnerRegion,
            "partner",
            {
                TITLE: ("name",),
                NAME: (
                    *(f"name_{code}" for code in LANGUAGE_CODES),
                    *("seat", "iso_code", "nuts_code"),
                    lambda partner: _names_of_country(partner.country.code),
                ),
                SUMMARY: ("institution", "address"),
                TEXT: ("text",),
            },
            excerpt=("text",),
            order=("position", "pk"),
        ),
        SearchType(
            Page,
            "page",
            {TITLE: ("title", "menu_title"), SUMMARY: ("summary",), TEXT: ("text",)},
            excerpt=("summary", "text"),
            order=("position", "pk"),
        ),
        SearchType(
            TwinningDecision,
            DECISION,
            {NAME: (_citation,), TEXT: ("note",)},
            excerpt=(lambda decision: words(decision.date), "note"),
            partners="partner",
        ),
        SearchType(
            Activity,
            "",
            {
                TITLE: ("title", "short_name"),
                NAME: (
                    *("place", "organiser", "funder", "funding_programme", "lead_partner"),
                    lambda activity: _years(activity.period),
                ),
                SUMMARY: ("summary",),
                TEXT: ("text",),
            },
            excerpt=("summary", "text"),
            partners="partners",
        ),
    )
}


def search_type(entry: Model) -> SearchType:
    """Return how the entry is searched."""
    return SEARCH_TYPES[entry.type_prefix]
