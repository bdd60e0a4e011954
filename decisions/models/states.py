"""What holds today of an agreement: said once in Python and once in SQL, from its days alone.

``first_day`` is the earliest day on which it may have come into force, ``end_from`` and ``end_by``
are the first and last day on which it may have come to its end; each may be unknown. Of an end that
is known to the year only, the agreement is in force before that year, "about to end" within it, and
at its end after it.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    FUTURE = "future", pgettext_lazy("state of an agreement", "not yet in force")
    IN_FORCE = "in_force", pgettext_lazy("state of an agreement", "in force")
    ENDING = "ending", pgettext_lazy("state of an agreement", "about to end")
    EXPIRED = "expired", pgettext_lazy("state of an agreement", "expired")
    ENDED = "ended", pgettext_lazy("state of an agreement", "ended")
    UNKNOWN = "unknown", pgettext_lazy("state of an agreement", "not known since when")


CURRENT = (State.IN_FORCE, State.ENDING)
FORMER = (State.EXPIRED, State.ENDED)


def state_on(agreement: Any, day: date) -> State:
    """Return the state of an agreement on a day."""
    if agreement.end_by and agreement.end_by < day:
        return State.ENDED if agreement.ended_on else State.EXPIRED
    if agreement.first_day is None:
        return State.UNKNOWN
    if agreement.first_day > day:
        return State.FUTURE
    if agreement.end_from and agreement.end_from <= day:
        return State.ENDING
    return State.IN_FORCE


def in_state_on(state: str, day: date) -> Q:
    """Return the condition of being in a state on a day."""
    is_over, has_begun = Q(end_by__lt=day), current_on(day)
    lasts = Q(end_by=None) | Q(end_by__gte=day)
    return {
        State.FUTURE: Q(first_day__gt=day) & lasts,
        State.IN_FORCE: has_begun & (Q(end_from=None) | Q(end_from__gt=day)),
        State.ENDING: has_begun & Q(end_from__lte=day),
        State.EXPIRED: is_over & Q(ended_on=""),
        State.ENDED: is_over & ~Q(ended_on=""),
        State.UNKNOWN: Q(first_day=None) & lasts,
    }[State(state)]


def current_on(day: date) -> Q:
    """Return the condition of being in force on a day, be it about to end."""
    return Q(first_day__lte=day) & (Q(end_by=None) | Q(end_by__gte=day))
