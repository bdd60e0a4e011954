"""The library of documents in the admin."""

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.admin.history import entry_to_show
from editing.admin.library_admin import LibraryAdmin
from editing.admin.urls import form_url
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.library import Document, attachment_models
from publishing.media.views import download


def file_view(model_admin, request, key):
    """Answer with the file, public or not, for staff who see the library."""
    return download(request, entry_to_show(model_admin, request, key))


class WordsFilter(admin.SimpleListFilter):
    """Documents that the search does not find by their words: those that were scanned."""

    title = _("text can be searched")
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no (scanned)"))]

    def queryset(self, request, queryset):
        conditions = {"yes": ~Q(text=""), "no": Q(text="")}
        return queryset.filter(conditions.get(self.value(), Q()))


class UsedFilter(admin.SimpleListFilter):
    """Documents that some entry shows, and those that none does."""

    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("attached to an entry")), ("no", _("not attached"))]

    def queryset(self, request, queryset):
        attached = Q(pk__in=[])
        for model in attachment_models():
            used = model._base_manager.filter(document__isnull=False).values("document")
            attached |= Q(pk__in=used)
        return queryset.filter({"yes": attached, "no": ~attached}.get(self.value(), Q()))


@admin.register(Document)
class DocumentAdmin(LibraryAdmin):
    """Documents: uploaded here or in the form of an entry, and attached to any number of them."""

    views = {**LibraryAdmin.views, "document": ("<key:key>/document/", file_view)}
    list_display = ["__str__", "kind", "language", "described", "is_read", "used"]
    list_filter = ["kind", "language", WordsFilter, UsedFilter]
    search_fields = ["search_text"]
    search_help_text = _("Searches titles and the text of documents.")
    fields = [
        "file",
        *(column("title", language) for language in LANGUAGE_CODES),
        "kind",
        "language",
    ]
    computed_fields = ("is_read", "used")

    def get_queryset(self, request):
        used = [f"{model.__name__.lower()}_set__entry" for model in attachment_models()]
        found = super().get_queryset(request).defer("text", "search_text")
        return found.annotate(words_length=Length("text")).prefetch_related(*used)

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=_("file"))
    def described(self, document):
        return document.described_file

    @admin.display(description=_("text can be searched"))
    def is_read(self, document):
        return gettext("yes") if document.words_length else gettext("no (scanned)")

    @admin.display(description=_("where it is used"))
    def used(self, document):
        entries = [
            attachment.entry
            for model in attachment_models()
            for attachment in getattr(document, f"{model.__name__.lower()}_set").all()
        ]
        links = ((form_url(entry), str(entry)) for entry in entries)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
