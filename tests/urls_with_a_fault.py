"""The site, and an address at which it makes a mistake."""

from django.urls import path

from harghita_intl.urls import urlpatterns as of_the_site


def fault(request):
    raise RuntimeError("This is what was asked for.")


urlpatterns = [path("fault/", fault), *of_the_site]
