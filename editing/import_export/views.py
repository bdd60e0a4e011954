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

from activities.models import Activity
from editing.import_export import reading, steps, writing
from editing.import_export.models import ImportedRow, TableImport
from editing.import_export.preview import show_preview, show_progress
from editing.import_export.resources import TABLES, TableResource

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IS_EXCEL = {"": False, "semicolon": True}  # CSV, by the separator that is asked for
Phase, State = TableImport.Phase, ImportedRow.State


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table as it was exported, in XLSX or CSV, of at most 5 MB."),
    )


def export(request, table: str, ending: str) -> HttpResponse:
    """Return the table as a file, of the entries that the list on screen shows.

    ``?kind=event`` gives the activities of one kind, ``?separator=semicolon`` CSV for Excel; the
    rest of the query is that of the list.
    """
    resource, asked = _table(table)(), request.GET.copy()
    kind, separator = "".join(asked.pop("kind", [])), "".join(asked.pop("separator", []))
    if separator not in IS_EXCEL or (kind and not _is_kind(resource, kind)):
        raise Http404
    if not all(request.user.has_perm(name) for name in _permissions(resource, ["view"], kind)):
        raise PermissionDenied
    entries = resource.entries()
    if kind:
        entries = entries.filter(kind=kind)
    if asked:
        entries = entries.filter(pk__in=_listed(request, resource, kind, asked).values("pk"))
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


def _listed(request, resource: TableResource, kind: str, asked) -> models.QuerySet:
    """Return what the list of the admin shows for a query; 404 if it shows nothing for such."""
    of_kinds = {proxy.only_kind: proxy for proxy in Activity.__subclasses__()}
    model = of_kinds.get(kind, resource.model)
    request.GET = asked
    try:
        shown = admin.site.get_model_admin(model).get_changelist_instance(request)
    except (IncorrectLookupParameters, NotRegistered) as error:
        raise Http404 from error
    return shown.queryset.order_by()


def upload(request, table: str) -> HttpResponse:
    """Take a file, and lead to what it would change."""
    resource = _table(table)()
    _refuse_who_may_not_import(request, resource)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = reading.read(resource, file.read(reading.MAX_BYTES + 1))
        except ValidationError as error:
            form.add_error("file", error)
        else:
            TableImport.forget_old()
            made = TableImport.objects.create(
                table=table, user=request.user, file_name=file.name[:255], notices=found.notices
            )
            steps.store(made, found)
            return HttpResponseRedirect(reverse("import_export:progress", args=[table, made.pk]))
    context = {
        "form": form,
        "columns": [
            (resource.label(name), name, writing.explanation(resource, name))
            for name in resource.columns
        ],
        "unfinished": TableImport.objects.filter(table=table, user=request.user),
    }
    return _respond(request, resource, "editing/import_export/upload.html", context)


def progress(request, table: str, key: int) -> HttpResponse:
    """Show how far an import is, what it would change or what is wrong; save it once confirmed."""
    resource = _table(table)()
    _refuse_who_may_not_import(request, resource)
    resource.may_publish = lambda entry: _may_publish(request, resource, entry)
    made = get_object_or_404(TableImport, pk=key, table=table, user=request.user)
    if request.method == "POST" and made.phase == Phase.CHECKED:
        if request.POST.get("checked_at") == made.checked_at and not _has_errors(made):
            made.phase = Phase.SAVING
            made.save()
        else:
            _say_changed(request)
    elif made.phase == Phase.CHECKED and "again" in request.GET:
        made.rows.update(state=State.READ)
        made.phase = Phase.CHECKING
    number = made.rows.filter(state__in=[State.NEW, State.CHANGED, State.SAVED]).count()
    was_saving = made.phase == Phase.SAVING
    steps.proceed(made, resource)
    if not made.pk:
        message = ngettext("%(number)d entry was saved.", "%(number)d entries were saved.", number)
        messages.success(request, message % {"number": number})
        return HttpResponseRedirect(reverse("import_export:upload", args=[table]))
    if was_saving and made.phase != Phase.SAVING:
        _say_changed(request)
    if made.phase == Phase.CHECKED:
        return _respond(
            request, resource, "editing/import_export/preview.html", show_preview(made, resource)
        )
    response = _respond(
        request, resource, "editing/import_export/progress.html", show_progress(made)
    )
    response.headers["Refresh"] = "1"  # seconds
    return response


def _say_changed(request) -> None:
    messages.warning(
        request, _("What is on the site has changed meanwhile. Look at the changes again.")
    )


def _has_errors(made: TableImport) -> bool:
    return made.rows.filter(state=State.INVALID).exists()


def _table(name: str) -> type[TableResource]:
    if name not in TABLES:
        raise Http404
    return TABLES[name]


def _is_kind(resource: TableResource, kind: str) -> bool:
    return resource.name == "activities" and kind in Activity.Kind.values


def _permissions(resource: TableResource, actions: list[str], kind: str = "") -> list[str]:
    """Return the permissions for actions on a table; on activities, for their kinds."""
    app = resource.model._meta.app_label
    is_of_kinds = resource.name == "activities"
    kinds = Activity.Kind.values if is_of_kinds else [resource.model._meta.model_name]
    if _is_kind(resource, kind):
        kinds = [kind]
    return [f"{app}.{action}_{name}" for action in actions for name in kinds]


def _refuse_who_may_not_import(request, resource: TableResource) -> None:
    if not all(request.user.has_perm(name) for name in _permissions(resource, ["add", "change"])):
        raise PermissionDenied


def _may_publish(request, resource: TableResource, entry) -> bool:
    kind = entry.kind if resource.name == "activities" else ""
    return all(request.user.has_perm(name) for name in _permissions(resource, ["publish"], kind))


def _respond(request, resource: TableResource, template: str, context: dict) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import: %(table)s") % {"table": resource.title},
        "table": resource.name,
        **context,
    }
    return TemplateResponse(request, template, context)
