from django.conf import settings
from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Finds the language by address, else by Accept-Language; the admin's cookie is for the admin.

    Django's own reads that cookie everywhere, and says ``Vary: Cookie`` when it leads to
    an address with a language in it.
    """

    def process_request(self, request):
        if not request.path.startswith(settings.LANGUAGE_COOKIE_PATH):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if isinstance(response, self.response_redirect_class):
            varies = [name.strip() for name in response.headers.get("Vary", "").split(",")]
            others = [name for name in varies if name not in ("", "Cookie", "Accept-Language")]
            response.headers["Vary"] = ", ".join(["Accept-Language", *others])
        return response
