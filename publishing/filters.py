"""Filters of a list, said in its address: ``?country=HU&kind=twinning``."""

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FilterForm(forms.Form):
    """A form sent by GET whose faults are explained and then passed over.

    Fields hold one value each. Unknown values are passed over, of several the last one counts, and
    `problems` says so in the reader's language. Of unknown names nothing is said: other sites
    append what they like to the links that lead here.
    """

    page = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(without_empty(data), auto_id="filter-%s")

    @cached_property
    def chosen(self) -> dict:
        """Return the valid values by name; a field without one is absent."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer than all entries may be shown."""
        return bool(self.number_applied)

    @property
    def number_applied(self) -> int:
        """Return how many filters narrow the list."""
        return len(self.chosen.keys() - {"page", "sort"})

    @property
    def description(self) -> str:
        """What the entries are narrowed to, in words: "Hungary, twinning"."""
        narrowing = {n: v for n, v in self.chosen.items() if n not in ("page", "sort")}
        return ", ".join(
            str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
            for name, value in narrowing.items()
        )

    @property
    def problems(self) -> list[str]:
        """What in the address was passed over, in words."""
        wrong = [
            _("“%(value)s” does not fit the filter “%(filter)s”, so it was ignored.")
            % {
                "value": self.data.get(name, ""),
                "filter": capfirst(self.fields[name].label),
            }
            for name in self.errors
        ]
        repeated = [
            repeated_filter(self.fields[name].label, self.data[name])
            for name in self.chosen
            if len(self.data.getlist(name)) > 1
        ]
        return wrong + repeated


def repeated_filter(label: str, value: str) -> str:
    """Return what is said where a filter is there several times, and of which value it is."""
    message = _("The filter “%(filter)s” was used more than once. Only “%(value)s” applies.")
    return message % {"filter": capfirst(label), "value": value}


def without_empty(data: QueryDict) -> QueryDict:
    """Return the parameters without spaces around them, nor the empty ones beside others."""
    data = data.copy()
    for name, values in [*data.lists()]:
        stripped = [value.strip() for value in values]
        data.setlist(name, [value for value in stripped if value] or stripped[-1:])
    return data


SEARCH_LABEL = gettext_lazy("Keywords")
