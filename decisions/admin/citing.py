"""What the forms and lists of decisions and agreements have in common."""

import re
from datetime import MAXYEAR, MINYEAR

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from decisions.forms import CitedInput, DecisionField
from decisions.models import Decision
from publishing.folding import fold
from publishing.numbers import KEY, key_or_none

CITATION = re.compile(rf"({KEY})/([0-9]{{4}})")


class CitingDecisions:
    """Has decisions typed as they are cited, whatever refers to them."""

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.related_model is Decision:
            return DecisionField(
                required=False,
                label=str(db_field.verbose_name).capitalize(),
                widget=CitedInput,
                help_text=db_field.help_text or _("Its number and year, such as 77/2026."),
            )
        return super().formfield_for_dbfield(db_field, request, **options)


def find_by_partners_and_citation(
    queryset: QuerySet, term: str, partner: str, decision: str = ""
) -> QuerySet:
    """Return the entries that a number and year cite, else those with all words in their partners'
    names, the year or the number; `partner` and `decision` are the paths to these, such as
    ``approved_by__``.
    """
    number, year = f"{decision}number", f"{decision}first_day__year"
    if cited := CITATION.fullmatch(term.strip()):
        lookup = dict(zip((number, year), map(int, cited.groups()), strict=True))
        return queryset.filter(**lookup) if lookup[year] >= MINYEAR else queryset.none()
    for word in fold(term).split():
        found = Q(**{f"{partner}__search_text__contains": word})
        if not decision:  # its own words
            found |= Q(search_text__contains=word)
        if (typed := key_or_none(word)) is not None:
            found |= Q(**{number: typed})
            found |= Q(**{year: typed}) if MINYEAR <= typed <= MAXYEAR else Q()
        matching = queryset.model._default_manager.filter(found).values("pk")
        queryset = queryset.filter(pk__in=matching)
    return queryset
