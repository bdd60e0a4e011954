"""How long whoever fails to log in has to wait, counted by network, by account and by browser.

A try is counted before it is made, and so before a password is hashed: tries made at the same
moment do not slip through together. A success takes the count back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import browsers
from accounts.clients import client_ip, network_of
from accounts.models import FailedLogins

KEEP = timedelta(days=1)  # no count is needed for longer


@dataclass(frozen=True)
class Limit:
    """How many failures within a time are free, and how long the waits after them are."""

    free: int
    within: timedelta
    first: timedelta  # doubled after each further failure
    max_wait: timedelta

    def ends(self, row: FailedLogins) -> datetime:
        """Return when the next try may be made; a time of the past, if at once."""
        if row.count < self.free:
            return row.last
        wait = min(self.first * 2 ** min(row.count - self.free, 20), self.max_wait)
        return min(row.last + wait, row.since + self.within)


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NETWORK = Limit(20, within=HOUR, first=HOUR, max_wait=HOUR)
ACCOUNT = Limit(5, within=KEEP, first=MINUTE, max_wait=15 * MINUTE)
CODE = Limit(5, within=KEEP, first=timedelta(seconds=15), max_wait=5 * MINUTE)


class Throttle:
    """The counts that one try concerns."""

    def __init__(self, limits: dict[str, Limit]):
        self.limits = limits
        self.wait = 0  # seconds until a try may be made

    def begin(self) -> bool:
        """Count a try, and return whether it may be made; ``wait`` says for how long not."""
        if self._must_wait(FailedLogins.objects):
            return False
        now = timezone.now()
        with transaction.atomic():
            new = [FailedLogins(key=key, since=now, last=now) for key in self.limits]
            FailedLogins.objects.bulk_create(new, ignore_conflicts=True)
            rows = FailedLogins.objects.select_for_update().order_by("key")
            if self._must_wait(rows):
                return False
            for row in rows.filter(key__in=self.limits):
                if row.since + self.limits[row.key].within <= now:
                    row.since, row.count = now, 0
                row.last, row.count = now, row.count + 1
                row.save()
        return True

    def _must_wait(self, rows) -> bool:
        now = timezone.now()
        ends = [self.limits[row.key].ends(row) for row in rows.filter(key__in=self.limits)]
        seconds = (max(ends, default=now) - now).total_seconds()
        self.wait = max(0, int(-(-seconds // 1)))
        return self.wait > 0

    def succeed(self) -> None:
        """Take back what ``begin`` counted; and what failed before, but for the network's."""
        rows = FailedLogins.objects.filter(key__in=self.limits)
        network = models.Q(key__startswith="network:")
        rows.filter(network, count__gt=0).update(count=models.F("count") - 1)
        rows.exclude(network).delete()

    def reached(self) -> bool:
        """Return whether the try that just failed was the first after which to wait."""
        rows = FailedLogins.objects.filter(key__in=self.limits)
        return any(row.count == self.limits[row.key].free for row in rows)


def account_key(name: str) -> str:
    """Return what a name is counted under: of 65,536, and told from it by nobody without the key.

    So names that are no account's are treated as those that are, and are not kept.
    """
    return f"account:{salted_hmac('staff.throttle', name).hexdigest()[:4]}"


def throttle_password(request: HttpRequest, name: str) -> Throttle:
    """Return the counts of a try at an account: those of a browser that is known there are its own.

    So nobody elsewhere can keep its owner out.
    """
    if browser := browsers.known(request, name):
        return Throttle({f"browser:{browser}": ACCOUNT})
    limits = {account_key(name): ACCOUNT}
    if network := network_of(client_ip(request), single=True):
        limits[f"network:{network}"] = NETWORK
    return Throttle(limits)


def throttle_code(request: HttpRequest, user: User, kind: str) -> Throttle:
    """Return the count of a code of the second step; ``kind`` is that of the code."""
    browser = browsers.known(request, user.get_username())
    return Throttle({f"{kind}:{user.pk}:{browser}": CODE})


def locked_names() -> list[str]:
    """Return the names of accounts that have to wait in a browser that is not known there."""
    now, found = timezone.now(), FailedLogins.objects.filter(key__startswith="account:")
    locked = {row.key for row in found if ACCOUNT.ends(row) > now}
    names = User.objects.values_list("username", flat=True) if locked else ()
    return [name for name in names if account_key(name) in locked]


def unlock(user: User) -> None:
    """Forget every failure at an account, of either step."""
    mine = models.Q(key=account_key(user.get_username()))
    for kind in ("code", "recovery"):
        mine |= models.Q(key__startswith=f"{kind}:{user.pk}:")
    FailedLogins.objects.filter(mine).delete()
