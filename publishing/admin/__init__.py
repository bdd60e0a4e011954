"""The admin of everything published: one fieldset per language, drafts told from what is public."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from publishing.admin.conflicts import ConflictAdmin
from publishing.admin.deletion import EntryDeletionAdmin
from publishing.admin.facets import CountedList
from publishing.admin.faults import FaultsAdmin
from publishing.admin.fields import EntryForm, EntryInline, FieldsOfEntries
from publishing.admin.history import HistoryAdmin
from publishing.admin.lists import STATE_FILTERS, StageFilter
from publishing.admin.pictures import PictureAdmin
from publishing.admin.previews import PreviewAdmin
from publishing.admin.rights import RightsAdmin
from publishing.admin.standing import StandingAdmin
from publishing.admin.translating import TranslatingAdmin, language_class
from publishing.folding import fold
from publishing.languages import column
from publishing.periods import formatting as wording
from publishing.periods.dates import Period
from publishing.publication import Publishable

__all__ = [
    "EntryAdmin",
    "EntryForm",
    "EntryInline",
    "PictureAdmin",
    "PublishableAdmin",
    "heading_column",
    "period_column",
]

LOST_AS_DRAFT = (Publishable.Stage.PUBLIC, Publishable.Stage.SCHEDULED)
SEARCH_HELP = _("In any of the three languages, with or without accents.")


class PublishableAdmin(
    RightsAdmin,
    FaultsAdmin,
    ConflictAdmin,
    PreviewAdmin,
    StandingAdmin,
    HistoryAdmin,
    FieldsOfEntries,
    TranslatingAdmin,
    TranslationAdmin,
):
    """Forms by the editor's task: what is alike in all languages, each language, publication."""

    own_fieldsets = ()
    translated_fields: tuple[str, ...] = ()

    actions = ["publish", "take_back"]
    radio_fields = {"status": admin.HORIZONTAL}
    list_filter = [StageFilter, *STATE_FILTERS]
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = SEARCH_HELP

    class Media:
        js = [forms.Script("js/admin.js", defer=True)]

    # --- The form -----------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        publication = ["status", ("publish_at", "take_down_at"), *(["updated"] if obj else [])]
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
        fields = [column(field, code) for field in self.fields_of_a_language()]
        return name, {"fields": fields, "classes": ["language", language_class(code)]}

    def fields_of_a_language(self) -> list[str]:
        """The translated fields, in the order in which they are filled in."""
        return list(self.translated_fields)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "updated"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._say_when(request, form.instance, is_new="status" in form.changed_data)

    def _say_when(self, request, entry, is_new: bool):
        """What was typed as a time is said in words, so that a slip is seen; and a new status."""
        said = {
            Publishable.Stage.PUBLIC: is_new and _("The public sees it now."),
            Publishable.Stage.DRAFT: is_new and _("It is a draft: the public does not see it."),
            Publishable.Stage.SCHEDULED: _("It will be public on %(from)s."),
            Publishable.Stage.TAKEN_DOWN: _("The public does not see it any more."),
        }.get(entry.stage)
        if entry.stage == Publishable.Stage.PUBLIC and entry.take_down_at:
            said = _("It is public until %(until)s.")
        if said:
            times = {"from": _in_words(entry.publish_at), "until": _in_words(entry.take_down_at)}
            self.message_user(request, said % times, messages.INFO)

    def view_on_site(self, entry):
        """The public page in the editor's language; a draft has none."""
        is_public = entry.stage == Publishable.Stage.PUBLIC
        return entry.get_absolute_url() if is_public else None

    # --- The list -----------------------------------------------------------------------------

    def get_changelist(self, request, **options):
        return CountedList

    @admin.display(description=_("status"))
    def state(self, entry):
        pattern = '<span class="state state-{}">{}</span>'
        return format_html(pattern, entry.stage, entry.stage.label)

    def get_search_results(self, request, queryset, search_term):
        """Entries whose folded text holds every word.

        They are looked for by key, so that an index is enough to go through the texts.
        """
        if words := fold(search_term).split():
            found = self.model._default_manager.order_by()
            for word in words:
                found = found.filter(**{f"{self.search_fields[0]}__contains": word})
            queryset = queryset.filter(pk__in=found.values("pk"))
        return queryset, False

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        unready = [entry for entry in queryset if not getattr(entry, "may_be_published", True)]
        message = _("“%(entry)s” stays a draft: to be published, it needs its title in Romanian.")
        for entry in unready:
            self.message_user(request, message % {"entry": entry}, messages.WARNING)
        ready = [entry for entry in queryset if entry not in unready]
        number = self._change_status(request, ready, Publishable.Status.PUBLISHED)
        message = ngettext(
            "%(number)d entry was published.", "%(number)d entries were published.", number
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)

    @admin.action(description=_("Take off the site, back to draft"), permissions=["publish"])
    def take_back(self, request, queryset):
        lost = [entry for entry in queryset if entry.stage in LOST_AS_DRAFT]
        if lost and "post" not in request.POST:
            return self._ask_whether_to_take_back(request, queryset, lost)
        number = self._change_status(request, queryset, Publishable.Status.DRAFT)
        message = ngettext(
            "%(number)d entry is a draft again: the public no longer sees it.",
            "%(number)d entries are drafts again: the public no longer sees them.",
            number,
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)

    def _ask_whether_to_take_back(self, request, queryset, lost):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take off the site?"),
            "opts": self.opts,
            "lost": lost,
            "queryset": queryset,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/publishing/take_back.html", context)

    def _change_status(self, request, entries, status) -> int:
        """Changes the entries that have another status or are not public yet; how many."""
        stage = Publishable.Stage(status)  # those of the same name
        changed = [entry for entry in entries if entry.stage != stage]
        for entry in changed:
            entry.status, entry.publish_at, entry.take_down_at = status, None, None
            entry.save(update_fields=["status", "publish_at", "take_down_at", "updated"])
            self.log_change(request, entry, [{"changed": {"fields": ["Status"]}}])
        return len(changed)


class EntryAdmin(EntryDeletionAdmin, PublishableAdmin):
    """An entry that has a page of its own."""

    actions = [*PublishableAdmin.actions, "delete_selected"]

    def fields_of_a_language(self):
        heading = self.model.heading_field
        return [heading, "slug", *self.translated_fields, "seo_title", "seo_description"]


def _in_words(moment) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""


def heading_column(description: str):
    """Return a column of the list with what entries are called, in the order of the language."""

    @admin.display(description=description, ordering="sort_name")
    def heading(entry):
        return entry.heading

    return heading


def period_column(field: str, description: str, empty: str):
    """A column of the list that says a period in words."""

    @admin.display(description=description, ordering="first_day")
    def when(admin_of_entry, entry):
        period: Period | None = getattr(entry, field)
        return wording.words(period) if period else empty

    return when
