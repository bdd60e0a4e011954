"""The three languages of an entry in its form: their state, and saying that one is up to date."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext, gettext_lazy, ngettext

from editing.admin.rights import Rights
from history.diff import marked
from publishing.fields import RichTextField
from publishing.languages import LANGUAGE_CODES, column
from publishing.rich_text.cleaning import plain_text
from publishing.translations import TranslationState, state_column


def language_class(language: str) -> str:
    """Return the class of a language's fieldset, by which it is shown and hidden."""
    return f"language-{language}"


def point_out_stale(form: forms.ModelForm) -> None:
    """Tell under each field of a translation how its source has changed since."""
    entry = form.instance
    for language in LANGUAGE_CODES:
        for name, was in entry.stale_fields(language).items():
            if field := form.fields.get(column(name, language)):
                field.stale = describe_source(entry, name, was)


def describe_source(entry, name: str, was: dict) -> dict:
    """Return how the source of a field has changed since it was translated."""
    texts = was["source"], getattr(entry, column(name, was["of"])) or ""
    if isinstance(entry._meta.get_field(name), RichTextField):
        texts = map(plain_text, texts)
    return {"of": was["of"], "changes": marked(*texts)}


def describe_languages(rights: Rights, entry) -> list[dict]:
    """Return each language with the state of the entry in it; ``entry`` is None when it is new."""
    languages = []
    for code, name in settings.LANGUAGES:
        state = getattr(entry, state_column(code)) if entry else None
        is_stale = state == TranslationState.STALE
        languages.append(
            {
                "code": code,
                "class": language_class(code),
                "name": name,
                "state": state,
                "state_in_words": TranslationState(state).label if state else "",
                "may_confirm": is_stale and rights.may_confirm(entry, code),
            }
        )
    return languages


def describe_layouts(rights: Rights) -> dict:
    """Return the pairs of languages to show side by side, and which layout a form begins with.

    A translator begins with the source beside the language that the person translates into.
    """
    source, *others = settings.LANGUAGES
    pairs = [(f"{source[0]}-{code}", (source[1], name)) for code, name in others]
    mine = [code for code in rights.languages if code != source[0]] if rights.is_translator else []
    return {"pairs": pairs, "first": f"{source[0]}-{mine[0]}" if mine else "all"}


def confirm(model_admin, request, entry, language: str) -> None:
    """Take a translation for up to date, without saving; raise PermissionDenied."""
    if not model_admin.rights(request).may_confirm(entry, language):
        raise PermissionDenied
    entry.confirm_translation(language)
    words = {"entry": entry, "language": gettext(dict(settings.LANGUAGES)[language])}
    message = gettext("“%(entry)s” is up to date in this language: %(language)s.") % words
    messages.success(request, message)


def confirm_view(model_admin, request, object_id: str, language: str):
    """Take a translation for up to date, from outside the form; changes no text."""
    entry = model_admin.get_object(request, object_id)
    if request.method == "POST" and entry is not None and language in LANGUAGE_CODES:
        confirm(model_admin, request, entry, language)
        entry.save()
        changed = [{"changed": {"fields": [gettext("Translation")]}}]
        model_admin.log_change(request, entry, changed)
    return HttpResponseRedirect(reverse("admin:index"))


@admin.action(
    description=gettext_lazy("The translations are still correct"), permissions=["translate"]
)
def confirm_chosen(model_admin, request, queryset):
    """Take the translations of entries for up to date, in the languages of the person."""
    rights, number = model_admin.rights(request), 0
    for entry in queryset:
        stale = set(entry.outdated_languages) & set(rights.languages)
        if not stale:
            continue
        for language in stale:
            entry.confirm_translation(language)
        entry.save()
        model_admin.log_change(request, entry, [{"changed": {"fields": [gettext("Translation")]}}])
        number += 1
    message = ngettext(
        "The translations of %(number)d entry are up to date.",
        "The translations of %(number)d entries are up to date.",
        number,
    )
    messages.success(request, message % {"number": number})


def format_states(entry) -> str:
    """Return the cell of a list that says which languages are not complete."""
    states = [
        (state, gettext(name), TranslationState(state).label)
        for code, name in settings.LANGUAGES
        if (state := getattr(entry, state_column(code))) != TranslationState.COMPLETE
    ]
    pattern = '<span class="translation translation-{}">{}: {}</span>'
    return format_html_join(" ", pattern, states) or TranslationState.COMPLETE.label


VIEWS = {
    "confirm_translation": ("<path:object_id>/confirm-translation/<str:language>/", confirm_view)
}
