"""What watches the site asks: whether this process lives, and whether it has all that it needs."""

import logging
import secrets
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from operations.backups.last_backup import last_backup
from operations.outage import DATABASE_OUT

TRIED = "readiness"  # the folder of what is stored to see whether anything can be
logger = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Return whether the process answers; without a database it still does, with cached pages."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Return whether everything works: 200, or 503 with what does not.

    ``backup`` is a warning only: ``old`` if the last is of more than a day ago, or ``none``.
    """
    is_out = request.META.get(DATABASE_OUT)
    found = {
        name: not (is_out and check in ASK_DATABASE) and _works(check)
        for name, check in CHECKS.items()
    }
    is_ready = all(found.values())
    report = {name: "ok" if works else "failed" for name, works in found.items()}
    last = last_backup()
    report["backup"] = "none" if last is None else "old" if last.is_old else "ok"
    return JsonResponse(report, status=200 if is_ready else 503)


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, the site is not ready
        logger.warning("not ready: %s", check.__name__, exc_info=True)
        return False


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """Return whether the database has each table and column that this version expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def storage() -> bool:
    """Return whether a file can be uploaded, and is then there."""
    name = default_storage.save(f"{TRIED}/{secrets.token_hex(8)}", ContentFile(b"ok"))
    try:
        with default_storage.open(name) as file:
            return file.read() == b"ok"
    finally:
        default_storage.delete(name)


CHECKS = {"database": database, "migrations": migrations, "storage": storage}
ASK_DATABASE = {database, migrations}
