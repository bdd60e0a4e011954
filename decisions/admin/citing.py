"""What the forms and lists of decisions and agreements have in common."""

import re
from datetime import MAXYEAR, MINYEAR

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.forms import (
    CitedInput,
    DecisionField,
)
from decisions.models import Decision
from publishing.folding import fold
from publishing.numbers import KEY, key_or_none

CITATION = re.compile(rf"({KEY})/([0-9]{{4}})")


class CitingDecisions:
    """Has decisions typed as they are cited, whatever refers to them."""

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.related_model is Decision:
            db_field_options = {"required": False, "label": db_field.verbose_name}
            field = DecisionField(**db_field_options, widget=CitedInput)
            field.label, field.help_text = str(field.label).capitalize(), db_field.help_text
            field.help_text = field.help_text or _("Its number and year, such as 77/2026.")
            return field
        return super().formfield_for_dbfield(db_field, request, **options)


class OfPartners:
    """Finds entries by the names of their partners, and by a number and year."""

    partner_field = ""

    def get_search_results(self, request, queryset, search_term):
        number, year = f"{self.decision_path}number", f"{self.decision_path}first_day__year"
        if cited := CITATION.fullmatch(search_term.strip()):
            lookup = dict(zip((number, year), map(int, cited.groups()), strict=True))
            return (
                queryset.filter(**lookup) if lookup[year] >= MINYEAR else queryset.none()
            ), False
        for word in fold(search_term).split():
            found = Q(**{f"{self.partner_field}__search_text__contains": word})
            if self.search_fields[0] == "search_text":
                found |= Q(search_text__contains=word)
            if (typed := key_or_none(word)) is not None:
                found |= Q(**{number: typed})
                found |= Q(**{year: typed}) if MINYEAR <= typed <= MAXYEAR else Q()
            matching = self.model._default_manager.filter(found).values("pk")
            queryset = queryset.filter(pk__in=matching)
        return queryset, False
