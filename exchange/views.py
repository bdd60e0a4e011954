"""Tables out and in, for staff: a file, what it would change or what is wrong in it, and saving."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchange import files
from exchange.columns import SUBJECTS, Subject
from exchange.imports import Change, Import
from exchange.models import Upload
from history.diff import marked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 100  # entries that are in memory at once
SHOWN = 200  # changes and faults on the page; the rest is counted
TITLES = {
    "partners": gettext_lazy("Partner regions"),
    "decisions": gettext_lazy("Decisions"),
    "activities": gettext_lazy("Activities"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table as it was exported, in XLSX or CSV, of at most 5 MB."),
    )


def export(request, subject: str, ending: str) -> HttpResponse:
    """The table as a file. ``?kind=event`` gives the activities of one kind."""
    table = _subject(subject)
    entries = table.entries()
    kind = request.GET.get("kind")
    if kind:
        if subject != "activities" or kind not in table.model.Kind.values:
            raise Http404
        entries = entries.filter(kind=kind)
    if not all(request.user.has_perm(name) for name in _permissions(table, ["view"], kind)):
        raise PermissionDenied
    columns = table.columns
    rows = ([table.text(entry, name) for name in columns] for entry in entries.iterator(CHUNK))
    if ending == "csv":
        lines = files.csv_lines(columns, rows)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    elif ending == "xlsx":
        response = FileResponse(files.xlsx(columns, rows), content_type=XLSX)
    else:
        raise Http404
    name = f"{kind or subject}-{timezone.localdate().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def upload(request, subject: str) -> HttpResponse:
    """Takes a file, and leads to what it would change."""
    table = _subject(subject)
    _refuse_who_may_not_import(request, table)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(files.MAX_BYTES + 1)
            files.read(file.name, content)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            Upload.forget_old()
            kept = Upload.objects.create(
                subject=subject, user=request.user, name=file.name[:255], content=content
            )
            return HttpResponseRedirect(reverse("exchange:preview", args=[subject, kept.pk]))
    return _respond(request, table, "admin/exchange/upload.html", {"form": form})


def preview(request, subject: str, key: int) -> HttpResponse:
    """What a file would change, or all that is wrong in it; saves it once confirmed."""
    table = _subject(subject)
    _refuse_who_may_not_import(request, table)
    kept = get_object_or_404(Upload, pk=key, subject=subject, user=request.user)
    if request.method == "POST":
        with transaction.atomic():
            _let_nobody_write(table)
            found = _compared(request, table, kept)
            if not found.faults and request.POST.get("digest") == found.digest:
                return _save(request, table, kept, found)
        if not found.faults:
            messages.warning(
                request, _("What is on the site has changed meanwhile. Look at the changes again.")
            )
    else:
        found = _compared(request, table, kept)
    context = {
        "file": kept.name,
        "found": found,
        "faults": found.faults[:SHOWN],
        "more_faults": len(found.faults) - SHOWN,
        "changes": [_said(table, change) for change in found.changes[:SHOWN]],
        "more_changes": len(found.changes) - SHOWN,
        "new": sum(change.is_new for change in found.changes),
        "changed": sum(not change.is_new for change in found.changes),
    }
    return _respond(request, table, "admin/exchange/preview.html", context)


def _compared(request, table: Subject, kept: Upload) -> Import:
    columns, rows = files.read(kept.name, bytes(kept.content))
    return Import(table, columns, rows, lambda entry: _may_publish(request, table, entry))


def _let_nobody_write(table: Subject) -> None:
    """Has others wait with their changes until what is compared here is saved.

    SQLite has one writer at a time from the beginning of a transaction.
    """
    if connection.features.has_select_for_update:
        rows = table.model._base_manager.select_for_update().order_by("pk")
        list(rows.values_list("pk", flat=True))


def _save(request, table: Subject, kept: Upload, found: Import) -> HttpResponse:
    number = len(found.changes)
    found.save()
    kept.delete()
    message = ngettext("%(number)d entry was saved.", "%(number)d entries were saved.", number)
    messages.success(request, message % {"number": number})
    return HttpResponseRedirect(reverse("exchange:upload", args=[table.name]))


def _said(table: Subject, change: Change) -> dict:
    cells = [
        {
            "column": name,
            "label": table.label(name),
            "marked": marked(*(table.in_words(name, text) for text in cell)),
        }
        for name, cell in change.cells.items()
    ]
    return {
        "row": change.row,
        "is_new": change.is_new,
        "entry": "" if change.is_new else str(change.entry),
        "cells": cells,
    }


def _subject(name: str) -> Subject:
    if name not in SUBJECTS:
        raise Http404
    return SUBJECTS[name]


def _permissions(table: Subject, actions: list[str], kind: str | None = None) -> list[str]:
    """The permissions for actions on a table; on activities, for their kinds."""
    app = table.model._meta.app_label
    kinds = (
        table.model.Kind.values if table.name == "activities" else [table.model._meta.model_name]
    )
    if kind in kinds:
        kinds = [kind]
    return [f"{app}.{action}_{name}" for action in actions for name in kinds]


def _refuse_who_may_not_import(request, table: Subject) -> None:
    if not all(request.user.has_perm(name) for name in _permissions(table, ["add", "change"])):
        raise PermissionDenied


def _may_publish(request, table: Subject, entry) -> bool:
    kind = getattr(entry, "kind", None) if table.name == "activities" else None
    return all(request.user.has_perm(name) for name in _permissions(table, ["publish"], kind))


def _respond(request, table: Subject, template: str, context: dict) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import: %(table)s") % {"table": TITLES[table.name]},
        "subject": table,
        **context,
    }
    return TemplateResponse(request, template, context)
