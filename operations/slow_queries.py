"""Notes queries that take long: their text, without what was asked for in them."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger("site.queries")


def watch(connection: BaseDatabaseWrapper, **signal) -> None:
    """Have every query of a connection timed, also after it was opened anew."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable, sql: str, params, many: bool, context: dict):
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = round((time.perf_counter() - began) * 1000)
        if took >= settings.SLOW_QUERY_MS:
            logger.warning("slow query", extra={"facts": {"ms": took, "sql": str(sql)[:2000]}})
