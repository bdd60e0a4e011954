import re
from datetime import MAXYEAR, MINYEAR

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.http import Http404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from editing.admin import (
    EntryAdmin,
    EntryInline,
    PublishableAdmin,
    attachment_inlines,
    heading_column,
    period_column,
)
from editing.admin.facets import ChoicesFilter
from editing.admin.lists import STATE_FILTERS, FewFilter, StageFilter, exceeds_limit
from partners.forms import DecisionForm, DecisionNumberField, DecisionRowForm, PartnerForm
from partners.models import PartnerAttachment, PartnerLink, PartnerRegion, TwinningDecision
from partners.views import download
from publishing.folding import fold, sort_key
from publishing.models import Publishable
from publishing.numbers import KEY, key_or_none

POINT = ("latitude", "longitude")  # one field, for who may fill it in
CITATION = re.compile(rf"({KEY})/([0-9]{{4}})")


class CountryFilter(admin.SimpleListFilter):
    """The countries that have a partner, published or not, by name."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = set(PartnerRegion.objects.order_by().values_list("country", flat=True))
        choices = [(code, countries.name(code)) for code in codes]
        return sorted(choices, key=lambda choice: sort_key(choice[1], get_language()))

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset

    def get_facet_queryset(self, changelist):
        """The number of each country in one count: there may be two hundred."""
        found = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        counts = dict(found.order_by().values_list("country").annotate(Count("pk")))
        return {
            f"{place}__c": counts.get(code, 0)
            for place, (code, _name) in enumerate(self.lookup_choices)
        }


class DecisionFields:
    """What the form of a decision has in common, alone and on its partner's page."""

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "number":
            options |= {"min_value": 1, "form_class": DecisionNumberField}
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "date":
            field.error_messages["required"] = _("Give the date: its year at least.")
        return field


class DecisionInline(DecisionFields, EntryInline):
    model = TwinningDecision
    form = DecisionRowForm
    radio_fields = {"status": admin.HORIZONTAL}
    fieldsets = [
        (None, {"fields": [("kind", "number"), "date", "document", "status"]}),
        (_("In force, and a note"), {"fields": ["in_force", "note"], "classes": ["collapse"]}),
    ]


class PartnerLinkInline(EntryInline):
    model = PartnerLink
    fields = ["url", ("kind", "position"), "label"]


@admin.register(PartnerRegion)
class PartnerRegionAdmin(EntryAdmin):
    form = PartnerForm
    list_display = [heading_column(_("name")), "country_name", "state", "translations", "updated"]
    list_filter = [StageFilter, *STATE_FILTERS, CountryFilter]
    ordering = ["position", "pk"]
    own_fieldsets = [
        (_("The region"), {"fields": ["country", "seat", "address", "position"]}),
        (_("Its institution"), {"fields": ["institution_language"]}),
        (
            _("On the map and in statistics"),
            {
                "fields": [POINT, ("iso_code", "nuts_code")],
                "classes": ["collapse"],
            },
        ),
    ]
    translated_fields = ("institution", "text")
    inlines = [DecisionInline, PartnerLinkInline, *attachment_inlines(PartnerAttachment)]

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, partner):
        return partner.country.name

    def get_fieldsets(self, request, obj=None):
        def joined(fields):
            return ["coordinates" if field == POINT else field for field in fields]

        fieldsets = super().get_fieldsets(request, obj)
        return [(title, {**rest, "fields": joined(rest["fields"])}) for title, rest in fieldsets]

    def get_changeform_initial_data(self, request):
        last = PartnerRegion.objects.aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 1, **super().get_changeform_initial_data(request)}

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._point_out_drafts(request, form.instance, formsets[0])

    def _point_out_drafts(self, request, partner, decisions):
        """Warn of decisions left drafts: they are easily overlooked under a published partner."""
        rows = [row for row in decisions.forms if row not in decisions.deleted_forms]
        drafts = sum(row.instance.status == Publishable.Status.DRAFT for row in rows)
        if partner.status == Publishable.Status.PUBLISHED and drafts:
            message = ngettext(
                "The partner is published, but %(number)d of its decisions is still a draft.",
                "The partner is published, but %(number)d of its decisions are still drafts.",
                drafts,
            )
            self.message_user(request, message % {"number": drafts}, messages.WARNING)


def document_view(model_admin, request, key):
    """Answer with the document of a decision, public or not, for staff who see the decision."""
    decision = model_admin.get_object(request, str(key))
    if decision is None or not decision.document:
        raise Http404
    if not model_admin.has_view_permission(request, decision):
        raise PermissionDenied
    return download(request, decision)


@admin.register(TwinningDecision)
class TwinningDecisionAdmin(DecisionFields, PublishableAdmin):
    form = DecisionForm
    views = {**PublishableAdmin.views, "document": ("<key:key>/document/", document_view)}
    list_display = ["reference", "partner", "kind", "when", "state", "translations", "updated"]
    list_filter = [
        StageFilter,
        *STATE_FILTERS,
        ("kind", ChoicesFilter),
        ("partner", FewFilter),
    ]
    list_select_related = ["partner"]
    ordering = ["-first_day", "number"]
    search_fields = ["partner__search_text"]
    search_help_text = _("A decision such as 19/1994, or words of the partner’s name.")
    own_fieldsets = [
        (
            _("The decision"),
            {"fields": ["partner", ("kind", "number"), "date", "in_force", "document"]},
        ),
    ]
    translated_fields = ("note",)
    when = period_column("date", _("date"), "")

    @admin.display(description=_("decision"), ordering="number")
    def reference(self, decision):
        return decision.reference

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "partner" and exceeds_limit(PartnerRegion):
            options["widget"] = AutocompleteSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "partner":
            field.error_messages["required"] = _("Choose the partner that the decision is about.")
        return field

    def get_search_results(self, request, queryset, search_term):
        if cited := CITATION.fullmatch(search_term.strip()):
            number, year = map(int, cited.groups())
            if year < MINYEAR:
                return queryset.none(), False
            return queryset.filter(number=number, first_day__year=year), False
        for word in fold(search_term).split():
            found = Q(partner__search_text__contains=word)
            if (number := key_or_none(word)) is not None:
                found |= Q(number=number)
                found |= Q(first_day__year=number) if MINYEAR <= number <= MAXYEAR else Q()
            queryset = queryset.filter(found)
        return queryset, False
