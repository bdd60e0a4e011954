"""How the columns of entries become form fields, in admins and inlines alike."""

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from editing.admin.files import LibraryFileInput
from editing.admin.forms import EntryFormSet, RowForm
from editing.admin.labels import label_of
from editing.admin.libraries import LibraryInput
from editing.admin.read_only import ReadOnlyField, replace_read_only
from editing.admin.rights import Rights
from editing.admin.submissions import Submission
from publishing.fields import PeriodField, RichTextField, WebAddressField
from publishing.languages import is_translation
from publishing.media.documents import DocumentField
from publishing.media.pictures import Picture
from publishing.periods.forms import PeriodInput
from publishing.rich_text.editor import RichTextWidget

MAX_ROWS = 100  # that are made of a form, whatever number of them is forged
TEXT_HELP = _(
    "What is pasted from Word keeps its headings, lists, tables and links, but no colours or "
    "fonts. Alt+F10 leads to the tools."
)

# Help with fields whose own help says nothing.
HELP = {
    "picture": _("Shown large at the top of the page, and in lists."),
    "document": _("From the library. Visitors see its title, kind, language and size."),
    "focal_x": _(
        "As a percentage: 0 is the left edge, 100 the right. Lists crop pictures around this point."
    ),
    "focal_y": _("As a percentage: 0 is the top edge, 100 the bottom."),
    "position": _("Lower numbers come first; with 0 it comes last."),
    "note": _("A sentence for visitors, shown with the agreement."),
    "caption": _("Appears under the picture on the pages that show it."),
}

# A number that is typed: in a browser’s own input a mouse wheel changes it.
NUMERIC_INPUT = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 8})
# The browser's own inputs of a day, and of a day and a time, to the minute.
DAY_INPUT = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
TIMESTAMP_INPUT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EntryFields:
    """The fields of an entry as `fieldsets_for` names them; read-only where nothing may change."""

    languages_have_headings = True
    formfield_overrides = {
        PeriodField: {"widget": PeriodInput},
        models.IntegerField: {"widget": NUMERIC_INPUT},
        DocumentField: {"widget": LibraryFileInput},
        RichTextField: {"widget": RichTextWidget},
        WebAddressField: {"widget": forms.URLInput},
        models.DateField: {"widget": DAY_INPUT},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": TIMESTAMP_INPUT},
    }

    def fieldsets_for(self, request, obj=None) -> list:
        """Return the fieldsets with the names of all fields."""
        return super().get_fieldsets(request, obj)

    def read_only_for(self, request, obj=None) -> list[str]:
        """Return the names of fields that nobody of these rights fills in."""
        return []

    def get_fieldsets(self, request, obj=None):
        # An entry that is being added belongs to who adds it.
        may_change = obj is None or self.has_change_permission(request, obj)
        names = self.read_only_for(request, obj) if may_change else None
        fieldsets = self.fieldsets_for(request, obj)
        return replace_read_only(self.opts, fieldsets, names, self.languages_have_headings)

    def get_readonly_fields(self, request, obj=None):
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [field for field in fields if isinstance(field, ReadOnlyField)]

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.remote_field.model is Picture:
            options.setdefault("widget", LibraryInput(Picture))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # what is missing is added in its own place
        is_rich = isinstance(field.widget, RichTextWidget)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 8 if is_rich else 3
        if is_rich:
            field.help_text = TEXT_HELP
        original = db_field.translated_field if is_translation(db_field) else db_field
        field.help_text = field.help_text or HELP.get(original.name, "")
        if is_translation(db_field):
            field.required = False  # the model says in which languages it asks for a text, and when
            field.label = label_of(db_field, self.languages_have_headings)
            if isinstance(db_field, models.SlugField):
                field.widget.attrs["spellcheck"] = "false"
            else:
                field.widget.attrs["lang"] = db_field.language
        if field.required:  # else a browser says that it is wrong before anything was typed
            field.widget.attrs["aria-invalid"] = "false"
        return field


class EntryInline(EntryFields, TranslationStackedInline):
    """What belongs to an entry and is edited with it: rights to it are those to the entry."""

    form = RowForm
    formset = EntryFormSet
    extra = 0
    max_num = MAX_ROWS
    view_on_site = False
    languages_have_headings = False

    def rights(self, request) -> Rights:
        is_proposal = Submission.of(request).is_proposal
        return Rights(request.user, self.parent_model._meta, is_proposal)

    def has_view_permission(self, request, obj=None):
        return self.rights(request).may("view") or self.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.rights(request).may("change")

    def has_change_permission(self, request, obj=None):
        return self.rights(request).may_change()

    def has_delete_permission(self, request, obj=None):
        return self.rights(request).may("change")

    def get_formset(self, request, obj=None, **options):
        options.setdefault("absolute_max", MAX_ROWS)  # Django sets `max_num` to 0 for translators
        formset = super().get_formset(request, obj, **options)
        formset.form.rights = self.rights(request)
        formset.form.may_be_added = self.has_add_permission(request, obj)
        return formset
