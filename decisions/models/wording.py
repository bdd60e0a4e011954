"""How it is said whether an agreement holds: "in force: since 1994", "ended 1 March 2022"."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from decisions.models.states import State
from publishing.periods import formatting
from publishing.periods.dates import Period

PATTERNS = {
    State.FUTURE: pgettext_lazy("state of an agreement", "not yet in force, begins {start}"),
    State.IN_FORCE: pgettext_lazy("state of an agreement", "in force: {period}"),
    State.ENDING: pgettext_lazy("state of an agreement", "in force, ends {end}"),
    State.EXPIRED: pgettext_lazy("state of an agreement", "expired {end}"),
    State.ENDED: pgettext_lazy("state of an agreement", "ended {end}"),
}


def format_state(
    agreement: Any, form: Callable[[Period], str] = formatting.format_period
) -> SafeString | str:
    """Return whether an agreement holds today, with the days that say so, each by ``form``."""
    state, start, end = agreement.state, agreement.start, agreement.end
    pattern = PATTERNS.get(state)
    if pattern is None:
        return state.label
    parts = {
        "period": form(agreement.period) if agreement.period else "",
        "start": form(Period(start)) if start else "",
        "end": form(Period(end)) if end else "",
    }
    return format_html(str(pattern), **parts)
