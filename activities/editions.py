"""The next edition of an activity that comes back."""

from typing import Any

from django.utils.timezone import localdate

from publishing.languages import LANGUAGE_CODES, column
from publishing.periods.dates import Period


def make_next_edition(activity: Any) -> None:
    """Give it this year, or the year after a later one, in its period and in its titles."""
    year = activity.period.year if activity.period else None
    if not year or activity.period.recurrence:
        return
    following = max(localdate().year, year + 1)
    activity.period = Period.parse(str(following))
    for language in LANGUAGE_CODES:
        name = column("title", language)
        if title := getattr(activity, name):
            setattr(activity, name, title.replace(str(year), str(following)))
