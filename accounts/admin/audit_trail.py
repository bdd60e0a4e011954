from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import AccountForm
from accounts.models import AuditRecord
from accounts.roles import Role


@admin.register(AuditRecord)
class AuditTrailAdmin(admin.ModelAdmin):
    """What happened to accounts: to be read, not to be changed by anybody."""

    list_display = ["at", "kind", "times", "who", "about", "details", "network"]
    list_display_links = None
    list_filter = ["kind"]
    search_fields = ["who", "about"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("details"))
    def details(self, record) -> str:
        return "; ".join(_format_change(*change) for change in record.changes)


def _format_change(name: str, old, new) -> str:
    """Return a change in the reader's words: ``Role: editor → publisher``."""
    label = AccountForm.base_fields[name].label if name in AccountForm.base_fields else name
    values = [_format_value(name, value) for value in (old, new) if value not in (None, "", [])]
    return f"{label}: {' → '.join(values)}"


def _format_value(name: str, value) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    labels = {str(key): str(label) for key, label in (*Role.choices, *settings.LANGUAGES)}
    if name in ("role", "language", "languages", "live_languages"):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(code, str(code)) for code in codes)
    return str(value)
