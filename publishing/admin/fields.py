"""How the columns of entries become form fields, in admins and inlines alike."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from publishing.admin.closed import ClosedFields
from publishing.admin.files import DocumentInput
from publishing.admin.labels import label_of
from publishing.admin.rights import RightsInline
from publishing.admin.translating import point_out_stale
from publishing.fields import PeriodField, RichTextField, WebAddressField
from publishing.languages import is_translation
from publishing.media.documents import DocumentField
from publishing.periods.forms import PeriodWidget
from publishing.rich_text.editor import RichTextWidget
from publishing.translations import Translated

TEXT_HELP = _(
    "What is pasted from Word keeps its headings, lists and links, but no colours or fonts. "
    "Alt+F10 leads to the tools."
)
TABLE_HELP = _("Tables are not kept: each row becomes a line, with “|” between its cells.")

# Help with fields whose own help says nothing.
HELP = {
    "picture": _("Chosen from the library. A new one is uploaded under “Pictures” first."),
    "position": _("What has the smaller number comes first."),
    "latitude": _("In degrees, such as 46.36. South of the equator with a minus."),
    "longitude": _("In degrees, such as 25.80. West of Greenwich with a minus."),
    "note": _("A sentence that the public reads beside the decision, such as why it ended."),
    "caption": _("Appears under the picture on the pages that show it."),
}


class EntryForm(forms.ModelForm):
    refusal = ""  # why the form may not be saved yet, though nothing in it is wrong

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})
        for name, field in self.fields.items():
            field.disabled = field.disabled or not self.is_open(name, self.instance)
        if isinstance(self.instance, Translated):
            point_out_stale(self)

    @staticmethod
    def is_open(name: str, instance) -> bool:
        """Whether the field may be changed; the admin says it of who is logged in."""
        return True

    def clean(self):
        cleaned = super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):  # browsers send line breaks of another kind than they get
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        if self.refusal:
            raise ValidationError(self.refusal, code="refused")
        return cleaned


class MomentInput(forms.DateTimeInput):
    """The browser's own input of a day and a time, to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FieldsOfEntries(ClosedFields):
    form = EntryForm
    formfield_overrides = {
        PeriodField: {"widget": PeriodWidget},
        DocumentField: {"widget": DocumentInput},
        RichTextField: {"widget": RichTextWidget},
        WebAddressField: {"widget": forms.URLInput},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput},
    }

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # what is missing is added in its own place
        is_rich = isinstance(field.widget, RichTextWidget)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 12 if is_rich else 3
        if is_rich:
            field.help_text = format_lazy("{} {}", TEXT_HELP, TABLE_HELP)
        original = getattr(db_field, "translated_field", db_field)
        field.help_text = field.help_text or HELP.get(original.name, "")
        if is_translation(db_field):
            self._say_language(field, db_field)
            field.required = False  # the model says in which languages it asks for a text, and when
        return field

    def _say_language(self, field, db_field):
        field.label = label_of(db_field, self.languages_have_headings)
        if isinstance(db_field, models.SlugField):
            field.widget.attrs["spellcheck"] = "false"
        else:
            field.widget.attrs["lang"] = db_field.language


class EntryInline(RightsInline, FieldsOfEntries, TranslationStackedInline):
    """What belongs to an entry and is edited with it."""

    extra = 0
    view_on_site = False
    languages_have_headings = False
