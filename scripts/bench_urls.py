"""A bare view: two queries and a template, of about as many bytes as the site's own page."""

from bench_apps import SIZES
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from activities.models import Activity
from partners.models import PartnerRegion

TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for partner in partners %}"
    "<tr><th>{{ partner.name }}</th><td>{{ partner.address }}</td><td>{{ partner.seat }}</td></tr>"
    "{% endfor %}</table>{% for activity in activities %}<p>{{ activity.title }}</p>{% endfor %}"
    "<p>{{ filling }}</p>"
)


def view(request, size):
    context = {
        "title": "Bare",
        "partners": PartnerRegion.objects.all()[:19],
        "activities": Activity.objects.all()[:19],
        "filling": "x" * size,
    }
    return HttpResponse(TEMPLATE.render(context, request))


urlpatterns = [path(f"{name}/", view, {"size": size - 4000}) for name, size in SIZES.items()] + [
    path("healthz", lambda request: HttpResponse("ok"))
]
