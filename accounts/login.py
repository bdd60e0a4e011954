"""The login: with words for who has tried too often, and sessions that end."""

import time

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

BEGAN, SEEN = "began", "seen"  # in the session, in seconds since 1970
NOTED_EVERY = 300  # seconds: each note is a commit, after which every kept page is rendered anew


class LoginForm(AdminAuthenticationForm):
    def get_invalid_login_error(self):
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(too_often(), code="locked")
        return super().get_invalid_login_error()


def too_often() -> str:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    message = ngettext(
        "There were too many tries to log in to this account from here. Try again in %(number)d "
        "minute, or ask an administrator to unlock it.",
        "There were too many tries to log in to this account from here. Try again in %(number)d "
        "minutes, or ask an administrator to unlock it.",
        minutes,
    )
    return message % {"number": minutes}


def locked(request, response, credentials):
    """The login's own answer, whose form says it in words, with the status that says it as well."""
    response.status_code = 429
    response.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return response


def begin(sender, request, user, **signal) -> None:
    """Notes when somebody logged in."""
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
            elif now - request.session[SEEN] > NOTED_EVERY:
                request.session[SEEN] = now
        return self.get_response(request)
