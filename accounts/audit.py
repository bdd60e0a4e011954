"""Writes down what happens to accounts: who came in, who was refused, who was given what."""

from django.contrib.auth.models import User
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.clients import client_ip, network_of
from accounts.models import AuditRecord

Kind = AuditRecord.Kind
MERGED = {Kind.REFUSED, Kind.LOCKED, Kind.CODE_REFUSED, Kind.RESET_ASKED}  # whoever tries can fill


def log_audit(
    request: HttpRequest | None, kind: Kind, who: str, changes=(), about: str = ""
) -> None:
    """Write down one thing. ``about`` is the account concerned, if that is not who did it.

    What anybody can bring about is one record an hour for each network, which says how often.
    """
    network = network_of(client_ip(request)) if request else ""
    about = about or who
    if kind in MERGED:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        same = AuditRecord.objects.filter(kind=kind, who=who, about=about, network=network)
        if same.filter(at__gte=hour).update(times=F("times") + 1):
            return
    AuditRecord.objects.create(
        kind=kind, who=who, about=about, changes=list(changes), network=network
    )


def log_login(sender, request, user, **signal) -> None:
    log_audit(request, Kind.LOGGED_IN, user.get_username())


def log_logout(sender, request, user, **signal) -> None:
    if user is not None:
        log_audit(request, Kind.LOGGED_OUT, user.get_username())


def log_refusal(request: HttpRequest, name: str, is_locked: bool) -> None:
    """Write down a login that failed, and whether the next try has to wait for it.

    A name that is no account's is not kept: it may be a password, typed into the wrong field.
    """
    is_known = User.objects.filter(username=name).exists()
    log_audit(request, Kind.LOCKED if is_locked else Kind.REFUSED, name if is_known else "")
