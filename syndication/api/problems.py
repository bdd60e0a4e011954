"""What went wrong, as RFC 9457 has it: every fault under /api/ is answered in this one form."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext, gettext_lazy, override

from publishing.languages import LANGUAGE_CODES

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request cannot be understood"),
    404: gettext_lazy("There is nothing at this address"),
    405: gettext_lazy("This address is read-only"),
    410: gettext_lazy("This entry has been deleted"),
    422: gettext_lazy("Bad query"),
    500: gettext_lazy("Server error"),
    503: gettext_lazy("This page is not available at the moment"),
}
DETAILS = {
    404: gettext_lazy("The list of everything is at /api/v1/."),
    405: gettext_lazy("Use GET."),
    500: gettext_lazy("Try again later. The error has been logged."),
    503: gettext_lazy("Try again in a few minutes."),
}


# By the beginning of pydantic's type of an error; its context fills the gaps.
MESSAGES = {
    "missing": gettext_lazy("This parameter is required."),
    "literal_error": gettext_lazy("It must be %(expected)s."),
    "enum": gettext_lazy("It must be %(expected)s."),
    "int_": gettext_lazy("Enter a whole number."),
    "greater_than_equal": gettext_lazy("It must be %(ge)s or more."),
    "less_than_equal": gettext_lazy("It must be %(le)s or less."),
    "string_too_short": gettext_lazy("It must have at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("It must have at most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("It must have this form: %(pattern)s."),
}


class ApiError(Exception):
    """A fault of the question, to be answered by `problem`."""

    def __init__(self, status: int, detail: str, **more):
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def problem_response(status: int, detail: str = "", **more) -> JsonResponse:
    content = {
        "type": "about:blank",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": status,
        "detail": detail or str(DETAILS.get(status, "")),
        **more,
    }
    return JsonResponse(content, status=status, content_type=CONTENT_TYPE)


def field_errors(errors: list[dict]) -> list[dict[str, str]]:
    """Return which parameters are wrong, and why, from pydantic's errors."""
    return [{"name": str(error["loc"][-1]), "detail": _explain(error)} for error in errors]


def _explain(error: dict) -> str:
    """Return what is wrong with a value, in the active language."""
    for prefix, message in MESSAGES.items():
        if error["type"].startswith(prefix):
            return str(message) % error.get("ctx", {})
    return gettext("This value is not allowed.")


class ProblemMiddleware:
    """Under /api/: answers in the language asked for, every fault as a problem, HEAD as GET."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        requested = request.GET.get("lang")
        with override(requested if requested in LANGUAGE_CODES else get_language()):
            response = self._answer(request)
            response.headers["Content-Language"] = get_language()
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        method = request.method
        request.method = "GET" if method == "HEAD" else method  # the server leaves out the body
        repeated = [name for name, values in request.GET.lists() if len(values) > 1]
        if repeated:
            detail = gettext("The parameter “%(name)s” appears twice. Use it once.")
            return problem_response(422, detail % {"name": repeated[0]})
        response = self.get_response(request)
        request.method = method
        is_problem = response.headers.get("Content-Type") == CONTENT_TYPE
        if response.status_code < 400 or is_problem:
            return response
        answer = problem_response(response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                answer.headers[name] = response.headers[name]
        return answer
