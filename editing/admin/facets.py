"""The numbers beside the filters of a list, counted with few queries however many filters."""

from collections import defaultdict

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.utils.functional import cached_property

from publishing.numbers import key_or_none


class CountedList(ChangeList):
    """A list that counts at once what Django counts filter by filter."""

    def get_filters(self, request):
        # Django makes all of them anew, with their choices, for each that it counts.
        if not hasattr(self, "_filters"):
            self._filters = super().get_filters(request)
        return self._filters

    def get_ordering(self, request, queryset):
        # By the columns that were clicked, and nothing else: an index has that order.
        clicked = ORDER_VAR in self.params
        return super().get_ordering(request, queryset.order_by() if clicked else queryset)

    def get_queryset(self, request, exclude_parameters=None):
        """Return what is listed; raises IncorrectLookupParameters for keys no database takes."""
        chosen = (v for name, values in request.GET.lists() if name != SEARCH_VAR for v in values)
        if any(value.isdecimal() and key_or_none(value) is None for value in chosen):
            raise IncorrectLookupParameters
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request):
        super().get_results(request)
        self.show_admin_actions = bool(self.result_count)
        if not self.query and not self.get_filters_params():
            self.full_result_count = self.result_count  # so that it is not called a part

    @cached_property
    def numbers(self) -> dict[admin.ListFilter, dict[str, int]]:
        """How many of the entries found each choice of the filters not in use would leave."""
        counts = {
            (spec, name): count
            for spec in self.filter_specs
            if isinstance(spec, Counted) and not spec.is_in_use
            for name, count in spec.get_facet_counts(self.pk_attname, self.queryset).items()
        }
        found = self.queryset.aggregate(
            **{f"count_{index}": count for index, count in enumerate(counts.values())}
        )
        numbers = defaultdict(dict)
        for index, (spec, name) in enumerate(counts):
            numbers[spec][name] = found[f"count_{index}"]
        return numbers


class Counted:
    """A filter that is counted with the others; in use, alone, as it counts what it hides, too."""

    @property
    def is_in_use(self) -> bool:
        return any(value is not None for value in self.used_parameters.values())

    def get_facet_queryset(self, changelist):
        if self.is_in_use:
            return super().get_facet_queryset(changelist)
        return changelist.numbers[self]


class ChoicesFilter(Counted, admin.ChoicesFieldListFilter):
    """Filters by a field with choices."""
