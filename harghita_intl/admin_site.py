"""The site of the admin: what was typed outlives the end of a session."""

import json
from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

KEPT = "_kept"  # the name of the input that carries what was typed through the login
TOKEN = "csrfmiddlewaretoken"


class Desk(admin.AdminSite):
    enable_nav_sidebar = False  # the first page leads everywhere; the languages need the width

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def keeping(request, *args, **options):
            if _is_form(request) and not self.has_permission(request):
                return self.log_in_again(request)
            return guarded(request, *args, **options)

        return update_wrapper(keeping, guarded)

    def log_in_again(self, request) -> TemplateResponse:
        """The login for somebody whose session ended while writing, with what was typed."""
        path = reverse("admin:login", current_app=self.name)
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "form": AdminAuthenticationForm(request),
            "app_path": path,
            "next": request.get_full_path(),
            "kept": json.dumps(_typed(request)),
        }
        return TemplateResponse(request, "admin/login.html", context)

    def login(self, request, extra_context=None):
        kept = request.POST.get(KEPT)
        response = super().login(request, {**(extra_context or {}), "kept": kept})
        if kept and response.status_code == 302:
            return self.go_on(request, response.url, json.loads(kept))
        return response

    def go_on(self, request, path: str, typed: list) -> TemplateResponse:
        """Leads back to the form in which it was typed. Saves nothing."""
        context = {**self.each_context(request), "title": _("Go on writing")}
        context |= {"path": path, "typed": typed}
        return TemplateResponse(request, "admin/go_on.html", context)


def refused(request, reason=""):
    """Keeps what a form of ours brought whose token was renewed by a login in another window.

    Only the browser itself can say that a request came from this site.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or not _is_form(request):
        return csrf.csrf_failure(request, reason)
    if not admin.site.has_permission(request):
        return admin.site.log_in_again(request)
    return admin.site.go_on(request, request.get_full_path(), _typed(request))


def _is_form(request: HttpRequest) -> bool:
    """Whether it brings the form of an entry: what else there is to send is quickly done again."""
    view = request.resolver_match.url_name or ""
    return request.method == "POST" and view.endswith(("_add", "_change"))


def _typed(request: HttpRequest) -> list[list[str]]:
    return [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and "password" not in name
    ]
