"""Figures for Prometheus, over all processes of the server; only where METRICS_TOKEN is set."""

import secrets
import time
from collections.abc import Callable, Iterable
from importlib import import_module

from django.conf import settings

from operations.backups.last_backup import last_backup


def counting_requests(application: Callable) -> Callable:
    """Count and time the application's answers; /metrics is for who has the token."""
    if not settings.METRICS_TOKEN:
        return application
    # Of the optional packages: pip install '.[metrics]'.
    prometheus, processes = map(
        import_module, ("prometheus_client", "prometheus_client.multiprocess")
    )
    registry = prometheus.CollectorRegistry()
    registry.register(LastBackup(prometheus.Metric))
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


class LastBackup:
    """Collects, whenever figures are asked for, when the last backup was made and its size."""

    def __init__(self, metric: type):
        self.metric = metric

    def collect(self) -> Iterable:
        """Yield two gauges; without a backup, their value is 0."""
        last = last_backup()
        figures = {
            "site_last_backup_timestamp_seconds": last.made.timestamp() if last else 0,
            "site_last_backup_bytes": last.size if last else 0,
        }
        for name, value in figures.items():
            metric = self.metric(
                name, "Of the last backup that succeeded; 0 if there is none.", "gauge"
            )
            metric.add_sample(name, {}, value)
            yield metric


KNOWN = {"GET", "HEAD", "POST", "OPTIONS"}


def _may_read(environ: dict) -> bool:
    given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
