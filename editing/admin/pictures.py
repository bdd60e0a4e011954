"""The library of pictures in the admin."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.admin.deletion import references
from editing.admin.fields import EntryFields
from editing.admin.files import LibraryFileInput
from editing.admin.library_admin import LibraryAdmin
from editing.admin.urls import form_url
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.library import attachment_models
from publishing.media.pictures import Picture


class SilentFilter(admin.SimpleListFilter):
    """Pictures that say nothing to who does not see them, in a language."""

    title = _("missing text alternative")
    parameter_name = "silent"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGE_CODES:
            return queryset
        alt = column("alt", self.value())
        is_silent = models.Q(**{alt: ""}) | models.Q(**{alt: None})
        return queryset.filter(is_silent, is_decorative=False)


@admin.register(Picture)
class PictureAdmin(LibraryAdmin):
    """Photos: uploaded here once, then chosen in the forms of the entries that show them."""

    # The model itself says what a picture is; Django's own field would let every decoder try.
    formfield_overrides = {
        **EntryFields.formfield_overrides,
        models.ImageField: {"form_class": forms.FileField, "widget": LibraryFileInput},
    }
    list_display = ["thumbnail", "__str__", "credit", "decorative"]
    list_display_links = ["__str__"]
    list_filter = [SilentFilter]
    search_fields = [
        *(column(name, code) for name in ("alt", "caption") for code in LANGUAGE_CODES),
        *("credit", "file"),
    ]
    search_help_text = _("Searches descriptions and file names.")
    fields = [
        "file",
        *(column("alt", language) for language in LANGUAGE_CODES),
        "is_decorative",
        *(column("caption", language) for language in LANGUAGE_CODES),
        "credit",
        ("focal_x", "focal_y"),
    ]
    computed_fields = ("used",)

    @admin.display(description=_("where it is used"))
    def used(self, picture):
        """Return links to the entries that show it: as their own, further on, or in a text."""
        attached = [
            attachment.entry
            for model in attachment_models()
            for attachment in model._base_manager.filter(picture=picture).select_related("entry")
        ]
        found = [*attached, *(entry for _kind, there in references(picture) for entry in there)]
        entries = {form_url(entry): str(entry) for entry in found}
        return format_html_join(", ", '<a href="{}">{}</a>', entries.items()) or "–"

    @admin.display(description=_("thumbnail"))
    def thumbnail(self, picture):
        if not picture.sources:
            return ""
        pattern = '<img src="{url}" width="{width}" height="{height}" alt="" loading="lazy">'
        return format_html(pattern, **picture.smallest)

    @admin.display(description=_("only decorative"))
    def decorative(self, picture):
        return gettext("yes") if picture.is_decorative else gettext("no")
