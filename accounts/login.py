"""The login: with words for who has tried too often, and sessions that end."""

import time
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from accounts import browsers
from accounts.audit import log_refusal
from accounts.throttle import throttle_password

BEGAN, SEEN = "began", "seen"  # in the session, in seconds since 1970
UNATTENDED = "/open/"  # ends the paths that a page asks for by itself: that is no visit
MIN_SECONDS_BETWEEN_VISITS = 300  # that are written down: each is a commit
# Each password takes a quarter of a second of a processor, and a thread: of those of a process one
# at most, so that however many try, the pages are served. Only who logged in here before may wait.
HASHING = BoundedSemaphore(1)
PATIENCE = 10  # seconds


class LoginForm(AdminAuthenticationForm):
    wait = 0  # seconds until a password is looked at again

    def clean(self):
        name = self.cleaned_data.get("username")
        if name is None or not self.cleaned_data.get("password"):
            return super().clean()
        throttle = throttle_password(self.request, name)
        if not HASHING.acquire(timeout=PATIENCE if browsers.known(self.request, name) else 0):
            raise self._come_back(1)
        try:
            if not throttle.begin():
                raise self._come_back(throttle.wait)
            return self._checked(name, throttle)
        finally:
            HASHING.release()

    def _come_back(self, seconds: int) -> ValidationError:
        self.wait = seconds
        message = gettext("There were too many attempts to log in.") + " " + come_back(seconds)
        return ValidationError(message, code="locked")

    def _checked(self, name, throttle):
        """Have the password looked at, and keep count of how it went."""
        try:
            cleaned = super().clean()
        except ValidationError:
            log_refusal(self.request, name, throttle.reached())
            raise
        throttle.succeed()
        return cleaned


def come_back(seconds: int) -> str:
    """Return a sentence that says for how long to wait."""
    if seconds < 60:
        message = ngettext(
            "Try again in %(number)d second.", "Try again in %(number)d seconds.", seconds
        )
        return message % {"number": seconds}
    minutes = -(-seconds // 60)
    message = ngettext(
        "Try again in %(number)d minute.", "Try again in %(number)d minutes.", minutes
    )
    return message % {"number": minutes}


def begin(sender, request, user, **signal) -> None:
    """Note when somebody logged in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


class SessionsEnd:
    """A session ends some time after it began, whatever is done in it.

    It also ends when nothing was done for a while: Django's own expiry, put off here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(settings.SESSION_COOKIE_PATH) and SESSION_KEY in request.session:
            now = int(time.time())
            if now - request.session.get(BEGAN, 0) > settings.SESSION_AGE:
                logout(request)
            elif self._is_visit(request.path, now - request.session[SEEN]):
                request.session[SEEN] = now
        return self.get_response(request)

    @staticmethod
    def _is_visit(path: str, seconds: int) -> bool:
        """Return whether it is to be written down that somebody was here, so long after before."""
        return seconds > MIN_SECONDS_BETWEEN_VISITS and not path.endswith(UNATTENDED)
