"""What is answered while the database is out of reach."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

# In a request of which it is known already that the database does not answer.
DATABASE_OUT = "site.database_out"
RETRY_AFTER = "30"  # seconds


def refuse_without_database(get_response: Callable) -> Callable:
    """Have nobody wait for a database that is known to be out of reach; only /readyz asks on."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.META.get(DATABASE_OUT) and request.path != "/readyz":
            raise OperationalError("The database is out of reach.")
        return get_response(request)

    return answer


def server_error_page(request: HttpRequest) -> HttpResponse:
    """Answer what nobody caught: with 503 where it was the database's, else with 500."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    # Rendered without the request: what its context would bring along asks the database.
    html = render_to_string("503.html", {"is_of_staff": request.path.startswith("/admin/")})
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return HttpResponse(html, status=503, headers=headers)
