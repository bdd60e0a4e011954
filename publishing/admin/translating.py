"""The three languages of an entry in the admin: one at a time or side by side, and their state."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.diff import marked
from publishing.languages import LANGUAGE_CODES, column
from publishing.rich_text.cleaning import plain_text
from publishing.rich_text.editor import RichTextFormField
from publishing.translations import TranslationState, state_column

CONFIRM = "_confirm_translation"  # the name of the button that says so, its value the language


def language_class(language: str) -> str:
    """The class of a language's fieldset, by which it is shown and hidden."""
    return f"language-{language}"


def point_out_stale(form) -> None:
    """Tells under each field of a translation how its source has changed since."""
    entry = form.instance
    for language in LANGUAGE_CODES:
        for name, was in entry.stale_fields(language).items():
            if field := form.fields.get(column(name, language)):
                source = getattr(entry, column(name, was["of"]))
                texts = was["source"], source or ""
                if isinstance(field, RichTextFormField):
                    texts = map(plain_text, texts)
                field.stale = {"of": was["of"], "changes": marked(*texts)}


class TranslatingAdmin(admin.ModelAdmin):
    """Shows how far each language is, and lets staff say that a translation is up to date."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.confirm_translation_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_confirm_translation"
        own = path("<path:object_id>/confirm-translation/<str:language>/", view, name=name)
        return [own, *super().get_urls()]

    def confirm_translation_view(self, request, object_id: str, language: str):
        """Says, from outside the form, that a translation is up to date; changes no text."""
        entry = self.get_object(request, object_id)
        if request.method != "POST" or entry is None or language not in LANGUAGE_CODES:
            return HttpResponseRedirect(reverse("admin:index"))
        if not self.may_confirm(request, entry, language):
            raise PermissionDenied
        entry.confirm_translation(language)
        entry.save()
        self.log_change(request, entry, [{"changed": {"fields": [gettext("Translation")]}}])
        self._say_confirmed(request, entry, language)
        return HttpResponseRedirect(reverse("admin:index"))

    def save_model(self, request, entry, form, change):
        language = request.POST.get(CONFIRM)
        if language in LANGUAGE_CODES:
            if not self.may_confirm(request, entry, language):
                raise PermissionDenied
            entry.confirm_translation(language)
            self._say_confirmed(request, entry, language)
        super().save_model(request, entry, form, change)

    def _say_confirmed(self, request, entry, language):
        words = {"entry": entry, "language": gettext(dict(settings.LANGUAGES)[language])}
        message = gettext("“%(entry)s” is up to date in this language: %(language)s.") % words
        self.message_user(request, message, messages.SUCCESS)

    def response_change(self, request, obj):
        if CONFIRM in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    def render_change_form(self, request, context, *args, obj=None, **options):
        context["languages"] = [
            self._language(request, obj, *named) for named in settings.LANGUAGES
        ]
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def _language(self, request, entry, code: str, name: str) -> dict:
        state = getattr(entry, state_column(code)) if entry else None
        is_stale = state == TranslationState.STALE
        return {
            "code": code,
            "class": language_class(code),
            "name": name,
            "state": state,
            "state_in_words": TranslationState(state).label if state else "",
            "may_confirm": is_stale and self.may_confirm(request, entry, code),
        }

    @admin.display(description=_("translations"))
    def translations(self, entry):
        states = [
            (state, gettext(name), TranslationState(state).label)
            for code, name in settings.LANGUAGES
            if (state := getattr(entry, state_column(code))) != TranslationState.COMPLETE
        ]
        pattern = '<span class="translation translation-{}">{}: {}</span>'
        return format_html_join(" ", pattern, states) or TranslationState.COMPLETE.label
