from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from decisions.admin.citing import CitingDecisions, find_by_partners_and_citation
from decisions.forms import DecisionForm, NumberField
from decisions.models import Decision, DecisionAttachment, DecisionLink
from editing.admin import EntryAdmin, EntryInline, attachment_inlines, heading_column, period_column
from editing.admin.facets import ChoicesFilter
from editing.admin.lists import ENTRY_FILTERS, FewFilter, exceeds_limit
from partners.models import PartnerRegion


class DecisionLinkInline(EntryInline):
    model = DecisionLink
    fields = ["url", "kind", "label", "position"]


@admin.register(Decision)
class DecisionAdmin(CitingDecisions, EntryAdmin):
    form = DecisionForm
    list_display = [
        heading_column(_("decision")),
        "kind",
        "when",
        "state",
        "translations",
        "updated",
    ]
    list_filter = [*ENTRY_FILTERS, ("kind", ChoicesFilter), ("partners", FewFilter)]
    ordering = ["-first_day", "-number"]
    search_help_text = _("A decision such as 19/1994, or words of the partner’s name.")
    own_fieldsets = [
        (
            _("The decision"),
            {"fields": ["number", "date", "kind", "partners", ("amends", "repeals")]},
        ),
    ]
    translated_fields = ("body", "text")
    begins_with_texts = False  # it is called by its number and date
    # Its page stands at its number and year: there is no address to type.
    machine_fields = ("seo_title", "seo_description")
    inlines = [DecisionLinkInline, *attachment_inlines(DecisionAttachment)]
    when = period_column("date", _("date"), "")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("partners")

    def get_search_results(self, request, queryset, search_term):
        return find_by_partners_and_citation(queryset, search_term, "partners"), False

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "number":
            label = str(db_field.verbose_name).capitalize()
            return NumberField(required=False, label=label, help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_manytomany(self, db_field, request, **options):
        if exceeds_limit(PartnerRegion):
            options["widget"] = AutocompleteSelectMultiple(db_field, self.admin_site)
        else:
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)
