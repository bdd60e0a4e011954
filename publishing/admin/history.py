"""The versions of an entry in the admin: who changed what and when; compare two, restore one."""

from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from history.diff import marked
from history.restore import deleted, recreate, restorable, restore
from history.snapshots import Document, History, differences
from publishing.admin.addresses import admin_address, form_address
from publishing.numbers import bounded_timestamp
from publishing.publication import Publishable

PER_PAGE = 50


class HistoryAdmin(admin.ModelAdmin):
    """Every change is kept, can be compared with any other, and undone."""

    keeps_history = True

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("<key:key>/compare/", wrap(self.compare_view), name=f"{name}_compare"),
            path("<key:key>/restore/", wrap(self.restore_view), name=f"{name}_restore"),
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path("deleted/<key:key>/", wrap(self.recreate_view), name=f"{name}_recreate"),
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """All versions, newest first; two of them can be chosen and compared."""
        entry = self._entry(request, object_id)
        page = Paginator(History(self.model, entry.pk).versions(), PER_PAGE)
        context = {
            "title": _("History"),
            "page": page.get_page(request.GET.get("page")),
            "compare": admin_address(entry, "compare"),
        }
        return self._respond(request, entry, "admin/publishing/history.html", context)

    def compare_view(self, request, key):
        """Two versions of an entry, field by field."""
        entry = self._entry(request, key)
        history = History(self.model, entry.pk)
        old, new = sorted(_moment(request.GET.get(name)) for name in ("one", "other"))
        found = differences(history.at(old), history.at(new))
        changes = [{"label": d.label, "marked": marked(d.old, d.new)} for d in found]
        context = {
            "title": _("Two versions compared"),
            "changes": changes,
            "old": old,
            "new": new,
            "may_restore": self.may_write(request, entry),
            "restore": admin_address(entry, "restore"),
        }
        return self._respond(request, entry, "admin/publishing/compare.html", context)

    def restore_view(self, request, key):
        """What bringing back a version would change; and, once confirmed, brings it back."""
        entry = self._entry(request, key)
        if not self.may_write(request, entry):
            raise PermissionDenied
        when = _moment(request.POST.get("when") or request.GET.get("when"))
        document = History(self.model, entry.pk).at(when)
        if document.entry is None:
            raise Http404
        now = History(self.model, entry.pk).at(datetime.max.replace(tzinfo=when.tzinfo))
        if _changes_what_is_published(now, document) and not self.has_publish_permission(request):
            raise PermissionDenied
        if request.method == "POST" and self._restored(request, entry, document, when):
            return HttpResponseRedirect(form_address(entry))
        found = differences(restorable(now), restorable(document))
        context = {
            "title": _("Restore a version"),
            "when": when,
            "changes": [{"label": d.label, "marked": marked(d.old, d.new)} for d in found],
        }
        return self._respond(request, entry, "admin/publishing/restore.html", context)

    def _restored(self, request, entry, document, when) -> bool:
        try:
            with transaction.atomic():
                restore(entry, document, _("restored"))
        except ValidationError as error:
            self._say(request, error)
            return False
        self.log_change(request, entry, _("Restored the version of %s.") % when.isoformat())
        self.message_user(request, _("The version was restored."), messages.SUCCESS)
        return True

    def deleted_view(self, request):
        """What was deleted, and can be brought back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {"title": _("Deleted"), "records": deleted(self.model)}
        return self._respond(request, None, "admin/publishing/deleted.html", context)

    def recreate_view(self, request, key):
        if not self.has_add_permission(request) or request.method != "POST":
            raise PermissionDenied
        try:
            with transaction.atomic():
                entry = recreate(self.model, key, _("restored"))
        except self.model.DoesNotExist:  # somebody has brought it back meanwhile
            return HttpResponseRedirect(self._own("deleted"))
        except ValidationError as error:
            self._say(request, error)
            return HttpResponseRedirect(self._own("deleted"))
        self.log_addition(request, entry, _("Restored."))
        message = _("“%s” is there again, as a draft.") % entry
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(form_address(entry))

    def _say(self, request, error: ValidationError) -> None:
        """Why a version cannot be restored as it was, field by field."""
        for name, faults in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else _label(self.opts, name)
            for fault in faults:
                text = format_html("{}: {}", label, fault) if label else fault
                self.message_user(request, text, messages.ERROR)

    def _entry(self, request, key):
        entry = self.get_object(request, str(key))
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def _own(self, view: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}")

    def _respond(self, request, entry, template: str, context: dict) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": entry,
            "subtitle": str(entry) if entry else None,
            "form_address": form_address(entry) if entry else self._own("changelist"),
            **context,
        }
        return TemplateResponse(request, template, context)


def _changes_what_is_published(now: Document, then: Document) -> bool:
    """Whether bringing back what was then would rewrite or delete a published part of today."""
    published = [
        place
        for place, record in now.records.items()
        if getattr(record, "status", None) == Publishable.Status.PUBLISHED
    ]
    today, before = (
        restorable(Document({p: document.records[p] for p in published if p in document.records}))
        for document in (now, then)
    )
    return bool(differences(today, before))


def _moment(text: str | None) -> datetime:
    """The moment that an address carries; Http404 if it is none."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise Http404 from error
    if moment.tzinfo is None:
        raise Http404
    return bounded_timestamp(moment)


def _label(opts, name: str) -> str:
    return capfirst(str(opts.get_field(name).verbose_name))
