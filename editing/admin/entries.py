"""The admin of what is published: one fieldset per language, drafts told from what is public."""

from contextlib import suppress
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from editing.admin import (
    deletion,
    draft_views,
    drafts,
    duplicates,
    history,
    local_links,
    previews,
    publication,
    translations,
    withdrawing,
)
from editing.admin.base import BaseAdmin
from editing.admin.facets import CountedList
from editing.admin.lists import ENTRY_FILTERS
from editing.admin.submissions import Submission
from editing.admin.translations import language_class
from editing.admin.urls import admin_url
from editing.presence import views as presence
from editing.review import views as review
from editing.review.models import Review
from history.drafts.models import Draft
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import PublicationState, Publishable
from publishing.translations import Translated

FOLDED = ["collapse"]


def _is_folded(fieldset) -> bool:
    return "collapse" in fieldset[1].get("classes", ())


class PublishableAdmin(BaseAdmin):
    """Forms by the editor's task: what is alike in all languages, each language, publication."""

    own_fieldsets = ()
    translated_fields: tuple[str, ...] = ()
    machine_fields: tuple[str, ...] = ()
    begins_with_texts = False  # where a text names the entry

    views = {
        **history.VIEWS,
        **previews.VIEWS,
        **translations.VIEWS,
        **draft_views.VIEWS,
        **presence.VIEWS,
        **review.VIEWS,
        **withdrawing.VIEWS,
    }
    actions = [publication.publish, publication.take_back, translations.confirm_chosen]
    radio_fields = {"status": admin.HORIZONTAL}
    list_filter = [*ENTRY_FILTERS]
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = _("In any of the three languages, with or without accents.")

    class Media:
        js = [forms.Script(f"js/{name}.js", type="module") for name in ("copy", "presence")]

    # --- The form -----------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        return drafts.respond(self, request, object_id, view)

    def fieldsets_for(self, request, obj=None):
        """Return the name and the texts first, then what is shown, then what machines need."""
        published = [("status", "publish_at", "take_down_at"), *(["updated"] if obj else [])]
        has_picture = any(field.name == "picture" for field in self.opts.fields)
        shown = [fieldset for fieldset in self.own_fieldsets if not _is_folded(fieldset)]
        rest = [
            *shown,
            *([(_("Picture"), {"fields": ["picture"]})] if has_picture else []),
            (_("Publication"), {"fields": published}),
            *filter(_is_folded, self.own_fieldsets),
            *self._machine_fieldsets(),
        ]
        if self.rights(request).is_translator:  # who reads it, and changes the texts alone
            rest = [(title, {**content, "classes": FOLDED}) for title, content in rest]
        languages = [self._language_fieldset(code, name) for code, name in settings.LANGUAGES]
        place = 0 if self.begins_with_texts else len(shown)
        return [*rest[:place], *languages, *rest[place:]]

    def _machine_fieldsets(self) -> list:
        """Return the folded fields by which machines find and list an entry."""
        fields = [column(field, code) for field in self.machine_fields for code in LANGUAGE_CODES]
        title = _("Address of the page, and search engines")
        return [(title, {"fields": fields, "classes": FOLDED})] if fields else []

    def _language_fieldset(self, code: str, name: str):
        fields = [column(field, code) for field in self.fields_of_a_language()]
        return name, {"fields": fields, "classes": ["language", language_class(code)]}

    def fields_of_a_language(self) -> list[str]:
        """Return the translated fields, in the order in which they are filled in."""
        return list(self.translated_fields)

    def read_only_for(self, request, obj=None):
        return ["updated"]

    def form_context(self, request, context, obj):
        rights = self.rights(request)
        found = super().form_context(request, context, obj)
        found["languages"] = translations.describe_languages(rights, obj)
        found["layouts"] = translations.describe_layouts(rights)
        found["previews"] = settings.LANGUAGES if obj is None or rights.may_change() else []
        if obj is None:
            return found
        state = Submission.of(request).publication_state or publication.describe_publication(obj)
        found["publication_state"] = state
        links = previews.describe_links(request, obj) if rights.may("change") else {}
        found |= links | drafts.describe_draft(self, request, obj)
        is_seen = obj.is_public and not found["draft"]
        found["may_share"] = bool(links) and (not is_seen or bool(links["preview_links"]))
        found |= withdrawing.describe_withdrawal(self, request, obj)
        found["open_url"] = admin_url(obj, "open") if rights.may_change() else ""
        found["may_correct"] = rights.may("change") and isinstance(obj, Translated)
        return found | review.describe_review(self, request, obj)

    def save_model(self, request, entry, form, change):
        language = form.submission.confirmed_language
        if language in LANGUAGE_CODES:
            translations.confirm(self, request, entry, language)
        if form.submission.is_small and change and self.rights(request).may("change"):
            entry.keep_translations(type(entry)._base_manager.get(pk=entry.pk))
        super().save_model(request, entry, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        submission = Submission.of(request)
        local_links.point_out(request, form)
        submission.is_saved = submission.preview_language is None
        if not submission.stays_draft:
            is_new = "status" in form.changed_data
            publication.tell_when(request, form.instance, is_new)
            if form.instance.status == Publishable.Status.PUBLISHED and self.has_publish_permission(
                request
            ):
                Review.objects.finish(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        submission = Submission.of(request)
        if submission.preview_language is not None:
            return previews.preview(request, submission, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        submission = Submission.of(request)
        if submission.preview_language is not None:
            return previews.preview(request, submission, obj)
        if submission.confirmed_language is not None or submission.stays_draft:
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    def view_on_site(self, entry):
        """Return the public page in the editor's language; a draft has none."""
        if entry.publication_state != PublicationState.PUBLIC:
            return None
        with suppress(NoReverseMatch):  # of a form without a slug, which is refused
            return entry.get_absolute_url()

    def has_translate_permission(self, request):
        return self.rights(request).may("translate")

    # --- The list -----------------------------------------------------------------------------

    @admin.display(description=_("status"))
    def state(self, entry):
        return publication.format_publication_state(entry, entry.has_draft)

    def get_queryset(self, request):
        drafts = Draft.objects.of_kind(self.model).current().filter(key=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_draft=Exists(drafts))

    @admin.display(description=_("translations"))
    def translations(self, entry):
        return translations.format_states(entry)

    def get_changelist(self, request, **options):
        return CountedList

    def get_search_results(self, request, queryset, search_term):
        """Return the entries whose folded text holds every word.

        They are looked for by key, so that an index is enough to go through the texts.
        """
        if words := fold(search_term).split():
            found = self.model._default_manager.order_by()
            for word in words:
                found = found.filter(**{f"{self.search_fields[0]}__contains": word})
            queryset = queryset.filter(pk__in=found.values("pk"))
        return queryset, False


class EntryAdmin(PublishableAdmin):
    """An entry that has a page of its own."""

    actions = [*PublishableAdmin.actions, deletion.delete_selected]
    begins_with_texts = True
    views = {**PublishableAdmin.views, **duplicates.VIEWS}
    machine_fields = ("slug", "seo_title", "seo_description")

    def fields_of_a_language(self):
        return [self.model.heading_field, *self.translated_fields]

    def form_context(self, request, context, obj):
        found = super().form_context(request, context, obj)
        may_copy = obj is not None and self.has_add_permission(request)
        return {**found, "duplicate_url": admin_url(obj, "duplicate") if may_copy else ""}

    def render_delete_form(self, request, context):
        if deletion.was_ever_public(context["object"]):
            context["redirect_to"] = deletion.possible_targets(context["object"])
        return super().render_delete_form(request, context)

    def delete_model(self, request, obj):
        obj.delete(redirect_to=deletion.chosen_target(request, obj))

    def delete_queryset(self, request, queryset):
        for entry in queryset:
            entry.delete()
