from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from search.models import MissedSearch, PromotedAnswer, SynonymGroup


@admin.register(SynonymGroup)
class SynonymGroupAdmin(admin.ModelAdmin):
    list_display = ["words", "language"]
    list_filter = ["language"]
    search_fields = ["words"]


@admin.register(PromotedAnswer)
class PromotedAnswerAdmin(admin.ModelAdmin):
    list_display = ["words", "page", "entry_id"]
    search_fields = ["words"]


@admin.register(MissedSearch)
class MissedSearchAdmin(admin.ModelAdmin):
    """What was searched in vain: read, and thrown away."""

    list_display = ["query", "language", "in_month", "count"]
    list_display_links = None
    list_filter = ["language"]
    search_fields = ["query"]

    @admin.display(description=_("month"), ordering="month")
    def in_month(self, missed):
        return date_format(missed.month, "YEAR_MONTH_FORMAT")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
