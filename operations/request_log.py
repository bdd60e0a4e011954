"""Every request has a name: in its answer, and in each line of the log that was written for it."""

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable
from itertools import count

from django.conf import settings

from accounts.clients import ip_in, network_of
from operations.logs import redact_tokens
from operations.request_ids import request_id

GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
logger = logging.getLogger("site.requests")


def log_requests(application: Callable) -> Callable:
    """Wrap the application: take the request's id from a proxy, or give one."""
    log_all, slow = settings.LOG_REQUESTS, settings.SLOW_REQUEST_MS / 1000
    # Of this process, and counted in it: quicker than chance for every request.
    process, numbers = secrets.token_hex(4), count()

    def name_of(environ: dict) -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        return given if GIVEN.fullmatch(given) else f"{process}{next(numbers):08x}"

    def named(environ: dict, start_response: Callable) -> Iterable[bytes]:
        name = name_of(environ)
        request_id.set(name)
        began = time.perf_counter()

        def start(status, headers, exc_info=None):
            took = time.perf_counter() - began
            if log_all or took > slow:
                _log(environ, status, took)
            return start_response(status, [*headers, ("X-Request-ID", name)], exc_info)

        return application(environ, start)

    return named


def _log(environ: dict, status: str, took: float) -> None:
    """Log neither what was searched for nor who asked: of the address, only its network.

    Nor what in a path opens a preview or sets a password: who reads a log could use it.
    """
    facts = {
        "method": environ["REQUEST_METHOD"],
        "path": redact_tokens(environ.get("PATH_INFO", "")),
        "status": int(status[:3]),
        "ms": round(took * 1000),
        "network": network_of(ip_in(environ)),
    }
    logger.info("%(method)s %(path)s %(status)s", facts, extra={"facts": facts})
