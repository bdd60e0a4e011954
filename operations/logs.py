"""The log: a line of JSON for whatever happens."""

import json
import logging
import re
import threading
import time
import traceback
from datetime import UTC, datetime

from operations.request_ids import request_id

MAIL_AGAIN_AFTER = 600  # seconds
# Whoever knows such an address is let in: to a draft, to another password.
WITH_KEY = re.compile(r"^(/+(?:preview|admin/(?:password-reset|invitation))/).+", re.DOTALL)


def redact_tokens(path: str) -> str:
    """Return the path of a URL as it may be noted: of a preview, only that it is one."""
    return WITH_KEY.sub(r"\1…", path)


class JSONFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, request; more where a record has facts."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id.get():
            line["request"] = name
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line | getattr(record, "facts", {}), ensure_ascii=False, default=str)


class WithoutKeys(logging.Filter):
    """Takes keys out of the paths that records name."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            redacted = (redact_tokens(arg) if isinstance(arg, str) else arg for arg in record.args)
            record.args = tuple(redacted)
        return True


def _location(exc_info) -> tuple[str, int | None] | None:
    """File and line that raised what a record tells of, or None."""
    frames = traceback.extract_tb(exc_info[2]) if exc_info else []
    return (frames[-1].filename, frames[-1].lineno) if frames else None


class ThrottleFilter(logging.Filter):
    """Lets through one record of a kind in ten minutes: it is enough to be mailed of it once.

    Of a kind are records of the same words, and faults of the same class at the same place.
    """

    def __init__(self):
        super().__init__()
        self.seen: dict[tuple, float] = {}
        self.lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        server_error_page = record.exc_info and record.exc_info[0]
        kind = (record.name, record.msg, server_error_page, _location(record.exc_info))
        now = time.monotonic()
        with self.lock:
            is_known = now - self.seen.get(kind, -MAIL_AGAIN_AFTER) < MAIL_AGAIN_AFTER
            if not is_known:
                self.seen[kind] = now
        return not is_known


def configuration(form: str) -> dict:
    """Return where lines go, for `logging.config`: to the console; errors to ADMINS, too."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "operations.logs.JSONFormatter"},
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "filters": {
            "seldom": {"()": "operations.logs.ThrottleFilter"},
            "without_keys": {"()": "operations.logs.WithoutKeys"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["without_keys"],
            },
            "mail": {
                "class": "django.utils.log.AdminEmailHandler",
                "reporter_class": "operations.mailing.TerseReporter",
                "formatter": "json",
                "filters": ["seldom", "without_keys"],
                "level": "ERROR",
            },
        },
        "root": {"handlers": ["console", "mail"], "level": "WARNING"},
        "loggers": {
            "site": {"level": "INFO"},
            "django": {"level": "WARNING"},  # without its own mail
            "django.request": {"level": "ERROR"},  # what is not found is no news
        },
    }
