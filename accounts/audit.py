"""Writes down what happens to accounts: who came in, who was refused, who was given what."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from accounts.clients import client_ip, shortened
from accounts.models import AuditRecord

Kind = AuditRecord.Kind


def note(request: HttpRequest | None, kind: Kind, who: str, details: str = "", about: str = ""):
    """Writes down one thing. ``about`` is the account concerned, if that is not who did it."""
    address = shortened(client_ip(request)) if request else ""
    AuditRecord.objects.create(
        kind=kind, who=who, about=about or who, details=details, address=address
    )


def note_login(sender, request, user, **signal) -> None:
    AuditRecord.objects.filter(at__lt=timezone.now() - timedelta(days=settings.AUDIT_DAYS)).delete()
    note(request, Kind.LOGGED_IN, user.get_username())


def note_logout(sender, request, user, **signal) -> None:
    if user is not None:
        note(request, Kind.LOGGED_OUT, user.get_username())


def note_refusal(sender, credentials, request=None, **signal) -> None:
    """A login that failed. While an account is locked, only the first is written down.

    A name that is no account's is not kept: it may be a password, typed into the wrong field.
    """
    name = credentials.get("username", "")
    known = User.objects.filter(username=name).exists()
    is_locked = getattr(request, "axes_locked_out", False)
    kind = Kind.LOCKED if is_locked else Kind.REFUSED
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    who = name if known else ""
    if is_locked and AuditRecord.objects.filter(kind=kind, who=who, at__gt=since).exists():
        return
    note(request, kind, who)
