from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editing.admin import EntryAdmin, EntryInline, attachment_inlines, heading_column, history
from editing.admin.base import BaseAdmin
from editing.admin.facets import ChoicesFilter
from editing.admin.lists import ENTRY_FILTERS
from editing.admin.urls import form_url, model_url
from pages.models import Office, Page, PageAttachment, SiteLink, SiteSettings
from publishing.folding import fold
from publishing.models import LANGUAGE_CODES, column


def in_each_language(*names: str) -> list[tuple[str, ...]]:
    """Return the columns of translated fields, all languages of one side by side."""
    return [tuple(column(name, language) for language in LANGUAGE_CODES) for name in names]


@admin.register(Page)
class PageAdmin(EntryAdmin):
    """Pages. The site's own code needs those with a role: it is shown, and never changed."""

    list_display = [
        heading_column(_("title")),
        "role_in_words",
        "menu",
        "state",
        "translations",
        "updated",
    ]
    list_filter = [*ENTRY_FILTERS, ("menu", ChoicesFilter)]
    search_fields = [column("title", language) for language in LANGUAGE_CODES]
    inlines = attachment_inlines(PageAttachment)
    translated_fields = ("menu_title", "summary", "text")

    @admin.display(description=_("role"), ordering="role")
    def role_in_words(self, page):
        return page.get_role_display() if page.role else ""

    def fieldsets_for(self, request, obj=None):
        own = ["role", "menu", "position"] if obj and obj.role else ["menu", "position"]
        languages, rest = len(LANGUAGE_CODES), super().fieldsets_for(request, obj)
        return [*rest[:languages], (_("Place on the site"), {"fields": own}), *rest[languages:]]

    def read_only_for(self, request, obj=None):
        return ["role", *super().read_only_for(request, obj)]

    def get_search_results(self, request, queryset, search_term):
        if words := fold(search_term).split():
            found = [page.pk for page in queryset if _has_words(page, words)]
            queryset = queryset.filter(pk__in=found)
        return queryset, False

    def get_deleted_objects(self, objs, request):
        """Protect pages with a role; the template of the refusal explains why."""
        *rest, protected = super().get_deleted_objects(objs, request)
        return *rest, protected + [str(page) for page in objs if page.role]


class OfficeInline(EntryInline):
    model = Office
    fields = [*in_each_language("name", "function"), "telephone", "email", "room", "position"]


class SiteLinkInline(EntryInline):
    model = SiteLink
    fields = [("place", "position"), *in_each_language("label", "url")]


@admin.register(SiteSettings)
class SiteSettingsAdmin(BaseAdmin):
    """The one row of the site's settings, which is never added twice and never deleted."""

    views = {name: history.VIEWS[name] for name in ("compare", "restore")}
    languages_have_headings = False
    inlines = [OfficeInline, SiteLinkInline]
    own_fieldsets = {
        _("Notice on every page"): [
            *in_each_language("notice", "notice_url"),
            ("notice_from", "notice_until"),
        ],
        _("Contact details"): [
            *in_each_language("postal_address"),
            "telephone",
            "email",
            "feedback_email",
            *in_each_language("website"),
        ],
        _("Names"): in_each_language(
            "institution", "department", "county", "subtitle", "site_name"
        ),
        _("Privacy and accessibility"): [
            *in_each_language("data_protection_officer", "log_retention", "hosting"),
            *in_each_language("accessibility_contact"),
            "accessibility_reviewed",
        ],
        _("Foot of every page"): in_each_language("footer_note"),
    }

    def fieldsets_for(self, request, obj=None):
        return [(title, {"fields": fields}) for title, fields in self.own_fieldsets.items()]

    def form_context(self, request, context, obj):
        facts = obj.missing_facts() if obj else ()
        missing = [(label, f"#{anchor}") for label, anchor in facts]
        return {**super().form_context(request, context, obj), "missing_facts": missing}

    def changelist_view(self, request, extra_context=None):
        """Lead to the only row, or to where it is made."""
        there = SiteSettings.objects.first()
        return HttpResponseRedirect(form_url(there) if there else model_url(self, "add"))

    def has_add_permission(self, request):
        """Return whether the row may be made; every page of the admin asks, one must know."""
        is_here = request.path.startswith(reverse("admin:pages_sitesettings_changelist"))
        return is_here and super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


def _has_words(page: Page, words: list[str]) -> bool:
    titles = (getattr(page, column("title", language)) for language in LANGUAGE_CODES)
    text = fold(" ".join(title for title in titles if title))
    return all(word in text for word in words)
