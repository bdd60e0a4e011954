"""The pages of the second step: giving a code or a passkey, setting them up, looking after them."""

import time

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django_otp import login
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts import passkeys, second_factor
from accounts.audit import Kind, log_audit
from accounts.code_form import CodeForm
from accounts.login import come_back
from accounts.mail import mail_user
from accounts.throttle import throttle_code

TITLE = gettext_lazy("Two-step login")
PROVEN = "proven"  # in the session: when somebody has shown again that it is them
PROVEN_FOR = 600  # seconds


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
    if device := _shown(request, context["form"]):
        take(request, device)
        return HttpResponseRedirect(context["next"])
    return TemplateResponse(
        request, "admin/accounts/second_step_ask.html", _what_there_is(request, context)
    )


def _set_up(request, context: dict) -> HttpResponse:
    if device := _added(request, context["form"]):
        take(request, device)
        return _show_codes(request, context)
    context["may_wait"] = not second_factor.is_missing(request.user)
    return _page_to_set_up(request, context)


def _look_after(request, context: dict) -> HttpResponse:
    """Give new codes, another app or passkey to whoever shows again that it is them."""
    if "done" in request.POST:
        return HttpResponseRedirect(context["next"])
    if "add" in request.POST and time.time() - request.session.get(PROVEN, 0) < PROVEN_FOR:
        if _added(request, context["form"]):
            return HttpResponseRedirect(reverse("admin:second_step"))
        return _page_to_set_up(request, context)
    if _shown(request, context["form"]):
        return _change(request, {**context, "form": CodeForm()})
    context["codes_left"] = second_factor.codes_left(request.user)
    context["passkeys"] = second_factor.passkeys_of(request.user)
    return TemplateResponse(
        request, "admin/accounts/second_step_state.html", _what_there_is(request, context)
    )


def _change(request, context: dict) -> HttpResponse:
    choice = request.POST.get("choice")
    if choice == "more":
        request.session[PROVEN] = int(time.time())
        return _page_to_set_up(request, context)
    if choice != "remove":
        return _show_codes(request, context)
    second_factor.remove(request.user)
    request.user.otp_device = None
    log_audit(request, Kind.STEP_REMOVED, request.user.get_username())
    return _set_up(request, context)


def _show_codes(request, context: dict) -> HttpResponse:
    context["codes"] = second_factor.make_codes(request.user)
    log_audit(request, Kind.CODES_MADE, request.user.get_username())
    # The frame is asked for anew: now the step is taken.
    return TemplateResponse(
        request,
        "admin/accounts/second_step_codes.html",
        {**context, **admin.site.each_context(request)},
    )


def _what_there_is(request, context: dict) -> dict:
    """Add what can be given: a code of the app, a passkey."""
    if second_factor.passkeys_of(request.user):
        context["options"] = passkeys.ask_for_known(request)
    context["trusted_days"] = settings.TRUSTED_DAYS
    return context | {"has_app": second_factor.has_app(request.user)}


def _page_to_set_up(request, context: dict) -> HttpResponse:
    """Show what there is to be set up: an app, unless one is in use, and a passkey."""
    context["is_more"] = second_factor.is_taken(request.user)
    context["has_app"] = second_factor.has_app(request.user)
    if not context["has_app"]:
        app = second_factor.app_of(request.user)
        context |= {"qr_code": second_factor.qr_code(app), "secret": second_factor.spelled(app)}
        context["app_link"] = app.config_url
    context["options"] = passkeys.ask_for_new(request)
    return TemplateResponse(request, "admin/accounts/second_step_set_up.html", context)


def _added(request, form: CodeForm) -> Device | None:
    """Return what was set up by the form that was sent, if one was; the form says what is wrong."""
    if not form.is_valid():
        return None
    user, answer = request.user, form.cleaned_data["passkey"]
    if answer:
        device = passkeys.add(request, answer)
    else:
        device = second_factor.confirm(user, form.cleaned_data["code"])
    if device is None:
        form.add_error("code", _wrong(answer))
    else:
        kind = Kind.PASSKEY_ADDED if answer else Kind.STEP_ADDED
        log_audit(request, kind, user.get_username())
    return device


def _shown(request, form: CodeForm) -> Device | None:
    """Return what was shown by the form that was sent, if one was; the form says what is wrong.

    Nobody can guess a passkey: that of somebody whose codes others are guessing is never refused.
    """
    if not form.is_valid():
        return None
    if answer := form.cleaned_data["passkey"]:
        device = passkeys.accept(request, answer)
    else:
        device = _accepted(request, form)
    if device is None and not form.errors:
        log_audit(request, Kind.CODE_REFUSED, request.user.get_username())
        form.add_error("code", _wrong(answer))
    return device


def _accepted(request, form: CodeForm) -> Device | None:
    user, code = request.user, form.cleaned_data["code"]
    throttle = throttle_code(request, user, second_factor.kind_of(code))
    if not throttle.begin():
        message = gettext("There were too many wrong codes.") + " " + come_back(throttle.wait)
        form.add_error("code", message)
        return None
    device = second_factor.accept(user, code)
    if device is not None:
        throttle.succeed()
    elif throttle.reached():
        mail_user(user, "admin/accounts/wrong_codes.txt", {})
    return device


def _wrong(answer: str) -> str:
    if answer:
        return gettext("That passkey does not work here. Try again, or enter a code.")
    return gettext("The code is wrong or has already been used. Wait for the next one.")


def take(request, device: Device, kind: Kind | None = None) -> None:
    """Make the session that of somebody who has taken both steps, and give it another key."""
    login(request, device)
    request.session.cycle_key()
    kinds = {StaticDevice: Kind.RECOVERY, WebAuthnCredential: Kind.PASSKEY}
    kind = kind or kinds.get(type(device), Kind.CODE_ACCEPTED)
    log_audit(request, kind, request.user.get_username())


def _next(request) -> str:
    next_url = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        next_url, {request.get_host()}, require_https=request.is_secure()
    )
    return next_url if is_ours else reverse("admin:index")
