"""Answers the page of a form, which asks now and then who else has it open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from editing.presence.models import OpenForm
from publishing.people import full_name


def open_view(model_admin, request, key) -> HttpResponseBase:
    """Note who has the form open, or is leaving it; answer with a sentence for each of the others.

    It reads the entry without the lock of who saves it.
    """
    entry = get_object_or_404(model_admin.get_queryset(request), pk=key)
    if request.method != "POST" or not model_admin.rights(request).may_change():
        raise PermissionDenied
    if "leave" in request.POST:
        OpenForm.objects.record_leaving(entry, request.user)
        return HttpResponse(status=204)
    OpenForm.objects.record(entry, request.user)
    others = OpenForm.objects.others(entry, request.user)
    return JsonResponse({"others": [_sentence(form) for form in others]})


def _sentence(form: OpenForm) -> str:
    times = {"name": full_name(form.user), "time": time_format(localtime(form.since).time())}
    return _("%(name)s also has this entry open since %(time)s.") % times


VIEWS = {"open": ("<key:key>/open/", open_view)}
