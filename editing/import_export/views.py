"""Tables out and in, for staff: a file, what it would change or what is wrong in it, and saving."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
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

from editing.import_export import reading, steps, writing
from editing.import_export.columns import TableColumns
from editing.import_export.models import TableImport
from editing.import_export.preview import show_preview
from editing.import_export.resources import TableResource
from publishing.entry_types import EntryType, tables

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IS_EXCEL = {"": False, "semicolon": True}  # CSV, by the separator that is asked for
Phase = TableImport.Phase


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table that you exported from here, as XLSX or CSV, up to 5 MB."),
    )


def export(request, table: str, ending: str) -> HttpResponse:
    """Return the table as a file, of the entries that the list on screen shows.

    ``?kind=event`` gives the activities of one kind, ``?separator=semicolon`` CSV for Excel; the
    rest of the query is that of the list.
    """
    resource, parameters = _table(request, table), request.GET.copy()
    kind, separator = "".join(parameters.pop("kind", [])), "".join(parameters.pop("separator", []))
    if separator not in IS_EXCEL or (kind and kind not in _kinds(resource.kind)):
        raise Http404
    if not _may(request, resource.kind, "view", kind):
        raise PermissionDenied
    entries = resource.entries()
    if kind:
        entries = entries.filter(kind=kind)
    if parameters:
        entries = entries.filter(pk__in=_listed(request, resource, kind, parameters).values("pk"))
    if ending == "csv":
        lines = writing.csv(resource, entries, IS_EXCEL[separator])
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    elif ending == "xlsx":
        response = FileResponse(writing.xlsx(resource, entries), content_type=XLSX)
    else:
        raise Http404
    name = f"{kind or table}-{timezone.localdate().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _listed(request, resource: TableColumns, kind: str, parameters) -> models.QuerySet:
    """Return what the list of the admin shows for a query; 404 if it shows nothing for such."""
    of_kinds = {proxy.only_kind: proxy for proxy in resource.model.__subclasses__()}
    model = of_kinds.get(kind, resource.model)
    request.GET = parameters
    try:
        shown = admin.site.get_model_admin(model).get_changelist_instance(request)
    except (IncorrectLookupParameters, NotRegistered) as error:
        raise Http404 from error
    return shown.queryset.order_by()


def upload(request, table: str) -> HttpResponse:
    """Take a file, and lead to what it would change."""
    resource = _table(request, table)
    _refuse_who_may_not_import(request, resource.kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = reading.read(resource, file.read(reading.MAX_BYTES + 1))
        except ValidationError as error:
            form.add_error("file", error)
        else:
            TableImport.forget_old()
            made = TableImport.begin(
                found.rows,
                table=table,
                user=request.user,
                file_name=file.name[:255],
                notices=found.notices,
            )
            return HttpResponseRedirect(reverse("import_export:progress", args=[table, made.pk]))
    context = {
        "form": form,
        "columns": [
            (resource.label(name), name, writing.explanation(resource, name))
            for name in resource.fields
        ],
        "unfinished": TableImport.objects.filter(table=table, user=request.user).only("file_name"),
    }
    return _respond(request, resource, "editing/import_export/upload.html", context)


def progress(request, table: str, key: int) -> HttpResponse:
    """Show how far an import is, what it would change or what is wrong; save it once confirmed."""
    resource = _table(request, table)
    _refuse_who_may_not_import(request, resource.kind)
    made = get_object_or_404(TableImport, pk=key, table=table, user=request.user)
    checked = TableImport.objects.filter(pk=key, phase=Phase.CHECKED)
    if request.method == "POST" and made.phase == Phase.CHECKED:
        if request.POST.get("checked_at") != made.checked_at or made.has_errors:
            _warn_changed(request)
        elif checked.update(phase=Phase.SAVING):
            made.phase = Phase.SAVING
    elif "again" in request.GET and checked.update(phase=Phase.CHECKING):
        made.check_again()
    number, was_saving = len(made.changed), made.phase == Phase.SAVING
    steps.proceed(made, resource)
    if not made.pk:
        message = ngettext("%(number)d entry was saved.", "%(number)d entries were saved.", number)
        messages.success(request, message % {"number": number})
        return HttpResponseRedirect(reverse("import_export:upload", args=[table]))
    if was_saving and made.phase != Phase.SAVING:
        _warn_changed(request)
    if made.phase == Phase.CHECKED:
        context = {"made": made, **show_preview(made, resource)}
        return _respond(request, resource, "editing/import_export/preview.html", context)
    context = {"made": made, "done": made.done, "total": made.total}
    response = _respond(request, resource, "editing/import_export/progress.html", context)
    response.headers["Refresh"] = "1"  # seconds
    return response


def _warn_changed(request) -> None:
    messages.warning(request, _("The site has changed in the meantime. Check the changes again."))


def _table(request, name: str) -> TableResource:
    """Return the table of a name, as the person may change it; 404 if there is none."""
    if name not in tables():
        raise Http404
    table = tables()[name]
    return TableResource(table, lambda e: _may(request, table, "publish", table.kind_of(e)))


def _kinds(table: EntryType) -> list[str]:
    """Return the kinds of which the entries of the table are, if they are of several."""
    return table.model.Kind.values if table.has_kinds else []


def _may(request, table: EntryType, action: str, kind: str = "") -> bool:
    """Return whether the person has a right to a table: to all its kinds, or one of them."""
    kinds = _kinds(table) or [table.model._meta.model_name]
    kinds = [kind] if kind in kinds else kinds
    app = table.model._meta.app_label
    return request.user.has_perms(f"{app}.{action}_{name}" for name in kinds)


def _refuse_who_may_not_import(request, table: EntryType) -> None:
    if not (_may(request, table, "add") and _may(request, table, "change")):
        raise PermissionDenied


def _respond(request, resource: TableColumns, template: str, context: dict) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import: %(table)s") % {"table": _(resource.table.title)},
        "table": resource.kind.plural,
        **context,
    }
    return TemplateResponse(request, template, context)
