import re

from django.conf import settings
from django.middleware.locale import LocaleMiddleware

# What the site never asks of a browser, neither for itself nor for what might get into its pages.
PERMISSIONS_POLICY = ", ".join(
    f"{power}=()"
    for power in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
        *("fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
        *("payment", "picture-in-picture", "screen-wake-lock", "usb", "xr-spatial-tracking"),
    )
)


# Slots of 8 bytes: more than half of what Python then asks of the system at once.
STACK_SLOTS = 40_000


def one_piece_of_stack(get_response):
    """Answer requests on one long piece of Python's stack.

    It grows by pieces of 16 KB, and gives each back when a call returns from it: a template's loop
    that happens to stand at the end of one asks the system for memory thousands of times a page.
    """

    def answer(request):
        return get_response(request)

    answer.__code__ = answer.__code__.replace(co_stacksize=STACK_SLOTS)
    return answer


class ResponsePolicyMiddleware:
    """Says with every answer what it needs of a browser, and which sites may use it."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.is_for_others = re.compile(settings.CROSS_ORIGIN_URLS).match

    def __call__(self, request):
        response = self.get_response(request)
        users = "cross-origin" if self.is_for_others(request.path) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", users)
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html"):  # files ask for nothing
            response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class AdminCookiesMiddleware:
    """Outside of the admin no cookie is read; so none is set, and a page is the same for all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(settings.SESSION_COOKIE_PATH):
            request.COOKIES = {}
        return self.get_response(request)


class LanguageMiddleware(LocaleMiddleware):
    """Finds the language by address, else by Accept-Language; in the admin by a cookie, too.

    Django's own says ``Vary: Cookie`` when it leads to an address with a language in it.
    """

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if isinstance(response, self.response_redirect_class):
            varies = [name.strip() for name in response.headers.get("Vary", "").split(",")]
            others = [name for name in varies if name not in ("", "Cookie", "Accept-Language")]
            response.headers["Vary"] = ", ".join(["Accept-Language", *others])
        return response
