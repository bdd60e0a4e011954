"""Browsers in which somebody has logged in, by a signed cookie: known, or trusted as well.

Known: tries there are counted by themselves ("device cookies" of OWASP). Trusted, if so wished: the
second step is not asked for there for some weeks, while password and second step stay the same.
"""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django_otp.models import Device

SALT = "staff.browsers"
KNOWN_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Browser:
    """What the cookie holds."""

    name: str  # of the account
    key: str  # random
    device: str = ""  # of the second step that was taken here, if the browser is trusted
    password: str = ""  # a mark that changes with it
    since: int = 0


def _read(request: HttpRequest, name: str) -> Browser | None:
    try:
        held = signing.loads(
            request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=KNOWN_FOR
        )
        browser = Browser(**held)
    except (signing.BadSignature, TypeError):
        return None
    return browser if browser.name == name else None


def known(request: HttpRequest, name: str) -> str:
    """Return the key of the browser, if this account was logged in to with it; else ""."""
    browser = _read(request, name)
    return browser.key if browser else ""


def trusted_device(request: HttpRequest, user: User) -> Device | None:
    """Return what the second step was taken with here, if it need not be taken again yet."""
    browser = _read(request, user.get_username())
    if browser is None or not browser.device or browser.password != _mark(user):
        return None
    if timezone.now().timestamp() - browser.since > settings.TRUSTED_DAYS * 86400:
        return None
    device = Device.from_persistent_id(browser.device)
    return device if device and device.user_id == user.pk and device.confirmed else None


def remember(request, response: HttpResponse, user: User, device: Device | None = None) -> None:
    """Make the browser known, and trusted if there is a ``device``; trust given before stays."""
    name = user.get_username()
    browser = _read(request, name) or Browser(name, get_random_string(16))
    if device:
        browser = replace(
            browser,
            device=device.persistent_id,
            password=_mark(user),
            since=int(timezone.now().timestamp()),
        )
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps(asdict(browser), salt=SALT),
        max_age=KNOWN_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(user: User) -> str:
    return salted_hmac(SALT, user.password).hexdigest()[:16]
