"""How lists of the admin tell what is public, and what is translated."""

from abc import ABC, abstractmethod

from django.contrib import admin
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.admin.facets import ChoicesFilter, Counted
from history.drafts.models import Draft
from publishing.languages import LANGUAGE_CODES
from publishing.periods import formatting as wording
from publishing.periods.dates import Period
from publishing.publication import PublicationState, in_state_at
from publishing.translations import state_column

TEXTS = {"ro": _("Romanian text"), "hu": _("Hungarian text"), "en": _("English text")}


class TextFilter(ChoicesFilter):
    """Filters by how far the texts of a language are translated."""

    def __init__(self, field, *args, **options):
        super().__init__(field, *args, **options)
        self.title = TEXTS[field.name.removeprefix("state_")]


MAX_CHOICES = 100  # of a filter beside the list; nobody looks through more


class FewFilter(admin.RelatedOnlyFieldListFilter):
    """Filters by what entries belong to, where that is not too much to choose from."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.empty_value_display = _("none")

    def field_choices(self, field, request, model_admin):
        if exceeds_limit(field.remote_field.model):
            return []
        return super().field_choices(field, request, model_admin)


def exceeds_limit(model: type[models.Model]) -> bool:
    """Return whether there are too many entries to choose one from a list of all."""
    return model._base_manager.all()[MAX_CHOICES : MAX_CHOICES + 1].exists()


class ConditionFilter(Counted, admin.SimpleListFilter, ABC):
    """Filters by the condition of each choice; all of them are counted at once."""

    @abstractmethod
    def condition(self, model: type[models.Model], choice: str) -> models.Q:
        """Return what the entries of a choice have in common."""

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        return queryset.filter(self.condition(queryset.model, self.value()))

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {
            f"{index}__c": Count(pk_attname, filter=self.condition(filtered_qs.model, choice))
            for index, (choice, _label) in enumerate(self.lookup_choices)
        }


class StageFilter(ConditionFilter):
    """Drafts, what is scheduled, what is public, and what was taken down."""

    title = _("status")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return PublicationState.choices

    def condition(self, model, choice):
        return in_state_at(choice, timezone.now())


class DraftFilter(ConditionFilter):
    """What is public and has a draft beside it."""

    title = _("draft of a change")
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [("waiting", _("has a draft")), ("scheduled", _("has a draft with a time"))]

    def condition(self, model, choice):
        drafts = Draft.objects.of_kind(model).current()
        keys = drafts.filter(publish_at__isnull=choice == "waiting").values("key")
        return models.Q(pk__in=keys)


STATE_FILTERS = [(state_column(language), TextFilter) for language in LANGUAGE_CODES]
ENTRY_FILTERS: list = [StageFilter, DraftFilter, *STATE_FILTERS]


def heading_column(description: str):
    """Return a column of the list with what entries are called, in the order of the language."""

    @admin.display(description=description, ordering="sort_name")
    def heading(entry):
        return entry.heading

    return heading


def period_column(field: str, description: str, empty: str):
    """Return a column of the list that says a period in words."""

    @admin.display(description=description, ordering="first_day")
    def when(model_admin, entry):
        period: Period | None = getattr(entry, field)
        return wording.format_period(period) if period else empty

    return when
