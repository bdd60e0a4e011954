from django.contrib import admin

from accounts.models import AuditRecord


@admin.register(AuditRecord)
class AuditTrailAdmin(admin.ModelAdmin):
    """What happened to accounts: to be read, not to be changed by anybody."""

    list_display = ["at", "kind", "who", "about", "details", "address"]
    list_display_links = None
    list_filter = ["kind"]
    search_fields = ["who", "about", "details"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
