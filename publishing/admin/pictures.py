"""The library of pictures in the admin."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from publishing.admin.conflicts import ConflictAdmin
from publishing.admin.deletion import DeletionAdmin
from publishing.admin.faults import FaultsAdmin
from publishing.admin.fields import FieldsOfEntries
from publishing.admin.files import PictureInput
from publishing.admin.history import HistoryAdmin
from publishing.admin.rights import RightsAdmin
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.pictures import Picture
from publishing.media.views import picture_library


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
class PictureAdmin(
    RightsAdmin,
    FaultsAdmin,
    ConflictAdmin,
    DeletionAdmin,
    HistoryAdmin,
    FieldsOfEntries,
    TranslationAdmin,
):
    """Photos: uploaded here once, then chosen in the forms of the entries that show them."""

    languages_have_headings = False
    # The model itself says what a picture is; Django's own field would let every decoder try.
    formfield_overrides = {
        **FieldsOfEntries.formfield_overrides,
        models.ImageField: {"form_class": forms.FileField, "widget": PictureInput},
    }
    list_display = ["thumbnail", "__str__", "credit", "decorative"]
    list_display_links = ["__str__"]
    list_filter = [SilentFilter]
    search_fields = ["alt_ro", "alt_hu", "alt_en", "credit"]
    fields = [
        "file",
        *(column("alt", language) for language in LANGUAGE_CODES),
        "is_decorative",
        *(column("caption", language) for language in LANGUAGE_CODES),
        "credit",
    ]

    @admin.display(description=_("thumbnail"))
    def thumbnail(self, picture):
        if not picture.sources:
            return ""
        pattern = '<img src="{url}" width="{width}" height="{height}" alt="" loading="lazy">'
        return format_html(pattern, **picture.smallest)

    @admin.display(description=_("only decorative"))
    def decorative(self, picture):
        return gettext("yes") if picture.is_decorative else gettext("no")

    def get_readonly_fields(self, request, obj=None):
        # As a closed field Django would open the picture again and again, and never close it.
        closed = ["file"] if self.is_translator(request) else []
        return [*super().get_readonly_fields(request, obj), *closed]

    def get_urls(self):
        library = self.admin_site.admin_view(picture_library)
        own = path("library/", library, name="publishing_picture_library")
        return [own, *super().get_urls()]
