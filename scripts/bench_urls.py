"""Bare views: two queries and one plain template each, which says what the site's own page says.

No inheritance, includes or tags of ours, no middleware; what would take more queries is left out.
"""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from activities.models import Activity
from decisions.models import Kind
from partners.filters import SORTS
from partners.models import PartnerRegion

COMMON = {
    "site": settings.SITE_URL,
    "title": "Bare views of Harghita County",
    "summary": "The same words in one plain template, for the sake of comparison, from two queries",
    "languages": [("ro", "Română"), ("hu", "Magyar"), ("en", "English")],
    "menu": ["About", "Aims", "Representation", "Department", "Contact", "Accessibility"],
    "shapes": "/static/img/map.svg",
    "institution": "Harghita County Council",
    "feed": "Feed",
    "follow": ["What a reader of feeds is told here takes about three lines on the page. " * 3] * 3,
}


class Filter(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    country = forms.ChoiceField(choices=[(code, f"Land {code}") for code in "ABCDEFG"])
    kind = forms.ChoiceField(choices=Kind.choices)
    sort = forms.ChoiceField(choices=list(SORTS.items()))


def table(request):
    partners = PartnerRegion.objects.prefetch_related("decisions")[:19]
    context = {**COMMON, "partners": partners, "form": Filter(), "frames": ["Europe", "Hungary"]}
    return render(request, "table.html", context)


def partner(request, pk):
    shown = PartnerRegion.objects.get(pk=pk)
    activities = Activity.objects.filter(partners=pk)
    return render(request, "partner.html", {**COMMON, "partner": shown, "activities": activities})


urlpatterns = [
    path("table/", table, name="table"),
    path("partner/<int:pk>/", partner, name="partner"),
    path("healthz", lambda request: HttpResponse("ok")),
]
