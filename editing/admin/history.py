"""The versions of an entry in the admin: who changed what and when; compare two, restore one."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editing.admin import drafts, withholding
from editing.admin.urls import admin_url, entry_or_404, form_url, model_url
from history.diff import marked
from history.restore import PUBLICATION_COLUMNS, deleted, recreate, restore
from history.snapshots import History, Snapshot, differences
from publishing.numbers import bounded_timestamp
from publishing.publication import Publishable

PER_PAGE = 50


def history_view(model_admin, request, object_id):
    """List all versions, newest first; two of them can be chosen and compared."""
    entry = entry_to_show(model_admin, request, object_id)
    history = History(model_admin.model, entry.pk)
    page = Paginator(history.versions(), PER_PAGE)
    context = {
        "title": _("History"),
        "page": page.get_page(request.GET.get("page")),
        "compare": admin_url(entry, "compare"),
        **withholding.describe_public_versions(model_admin, request, entry, history),
    }
    return respond(model_admin, request, entry, "admin/publishing/history.html", context)


def compare_view(model_admin, request, key):
    """Compare two versions of an entry, field by field."""
    entry = entry_to_show(model_admin, request, key)
    history = History(model_admin.model, entry.pk)
    old, new = sorted(_timestamp(request.GET.get(name)) for name in ("one", "other"))
    found = differences(history.at(old), history.at(new))
    changes = [{"label": d.label, "marked": marked(d.old, d.new)} for d in found]
    context = {
        "title": _("Two versions compared"),
        "changes": changes,
        "old": old,
        "new": new,
        "may_restore": model_admin.rights(request).may("change"),
        "restore": admin_url(entry, "restore"),
    }
    return respond(model_admin, request, entry, "admin/publishing/compare.html", context)


def restore_view(model_admin, request, key):
    """Show what bringing back a version would change; once confirmed, bring it back."""
    entry, rights = entry_to_show(model_admin, request, key), model_admin.rights(request)
    if not rights.may("change"):
        raise PermissionDenied
    when = _timestamp(request.POST.get("when") or request.GET.get("when"))
    snapshot = History(model_admin.model, entry.pk).at(when)
    if snapshot.entry is None:
        raise Http404
    now = History(model_admin.model, entry.pk).at(datetime.max.replace(tzinfo=when.tzinfo))
    is_proposal = not rights.may_save(entry)
    if not is_proposal and _changes_what_is_published(now, snapshot) and not rights.may("publish"):
        raise PermissionDenied
    if request.method == "POST" and _restored(model_admin, request, entry, snapshot, when):
        return HttpResponseRedirect(form_url(entry))
    found = differences(now, snapshot, besides=PUBLICATION_COLUMNS)
    context = {
        "title": _("Restore a version"),
        "when": when,
        "changes": [{"label": d.label, "marked": marked(d.old, d.new)} for d in found],
    }
    return respond(model_admin, request, entry, "admin/publishing/restore.html", context)


def _restored(model_admin, request, entry, snapshot, when) -> bool:
    is_proposal = not model_admin.rights(request).may_save(entry)
    act = partial(restore, entry, snapshot, _("restored"))
    try:
        if is_proposal:
            drafts.propose(model_admin, request, entry, act)
            return True
        with transaction.atomic():
            act()
    except ValidationError as error:
        _tell(model_admin, request, error)
        return False
    model_admin.log_change(request, entry, _("Restored the version of %s.") % when.isoformat())
    messages.success(request, _("The version was restored."))
    return True


def deleted_view(model_admin, request):
    """List what was deleted, and can be brought back."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    context = {"title": _("Deleted"), "records": deleted(model_admin.model)}
    return respond(model_admin, request, None, "admin/publishing/deleted.html", context)


def recreate_view(model_admin, request, key):
    if not model_admin.has_add_permission(request) or request.method != "POST":
        raise PermissionDenied
    try:
        with transaction.atomic():
            entry = recreate(model_admin.model, key, _("restored"))
    except model_admin.model.DoesNotExist:  # somebody has brought it back meanwhile
        return HttpResponseRedirect(model_url(model_admin, "deleted"))
    except ValidationError as error:
        _tell(model_admin, request, error)
        return HttpResponseRedirect(model_url(model_admin, "deleted"))
    model_admin.log_addition(request, entry, _("Restored."))
    messages.success(request, _("“%s” has been restored as a draft.") % entry)
    return HttpResponseRedirect(form_url(entry))


def _tell(model_admin, request, error: ValidationError) -> None:
    """Why a version cannot be restored as it was, field by field."""
    for name, texts in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else _label(model_admin.opts, name)
        for text in texts:
            message = format_html("{}: {}", label, text) if label else text
            messages.error(request, message)


def entry_to_show(model_admin, request, key):
    """Return the entry for somebody who may see it; raise Http404 or PermissionDenied."""
    entry = entry_or_404(model_admin, request, key)
    if not model_admin.has_view_or_change_permission(request, entry):
        raise PermissionDenied
    return entry


def respond(model_admin, request, entry, template: str, context: dict) -> TemplateResponse:
    """Answer with a page about an entry, or about all of its kind."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": entry,
        "subtitle": str(entry) if entry else None,
        "form_address": form_url(entry) if entry else model_url(model_admin, "changelist"),
        **context,
    }
    return TemplateResponse(request, template, context)


def _changes_what_is_published(now: Snapshot, then: Snapshot) -> bool:
    """Return whether bringing back what was then would change a published part of today."""
    published = [
        path
        for path, record in now.records.items()
        if getattr(record, "status", None) == Publishable.Status.PUBLISHED
    ]
    today, before = (
        Snapshot({p: snapshot.records[p] for p in published if p in snapshot.records})
        for snapshot in (now, then)
    )
    return bool(differences(today, before, besides=PUBLICATION_COLUMNS))


def _timestamp(text: str | None) -> datetime:
    """Return the time that a URL carries; Http404 if it is none."""
    try:
        timestamp = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise Http404 from error
    if timestamp.tzinfo is None:
        raise Http404
    return bounded_timestamp(timestamp)


def _label(opts, name: str) -> str:
    return capfirst(str(opts.get_field(name).verbose_name))


VIEWS = {
    **withholding.VIEWS,
    "compare": ("<key:key>/compare/", compare_view),
    "restore": ("<key:key>/restore/", restore_view),
    "deleted": ("deleted/", deleted_view),
    "recreate": ("deleted/<key:key>/", recreate_view),
}
