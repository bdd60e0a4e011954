"""Numbers that come from outside, bounded before a database is asked for them."""

import re
from datetime import UTC, datetime

from django.urls.converters import IntConverter

KEY = r"[0-9]{1,9}"
_KEY = re.compile(KEY)
MIN_TIMESTAMP = datetime(1, 1, 3, tzinfo=UTC)
MAX_TIMESTAMP = datetime(9999, 12, 29, tzinfo=UTC)  # in any zone it is a time


class KeyConverter(IntConverter):
    """The key of a row in a path; what no database has is not found."""

    regex = KEY


def key_or_none(text: str | None) -> int | None:
    """Return the key that the text is; None if it is none that a database takes."""
    return int(text) if text and _KEY.fullmatch(text) else None


def bounded_timestamp(timestamp: datetime) -> datetime:
    """Return the timestamp, moved to where every zone of the earth can say it."""
    try:
        shifted = timestamp.astimezone(UTC)
    except OverflowError:
        shifted = MIN_TIMESTAMP if timestamp.year < 5000 else MAX_TIMESTAMP
    return min(max(shifted, MIN_TIMESTAMP), MAX_TIMESTAMP)
