from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from decisions.admin.citing import CitingDecisions, find_by_partners_and_citation
from decisions.forms import AgreementForm
from decisions.models import Agreement, AgreementLink, State
from decisions.models.states import in_state_on
from editing.admin import EntryInline, PublishableAdmin
from editing.admin.facets import ChoicesFilter
from editing.admin.lists import ENTRY_FILTERS, ConditionFilter, FewFilter, exceeds_limit
from partners.models import PartnerRegion


class AgreementLinkInline(EntryInline):
    model = AgreementLink
    fields = ["url", "label", "position"]


class AgreementStateFilter(ConditionFilter):
    """What holds today."""

    title = _("in force")
    parameter_name = "holds"

    def lookups(self, request, model_admin):
        return State.choices

    def condition(self, model, choice):
        return in_state_on(choice, localdate())


@admin.register(Agreement)
class AgreementAdmin(CitingDecisions, PublishableAdmin):
    form = AgreementForm
    search_fields = ["partner__search_text"]
    list_display = ["name", "partner", "kind", "holds", "state", "translations", "updated"]
    list_filter = [
        *ENTRY_FILTERS,
        AgreementStateFilter,
        ("kind", ChoicesFilter),
        ("partner", FewFilter),
    ]
    list_select_related = ["partner", "approved_by"]
    ordering = ["-first_day", "-pk"]
    search_help_text = _("A decision such as 19/1994, or words of the partner’s name.")
    own_fieldsets = [
        (
            _("The agreement"),
            {"fields": ["partner", ("kind", "approved_by"), ("signed_on", "in_force_from")]},
        ),
        (
            _("Term, renewal and end"),
            {
                "fields": [
                    ("in_force_until", "renewed_on", "renewed_by"),
                    ("ended_on", "ended_by"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]
    translated_fields = ("partner_approval", "place", "signatories", "end_reason", "note")
    inlines = [AgreementLinkInline]

    @admin.display(description=_("agreement"), ordering="first_day")
    def name(self, agreement):
        return str(agreement)

    @admin.display(description=_("in force"))
    def holds(self, agreement):
        return agreement.state.label

    def get_search_results(self, request, queryset, search_term):
        found = find_by_partners_and_citation(queryset, search_term, "partner", "approved_by__")
        return found, False

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "partner" and exceeds_limit(PartnerRegion):
            options["widget"] = AutocompleteSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "partner":
            field.error_messages["required"] = _("Choose the partner that the agreement is with.")
        return field
