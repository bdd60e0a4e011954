"""Figures for Prometheus, over all processes of the server; only where METRICS_TOKEN is set."""

import secrets
import time
from collections.abc import Callable, Iterable
from importlib import import_module

from django.conf import settings


def counting_requests(application: Callable) -> Callable:
    """The application, its answers counted and timed; /metrics for who has the token."""
    if not settings.METRICS_TOKEN:
        return application
    # Of the optional packages: pip install '.[metrics]'.
    prometheus, processes = map(
        import_module, ("prometheus_client", "prometheus_client.multiprocess")
    )
    registry = prometheus.CollectorRegistry()
    processes.MultiProcessCollector(registry)
    seconds = prometheus.Histogram(
        "site_request_seconds", "Time until an answer begins.", ["method", "status"], registry=None
    )

    def counted(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/metrics" and _may_read(environ):
            start_response("200 OK", [("Content-Type", prometheus.CONTENT_TYPE_LATEST)])
            return [prometheus.generate_latest(registry)]
        began = time.perf_counter()

        def start(status, headers, exc_info=None):
            method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in KNOWN else "other"
            seconds.labels(method, status[:3]).observe(time.perf_counter() - began)
            return start_response(status, headers, exc_info)

        return application(environ, start)

    return counted


KNOWN = {"GET", "HEAD", "POST", "OPTIONS"}


def _may_read(environ: dict) -> bool:
    given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
