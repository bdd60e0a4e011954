from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from activities.models import (
    Activity,
    ActivityAttachment,
    ActivityLink,
    Event,
    Membership,
    News,
    Programme,
    Project,
)
from editing.admin import EntryAdmin, EntryInline, attachment_inlines, heading_column, period_column
from editing.admin.facets import ChoicesFilter
from editing.admin.fields import NUMERIC_INPUT
from editing.admin.lists import ENTRY_FILTERS, MAX_CHOICES, FewFilter, exceeds_limit
from partners.models import PartnerRegion
from publishing.languages import LANGUAGE_CODES, column

# What other activities can be part of: an event has none within it.
TITLES = [column("title", language) for language in LANGUAGE_CODES]
FUNDING = ["funding_programme", "project_number", "budget", "eu_share"]
WHOLES = [Activity.Kind.PROGRAMME, Activity.Kind.PROJECT, Activity.Kind.MEMBERSHIP]


class ActivityLinkInline(EntryInline):
    model = ActivityLink
    fields = ["url", "label", "position"]


class ActivityAdmin(EntryAdmin):
    """What the forms and lists of all kinds have in common."""

    list_display = [heading_column(_("title")), "when", "state", "translations", "updated"]
    list_filter = [
        *ENTRY_FILTERS,
        ("theme", ChoicesFilter),
        ("partners", FewFilter),
    ]
    ordering = ["-first_day", "-pk"]
    inlines = [ActivityLinkInline, *attachment_inlines(ActivityAttachment)]
    when = period_column("period", _("period"), _("no date published"))

    def formfield_for_manytomany(self, db_field, request, **options):
        # A county has some dozens of partners: boxes to tick need no explanation, and no script.
        if exceeds_limit(PartnerRegion):
            options["widget"] = AutocompleteSelectMultiple(db_field, self.admin_site)
        else:
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "part_of":
            itself = request.resolver_match.kwargs.get("object_id")
            wholes = Activity.objects.filter(kind__in=WHOLES).exclude(pk=itself)
            options["queryset"] = wholes.order_by("sort_name", "pk").only("title", *TITLES)
            if wholes[MAX_CHOICES : MAX_CHOICES + 1].exists():
                options["widget"] = NUMERIC_INPUT  # the number in its permanent address
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(Project)
class ProjectAdmin(ActivityAdmin):
    own_fieldsets = [
        (_("Dates and partners"), {"fields": ["period", "theme", "partners", "part_of"]}),
        (_("Funding"), {"fields": FUNDING}),
    ]
    translated_fields = ("summary", "text", "funder", "lead_partner", "role")


@admin.register(Event)
class EventAdmin(ActivityAdmin):
    own_fieldsets = [
        (_("Dates and partners"), {"fields": ["period", "theme", "partners", "part_of"]}),
    ]
    translated_fields = ("summary", "text", "place", "organiser")


@admin.register(Programme)
class ProgrammeAdmin(ActivityAdmin):
    own_fieldsets = [
        (_("Dates and partners"), {"fields": ["period", "theme", "partners", "part_of"]}),
    ]
    translated_fields = ("summary", "text", "organiser", "place")


@admin.register(Membership)
class MembershipAdmin(ActivityAdmin):
    own_fieldsets = [
        (
            _("Dates and partners"),
            {"fields": ["short_name", "period", "theme", "partners", "part_of"]},
        ),
    ]
    translated_fields = ("summary", "text")


@admin.register(News)
class NewsAdmin(ActivityAdmin):
    own_fieldsets = [
        (_("Dates and partners"), {"fields": ["period", "theme", "partners", "part_of"]}),
    ]
    translated_fields = ("summary", "text", "place")
