"""Takes a past version of an entry back from the public, and gives it back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editing.admin.urls import admin_url, entry_or_404
from history.models import WithheldVersion
from history.public_versions import all_versions
from publishing.models import Entry


class WithholdForm(forms.ModelForm):
    """What the public is told, and why."""

    class Meta:
        model = WithheldVersion
        fields = ["ground", "reason"]


def may_withhold(model_admin, request) -> bool:
    """Return whether the person may take back what the public saw: whoever publishes."""
    is_shown_in_versions = issubclass(model_admin.model, Entry)
    return is_shown_in_versions and model_admin.rights(request).may("publish")


def describe_public_versions(model_admin, request, entry, history) -> dict:
    """Return what the history says of past versions that the public saw, newest first."""
    if not may_withhold(model_admin, request):
        return {"past_versions": []}
    versions = all_versions(model_admin.model, entry.pk, history)[::-1]
    return {
        "past_versions": [version for version in versions if version.until],
        "withhold": admin_url(entry, "withhold"),
        "withhold_form": WithholdForm(),
    }


def withhold_view(model_admin, request, key):
    """Withhold a version, or show it again, as the button that was pressed says."""
    entry = entry_or_404(model_admin, request, key)
    if request.method != "POST" or not may_withhold(model_admin, request):
        raise PermissionDenied
    code = request.POST.get("version", "")
    versions = all_versions(model_admin.model, entry.pk)
    version = next((v for v in versions if v.until and v.code == code), None)
    if version is None:
        message = _(
            "Choose a past version. To change what is public today, edit the entry or take it down."
        )
        messages.error(request, message)
    elif "show" in request.POST:
        WithheldVersion.objects.of(entry).filter(code=code).delete()
        model_admin.log_change(request, entry, _("Version %s is public again.") % code)
        messages.success(request, _("The version is public again."))
    else:
        _withhold(model_admin, request, entry, version)
    return HttpResponseRedirect(admin_url(entry, "history"))


def _withhold(model_admin, request, entry, version) -> None:
    form = WithholdForm(request.POST)
    if not form.is_valid():
        message = _("Choose what visitors are told, and give the reason for your colleagues.")
        messages.error(request, message)
        return
    WithheldVersion.objects.update_or_create(
        prefix=entry.type_prefix,
        key=entry.pk,
        code=version.code,
        defaults={**form.cleaned_data, "by": request.user},
    )
    model_admin.log_change(request, entry, _("Version %s was withheld.") % version.code)
    messages.success(request, _("The version is withheld."))


VIEWS = {"withhold": ("<key:key>/withhold/", withhold_view)}
