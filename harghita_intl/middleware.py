from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Finds the language by address, else by Accept-Language; the admin's cookie is for the admin.

    Django's own also says ``Vary: Cookie`` when it leads to an address with a language in it. No
    public address depends on a cookie: the language cookie's path is that of the admin.
    """

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if isinstance(response, self.response_redirect_class):
            response.headers["Vary"] = "Accept-Language"
        return response
