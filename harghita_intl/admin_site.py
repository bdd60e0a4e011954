"""The site of the admin: who may enter, and that what was typed outlives the end of a session."""

import json
from functools import update_wrapper

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache

from accounts import browsers, second_factor
from accounts.audit import Kind, log_audit
from accounts.login import LoginForm
from accounts.second_step import second_step, take
from editing.dashboard.content import content_first
from editing.dashboard.entry_choices import entry_choices
from publishing.naming import current_names
from publishing.periods.views import period_echo

TYPED_INPUT = "_typed"  # the name of the input that carries what was typed through the login
TOKEN = "csrfmiddlewaretoken"


class AdminSite(admin.AdminSite):
    enable_nav_sidebar = False  # the first page leads everywhere; the languages need the width
    login_form = LoginForm

    def get_urls(self):
        return [
            path("second-step/", self.second_step, name="second_step"),
            path("entries/", self.admin_view(entry_choices), name="entry_choices"),
            path("period/", self.admin_view(period_echo), name="period_echo"),
            *super().get_urls(),
        ]

    def has_permission(self, request) -> bool:
        """Let in staff who took each step of the login. Every page of the admin asks this."""
        return super().has_permission(request) and not second_factor.is_missing(request.user)

    def _waits(self, request) -> bool:
        """Return whether somebody of staff gave the password, and the second step is next."""
        return super().has_permission(request) and second_factor.is_missing(request.user)

    def get_app_list(self, request, app_label=None):
        return content_first(super().get_app_list(request, app_label))

    def each_context(self, request) -> dict:
        return {**super().each_context(request), "site_header": current_names().site}

    def index(self, request, extra_context=None):
        """Answer a HEAD, by which a form asks whether the site can be reached, without a body."""
        if request.method == "HEAD":
            return HttpResponse()
        return super().index(request, extra_context)

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def with_typed(request, *args, **options):
            if self.has_permission(request):
                return guarded(request, *args, **options)
            if _is_form(request):
                return self.log_in_again(request)
            if "leave" in request.POST:
                # Of a page that is gone. The login that it was led to would send the token of now,
                # perhaps after that of a login by hand.
                return HttpResponse(status=204)
            return guarded(request, *args, **options)

        return update_wrapper(with_typed, guarded)

    def log_in_again(self, request) -> HttpResponse:
        """Show the login to somebody whose session ended while writing, with what was typed."""
        typed_json = json.dumps(_typed(request))
        if self._waits(request):
            return self._ask_for_second_step(request, request.get_full_path(), typed_json)
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "form": LoginForm(request),
            "app_path": reverse("admin:login", current_app=self.name),
            "next": request.get_full_path(),
            "typed_json": typed_json,
        }
        return TemplateResponse(request, "admin/login.html", context)

    def login(self, request, extra_context=None):
        if request.method == "GET" and self._waits(request):
            return self._ask_for_second_step(request, request.GET.get("next", ""))
        typed_json = request.POST.get(TYPED_INPUT)
        response = super().login(request, {**(extra_context or {}), "typed_json": typed_json})
        form = getattr(response, "context_data", {}).get("form")  # of OPTIONS there is none
        if response.status_code == 200 and form and (wait := form.wait):
            response.status_code = 429
            response.headers["Retry-After"] = str(wait)
        is_in = response.status_code == 302
        device = is_in and browsers.trusted_device(request, request.user)
        if device and second_factor.is_missing(request.user):
            take(request, device, Kind.TRUSTED)
        return self._lead_on(request, response)

    @method_decorator(never_cache)
    def second_step(self, request) -> HttpResponse:
        if not super().has_permission(request):
            return HttpResponseRedirect(reverse("admin:login", current_app=self.name))
        context = {**self.each_context(request), "typed_json": request.POST.get(TYPED_INPUT)}
        return self._lead_on(request, second_step(request, context))

    def _lead_on(self, request, response: HttpResponse) -> HttpResponse:
        """Lead from a step of the login that went well to the next one, or to what was typed."""
        if request.method != "POST" or response.status_code != 302:
            return response
        typed_json = request.POST.get(TYPED_INPUT)
        if second_factor.is_missing(request.user):
            return self._ask_for_second_step(request, response.url, typed_json)
        if typed := _parsed(typed_json):
            response = self.go_on(request, response.url, typed)
        device = getattr(request.user, "otp_device", None) if "trust" in request.POST else None
        browsers.remember(request, response, request.user, device)
        return response

    def _ask_for_second_step(
        self, request, path: str, typed_json: str | None = None
    ) -> HttpResponse:
        url = reverse("admin:second_step", current_app=self.name)
        url += f"?{urlencode({'next': path})}"
        if not typed_json:
            return HttpResponseRedirect(url)
        return second_step(request, {**self.each_context(request), "typed_json": typed_json}, path)

    def password_change(self, request, extra_context=None):
        response = super().password_change(request, extra_context)
        if response.status_code == 302:
            log_audit(request, Kind.PASSWORD, request.user.get_username())
        return response

    def go_on(self, request, path: str, typed: list) -> TemplateResponse:
        """Lead back to the form in which it was typed, without saving."""
        context = {**self.each_context(request), "title": _("Back to the form")}
        context |= {"path": path, "typed": typed}
        return TemplateResponse(request, "admin/go_on.html", context)


def refused(request, reason=""):
    """Keep what a form of ours brought whose token was renewed by a login in another window.

    Only the browser itself can say that a request came from this site.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or not _is_form(request):
        return csrf.csrf_failure(request, reason)
    if not admin.site.has_permission(request):
        return admin.site.log_in_again(request)
    return admin.site.go_on(request, request.get_full_path(), _typed(request))


def _is_form(request: HttpRequest) -> bool:
    """Return whether it brings the form of an entry: all else is quickly done again."""
    view = request.resolver_match.url_name or ""
    return request.method == "POST" and view.endswith(("_add", "_change"))


def _parsed(text: str | None) -> list[list[str]]:
    """Return what was typed, as it was carried along; [] if it is not what the site had written."""
    try:
        return [[name, value] for name, value in json.loads(text or "[]")]
    except (TypeError, ValueError):
        return []


def _typed(request: HttpRequest) -> list[list[str]]:
    return [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and "password" not in name
    ]
