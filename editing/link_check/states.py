"""What a link was found to be."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    UNCHECKED = "unchecked", _("not checked yet")
    WORKS = "works", _("works")
    MOVED = "moved", _("works, but has moved permanently")
    REFUSES = "refuses", _("answers, but refuses automatic checks: open it yourself")
    NOT_FOUND = "not_found", _("page not found on the site")
    ERROR = "error", _("the site answers with an error")
    LOOP = "loop", _("redirects in an endless loop")
    NO_NAME = "no_name", _("there is no site with this name")
    NO_ANSWER = "no_answer", _("the site does not answer")
    SLOW = "slow", _("the site does not answer in time")
    INSECURE = "insecure", _("no secure connection: the site’s certificate or encryption is faulty")
    INSIDE = "inside", _("leads to a private network that visitors cannot reach")


WORKING = (State.WORKS, State.MOVED)
# Nobody answered; where that is so of every site, it is our own line that is broken.
SILENT = (State.NO_NAME, State.NO_ANSWER, State.SLOW)
# What visitors meet as we do. A browser may get past a faulty certificate, or a loop without
# cookies; and who refuses a program lets people in.
UNREACHABLE = (*SILENT, State.NOT_FOUND, State.ERROR)
BROKEN = (*UNREACHABLE, State.LOOP, State.INSECURE, State.INSIDE)


@dataclass(frozen=True)
class Result:
    """The outcome of one check; ``status`` is that of HTTP, 0 where there was no answer."""

    state: State
    status: int = 0
    moved_to: str = ""
