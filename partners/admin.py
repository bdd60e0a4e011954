from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import JsonResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from editing.admin import EntryAdmin, EntryInline, attachment_inlines, heading_column, moving
from editing.admin.lists import ENTRY_FILTERS
from partners.codes import iso_codes, nuts_codes
from partners.forms import CodeField, PartnerForm
from partners.models import PartnerAttachment, PartnerLink, PartnerRegion
from publishing.folding import sort_key

CODES = ("iso_code", "nuts_code", "institution_language")
POINT = ("latitude", "longitude")  # one field, for who may fill it in


def codes_view(model_admin, request):
    """Answer with the codes of a country's regions, by the field that takes them."""
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    country = request.GET.get("country", "")
    lists = {"iso_code": iso_codes(country), "nuts_code": nuts_codes(country)}
    return JsonResponse({name: list(codes.items()) for name, codes in lists.items()})


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
        """Count the partners of all countries at once: there may be two hundred."""
        found = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        counts = dict(found.order_by().values_list("country").annotate(Count("pk")))
        return {
            f"{place}__c": counts.get(code, 0)
            for place, (code, _name) in enumerate(self.lookup_choices)
        }


class PartnerLinkInline(EntryInline):
    model = PartnerLink
    fields = ["url", ("kind", "position"), "label"]


class PartnerRegionAdmin(EntryAdmin):
    """A partner and its web pages; the room of agreements adds those, and registers it."""

    form = PartnerForm
    views = {**EntryAdmin.views, **moving.VIEWS, "codes": ("codes/", codes_view)}
    list_display = [
        heading_column(_("name")),
        "place",
        "country_name",
        "state",
        "translations",
        "updated",
    ]
    list_filter = [*ENTRY_FILTERS, CountryFilter]
    ordering = ["position", "pk"]
    own_fieldsets = [
        (_("The region"), {"fields": [("country", "seat", "address")]}),
        (_("Its institution"), {"fields": [("own_institution", "institution_language")]}),
        (
            _("On the map and in statistics"),
            {
                "fields": [POINT, ("iso_code", "nuts_code"), "position"],
                "classes": ["collapse"],
            },
        ),
    ]
    translated_fields = ("institution", "text")
    inlines = [PartnerLinkInline, *attachment_inlines(PartnerAttachment)]

    class Media:
        js = [forms.Script("js/partner_codes.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name not in CODES:
            return super().formfield_for_dbfield(db_field, request, **options)
        label = capfirst(str(db_field.verbose_name))
        field = CodeField(required=False, label=label, help_text=db_field.help_text)
        field.offer({})
        return field

    @admin.display(description=_("order"), ordering="position")
    def place(self, partner):
        return moving.buttons(self, partner)

    def get_list_display(self, request):
        """Return the columns; who may not publish sees the number without its buttons."""
        may_move = self.has_publish_permission(request)
        return [
            "position" if name == "place" and not may_move else name for name in self.list_display
        ]

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
