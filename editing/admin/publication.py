"""Whether the public sees an entry, in words; and how that is changed from a list."""

from datetime import datetime

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing.publication import PublicationState, Publishable

Status = Publishable.Status


def describe_publication(entry: Publishable) -> dict:
    """Return the ``state`` of an entry, and a ``text`` that says it with the time when it ends."""
    text = str(entry.publication_state.label)
    if entry.publication_state == PublicationState.SCHEDULED:
        text = _("public from: %(when)s") % {"when": format_time(entry.publish_at)}
    elif entry.publication_state == PublicationState.PUBLIC and entry.take_down_at:
        text = _("public until: %(when)s") % {"when": format_time(entry.take_down_at)}
    return {"state": entry.publication_state, "text": text}


def tell_when(request, entry: Publishable, is_new: bool) -> None:
    """Say a time that was typed in words, so that a slip is seen; and a new status."""
    message = {
        PublicationState.PUBLIC: is_new and _("Visitors can see it now."),
        PublicationState.DRAFT: is_new and _("This is a draft. Visitors cannot see it."),
        PublicationState.SCHEDULED: _("It will be public on %(from)s."),
        PublicationState.TAKEN_DOWN: _("Visitors can no longer see it."),
    }[entry.publication_state]
    if entry.publication_state == PublicationState.PUBLIC and entry.take_down_at:
        message = _("It is public until %(until)s.")
    if message:
        times = {"from": format_time(entry.publish_at), "until": format_time(entry.take_down_at)}
        messages.info(request, message % times)


def format_publication_state(entry: Publishable, has_draft: bool = False) -> str:
    """Return the cell of a list that says whether the entry is public, and of a draft beside it."""
    pattern = '<span class="state state-{}">{}</span>'
    state = format_html(pattern, entry.publication_state, entry.publication_state.label)
    draft = format_html(pattern, PublicationState.DRAFT, _("with a draft")) if has_draft else ""
    return format_html("{} {}", state, draft) if draft else state


@admin.action(description=_("Publish"), permissions=["publish"])
def publish(model_admin, request, queryset):
    """Publish what is ready for it."""
    unready = [entry for entry in queryset if not entry.may_be_published]
    message = _("“%(entry)s” is still a draft. To publish it, add a title in Romanian.")
    for entry in unready:
        messages.warning(request, message % {"entry": entry})
    ready = [entry for entry in queryset if entry not in unready]
    number = _change_status(model_admin, request, ready, Status.PUBLISHED)
    message = ngettext(
        "%(number)d entry was published.", "%(number)d entries were published.", number
    )
    messages.success(request, message % {"number": number})


@admin.action(description=_("Take down (back to draft)"), permissions=["publish"])
def take_back(model_admin, request, queryset):
    """Make drafts of entries; ask first if the public loses any of them."""
    required = [entry for entry in queryset if not entry.may_be_taken_down]
    queryset = [entry for entry in queryset if entry not in required]
    message = _("“%(entry)s” was not taken down. This page is required by law.")
    for entry in required:
        messages.warning(request, message % {"entry": entry})
    if not queryset:
        return None
    lost = [
        entry
        for entry in queryset
        if entry.publication_state in (PublicationState.PUBLIC, PublicationState.SCHEDULED)
    ]
    if lost and "post" not in request.POST:
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("Take down?"),
            "opts": model_admin.opts,
            "lost": lost,
            "queryset": queryset,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/publishing/take_back.html", context)
    number = _change_status(model_admin, request, queryset, Status.DRAFT)
    message = ngettext(
        "%(number)d entry is a draft again. Visitors can no longer see it.",
        "%(number)d entries are drafts again. Visitors can no longer see them.",
        number,
    )
    messages.success(request, message % {"number": number})


def _change_status(model_admin, request, entries, status) -> int:
    """Change the entries that are not yet so; return how many."""
    state = PublicationState(status)  # those of the same name
    changed = [entry for entry in entries if entry.publication_state != state]
    for entry in changed:
        entry.status, entry.publish_at, entry.take_down_at = status, None, None
        entry.save(update_fields=["status", "publish_at", "take_down_at", "updated"])
        model_admin.log_change(request, entry, [{"changed": {"fields": ["Status"]}}])
    return len(changed)


def format_time(timestamp: datetime | None) -> str:
    """Return a day and a time in words; "" for none."""
    return date_format(localtime(timestamp), "DATETIME_FORMAT") if timestamp else ""
