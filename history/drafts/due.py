"""When the next draft is due, as far as this process has heard."""

from datetime import datetime

from django.utils import timezone


class NextDue:
    """A time that may be too early, but not too late: whoever asks then looks again."""

    def __init__(self):
        self.time: datetime | None = None

    def hear(self, time: datetime | None) -> None:
        """Take note of a time that was set."""
        if time and (self.time is None or time < self.time):
            self.time = time

    @property
    def is_past(self) -> bool:
        return self.time is not None and self.time <= timezone.now()


NEXT_DUE = NextDue()
