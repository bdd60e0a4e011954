"""The admin of everything published: one fieldset per language, drafts told from what is public."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from publishing import wording
from publishing.dates import Period
from publishing.fields import PeriodField, WebAddressField
from publishing.folding import fold
from publishing.forms import PeriodWidget
from publishing.languages import is_translated, is_translation
from publishing.models import LANGUAGE_CODES, Publishable, column
from publishing.pictures import Picture

SEARCH_HELP = _("In any of the three languages, with or without accents.")
SLUG_LABEL = _("Address of the page")  # an institution has an address too
MARKDOWN_HELP = _(
    "An empty line begins a new paragraph, “## ” a heading, “- ” an item of a list. "
    "A link is written [its words](https://example.org)."
)


class LabelUnderLanguage(str):
    """A label that names its language, but not to the eye: the heading above names it already."""

    def __new__(cls, label: str, language: str):
        self = super().__new__(cls, f"{label} ({language})")
        self.label, self.language = label, language
        return self

    def __html__(self) -> SafeString:
        pattern = '{}<span class="visually-hidden"> ({})</span>'
        return format_html(pattern, self.label, self.language)


class EntryForm(forms.ModelForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})


class FieldsOfEntries:
    """How the columns of entries become form fields: for admins and inlines alike."""

    form = EntryForm
    formfield_overrides = {
        PeriodField: {"widget": PeriodWidget},
        WebAddressField: {"widget": forms.URLInput},
    }
    languages_have_headings = True

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # what is missing is added in its own place
        name = getattr(db_field, "translated_field", db_field).name
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 12 if name == "text" else 3
        if name == "text":
            field.help_text = MARKDOWN_HELP
        if is_translation(db_field):
            self._say_language(field, db_field)
        return field

    def _say_language(self, field, db_field):
        is_slug = isinstance(field, forms.SlugField)
        label = SLUG_LABEL if is_slug else capfirst(db_field.translated_field.verbose_name)
        language = gettext(dict(settings.LANGUAGES)[db_field.language])
        if self.languages_have_headings:
            field.label = LabelUnderLanguage(label, language)
        else:
            field.label = f"{label} ({language})"
        if is_slug:
            field.widget.attrs["spellcheck"] = "false"
        else:
            field.widget.attrs["lang"] = db_field.language


class EntryInline(FieldsOfEntries, TranslationStackedInline):
    """What belongs to an entry and is edited with it."""

    extra = 0
    view_on_site = False
    languages_have_headings = False


class PublishableAdmin(FieldsOfEntries, TranslationAdmin):
    """Forms by the editor's task: what is alike in all languages, each language, publication."""

    own_fieldsets = ()
    translated_fields: tuple[str, ...] = ()

    actions = ["publish", "take_back"]
    radio_fields = {"status": admin.HORIZONTAL}
    list_filter = ["status"]
    search_fields = ["search_text"]
    search_help_text = SEARCH_HELP

    class Media:
        js = [forms.Script("js/admin.js", defer=True)]

    # --- The form -----------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        publication = ("status", "updated") if obj else ("status",)
        return [
            *self.own_fieldsets,
            *(self._language_fieldset(code, name) for code, name in settings.LANGUAGES),
            *self._picture_fieldset(),
            (_("Publication"), {"fields": publication}),
        ]

    def _picture_fieldset(self):
        has_picture = any(field.name == "picture" for field in self.opts.fields)
        return [(_("Picture"), {"fields": ["picture"]})] if has_picture else []

    def _language_fieldset(self, code: str, name: str):
        classes = ["collapse", "language"]
        if code == settings.LANGUAGE_CODE:
            classes.append("open")
        fields = [column(field, code) for field in self.fields_of_a_language()]
        return name, {"fields": fields, "classes": classes}

    def fields_of_a_language(self) -> list[str]:
        """The translated fields, in the order in which they are filled in."""
        return list(self.translated_fields)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "updated"]

    def view_on_site(self, entry):
        """The public page in the editor's language; a draft has none."""
        is_public = type(entry).objects.published().filter(pk=entry.pk).exists()
        return entry.get_absolute_url() if is_public else None

    # --- The list -----------------------------------------------------------------------------

    @admin.display(description=_("status"), ordering="status")
    def state(self, entry):
        pattern = '<span class="state state-{}">{}</span>'
        return format_html(pattern, entry.status, entry.get_status_display())

    @admin.display(description=_("translations"))
    def translations(self, entry):
        missing = [
            gettext(name) for code, name in settings.LANGUAGES if not is_translated(entry, code)
        ]
        if not missing:
            return _("complete")
        return _("missing: %(languages)s") % {"languages": ", ".join(missing)}

    def get_search_results(self, request, queryset, search_term):
        """Entries whose folded text holds every word."""
        for word in fold(search_term).split():
            queryset = queryset.filter(**{f"{self.search_fields[0]}__contains": word})
        return queryset, False

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        number = self._change_status(request, queryset, Publishable.Status.PUBLISHED)
        message = ngettext(
            "%(number)d entry was published.", "%(number)d entries were published.", number
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)

    @admin.action(description=_("Take back to draft"), permissions=["change"])
    def take_back(self, request, queryset):
        number = self._change_status(request, queryset, Publishable.Status.DRAFT)
        message = ngettext(
            "%(number)d entry is a draft again: the public no longer sees it.",
            "%(number)d entries are drafts again: the public no longer sees them.",
            number,
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)

    def _change_status(self, request, queryset, status) -> int:
        """Changes the entries that have another status; how many these were."""
        changed = list(queryset.exclude(status=status))
        for entry in changed:
            entry.status = status
            entry.save(update_fields=["status", "updated"])
            self.log_change(request, entry, [{"changed": {"fields": ["Status"]}}])
        return len(changed)


class EntryAdmin(PublishableAdmin):
    """An entry that has a page of its own."""

    prepopulated_fields = {"slug": ["title"]}

    def fields_of_a_language(self):
        heading = self.model.heading_field
        return [heading, "slug", *self.translated_fields, "seo_title", "seo_description"]


def period_column(field: str, description: str, empty: str):
    """A column of the list that says a period in words."""

    @admin.display(description=description, ordering="first_day")
    def when(admin_of_entry, entry):
        period: Period | None = getattr(entry, field)
        return wording.words(period) if period else empty

    return when


@admin.register(Picture)
class PictureAdmin(FieldsOfEntries, TranslationAdmin):
    """Photos: uploaded here once, then chosen in the forms of the entries that show them."""

    languages_have_headings = False
    list_display = ["__str__", "credit", "is_decorative"]
    search_fields = ["alt_ro", "alt_hu", "alt_en", "credit"]
    fields = [
        "file",
        *(column("alt", language) for language in LANGUAGE_CODES),
        "is_decorative",
        *(column("caption", language) for language in LANGUAGE_CODES),
        "credit",
    ]
