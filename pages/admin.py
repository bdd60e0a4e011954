from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin import EntryAdmin, heading_column
from editing.admin.facets import ChoicesFilter
from editing.admin.lists import STATE_FILTERS, StageFilter
from pages.models import Page
from publishing.folding import fold
from publishing.models import LANGUAGE_CODES, column


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
    list_filter = [StageFilter, *STATE_FILTERS, ("menu", ChoicesFilter)]
    search_fields = [column("title", language) for language in LANGUAGE_CODES]
    translated_fields = ("menu_title", "summary", "text")

    @admin.display(description=_("role"), ordering="role")
    def role_in_words(self, page):
        return page.get_role_display() if page.role else ""

    def fieldsets_for(self, request, obj=None):
        own = ["role", "menu", "position"] if obj and obj.role else ["menu", "position"]
        return [
            (_("Place on the site"), {"fields": own}),
            *super().fieldsets_for(request, obj),
        ]

    def read_only_for(self, request, obj=None):
        return ["role", *super().read_only_for(request, obj)]

    def get_search_results(self, request, queryset, search_term):
        if words := fold(search_term).split():
            found = [page.pk for page in queryset if _has_words(page, words)]
            queryset = queryset.filter(pk__in=found)
        return queryset, False

    def get_deleted_objects(self, objs, request):
        """Pages with a role are protected; the template of the refusal explains why."""
        *rest, protected = super().get_deleted_objects(objs, request)
        return *rest, protected + [str(page) for page in objs if page.role]


def _has_words(page: Page, words: list[str]) -> bool:
    titles = (getattr(page, column("title", language)) for language in LANGUAGE_CODES)
    text = fold(" ".join(title for title in titles if title))
    return all(word in text for word in words)
