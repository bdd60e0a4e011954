"""The site, and an address at which it makes a mistake."""

from django.urls import path

from harghita_intl.urls import urlpatterns as of_the_site


def error(request):
    raise RuntimeError("This is what was asked for.")


urlpatterns = [path("fault/", error), *of_the_site]
