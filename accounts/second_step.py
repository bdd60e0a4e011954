"""The pages of the second step: giving a code, setting the app up, and what there is to be kept."""

import re

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django_otp import login
from django_otp.plugins.otp_static.models import StaticDevice

from accounts import second_factor
from accounts.audit import Kind, note

TITLE = gettext_lazy("Two-step login")


class CodeForm(forms.Form):
    prefix = "step"  # a form of an entry may have a code, too

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=30,
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def clean_code(self) -> str:
        """As it is kept: people type codes in groups."""
        return re.sub(r"[\s-]", "", self.cleaned_data["code"]).lower()


def second_step(request: HttpRequest, context: dict, path: str = "") -> HttpResponse:
    """Whatever there is to be done now; leads to ``path`` when it is done, or to what is asked."""
    form = CodeForm(request.POST if "step-code" in request.POST else None)
    context = {**context, "title": TITLE, "next": path or _next(request), "form": form}
    if second_factor.is_taken(request.user):
        return _look_after(request, context)
    if second_factor.is_set_up(request.user):
        return _ask(request, context)
    return _set_up(request, context)


def _ask(request, context: dict) -> HttpResponse:
    if _is_right(request, context["form"], second_factor.accept):
        _take(request)
        return HttpResponseRedirect(context["next"])
    return TemplateResponse(request, "admin/accounts/second_step_ask.html", context)


def _set_up(request, context: dict) -> HttpResponse:
    if _is_right(request, context["form"], second_factor.confirm):
        _take(request)
        note(request, Kind.STEP_ADDED, request.user.get_username())
        return _show_codes(request, context)
    app = second_factor.app_of(request.user)
    context |= {"square": second_factor.square(app), "secret": second_factor.spelled(app)}
    context["may_wait"] = not second_factor.is_required(request.user)
    return TemplateResponse(request, "admin/accounts/second_step_set_up.html", context)


def _look_after(request, context: dict) -> HttpResponse:
    """New codes, or another app: for whoever has a code at hand, not for whoever finds the desk."""
    if "done" in request.POST:
        return HttpResponseRedirect(context["next"])
    if _is_right(request, context["form"], second_factor.accept):
        if "remove" not in request.POST:
            return _show_codes(request, context)
        second_factor.remove(request.user)
        request.user.otp_device = None
        note(request, Kind.STEP_REMOVED, request.user.get_username())
        return _set_up(request, context | {"form": CodeForm()})
    context["codes_left"] = second_factor.codes_left(request.user)
    return TemplateResponse(request, "admin/accounts/second_step_state.html", context)


def _show_codes(request, context: dict) -> HttpResponse:
    context["codes"] = second_factor.make_codes(request.user)
    note(request, Kind.CODES_MADE, request.user.get_username())
    desk = admin.site.each_context(request)  # asked anew: now the step is taken
    return TemplateResponse(request, "admin/accounts/second_step_codes.html", {**context, **desk})


def _is_right(request, form: CodeForm, check) -> bool:
    """Whether a code was sent, and ``check`` takes it; the form says so if not."""
    if not form.is_valid():
        return False
    device = check(request.user, form.cleaned_data["code"])
    if device is None:
        note(request, Kind.CODE_REFUSED, request.user.get_username())
        form.add_error(
            "code", gettext("The code is wrong, or was used already. Wait for the next one.")
        )
        return False
    request.user.otp_device = device
    return True


def _take(request) -> None:
    """The session is now that of somebody who has taken both steps, and has another key."""
    device = request.user.otp_device
    login(request, device)
    request.session.cycle_key()
    is_recovery = isinstance(device, StaticDevice)
    kind = Kind.RECOVERY if is_recovery else Kind.CODE_ACCEPTED
    note(request, kind, request.user.get_username())


def _next(request) -> str:
    address = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else reverse("admin:index")
