"""Tells search engines which pages changed: IndexNow, https://www.indexnow.org/documentation"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.languages import LANGUAGE_CODES
from publishing.redirects import Tombstone, was_ever_public

TIMEOUT = 20  # seconds
MOST = 10_000  # addresses in one notice, by the protocol
ROUTES = {PartnerRegion: "partners:detail", Activity: "activities:detail", Page: "pages:detail"}
LISTS = ("home", "partners:list", "activities:list")


class NotTold(Exception):
    """The search engines could not be told; says why."""


def notify(since: datetime) -> list[str]:
    """Names every page that changed since then; raises NotTold. Returns what it named."""
    addresses = list(dict.fromkeys(changed(since)))
    for start in range(0, len(addresses), MOST):
        _send(addresses[start : start + MOST])
    return addresses


def changed(since: datetime) -> Iterator[str]:
    """The whole addresses, in each language, of what changed since then for the public.

    That is also what became public at its time, was taken down, or was deleted.
    """
    news = False
    decisions = TwinningDecision.objects.filter(_changed_since(since))
    partners = {decision.partner_id for decision in decisions if was_ever_public(decision)}
    for model in ROUTES:
        theirs = Q(pk__in=partners) if model is PartnerRegion else Q()
        for entry in model.objects.filter(_changed_since(since) | theirs):
            if was_ever_public(entry):
                news = True
                yield from _in_each_language(entry)
    routes = {model._meta.label_lower: route for model, route in ROUTES.items()}
    for former in Tombstone.objects.filter(since__gte=since):
        news = True
        with override(former.language):
            yield settings.SITE_URL + reverse(routes[former.model], args=[former.slug])
    for language in LANGUAGE_CODES if news else ():
        with override(language):
            yield from (settings.SITE_URL + reverse(name) for name in LISTS)


def _changed_since(since: datetime) -> Q:
    """Saved since then, or made public or taken down by the clock."""
    span = (since, now())
    return Q(updated__gte=since) | Q(publish_at__range=span) | Q(take_down_at__range=span)


def _in_each_language(entry) -> Iterator[str]:
    for language in LANGUAGE_CODES:
        if entry.is_translated(language):
            with override(language):
                yield settings.SITE_URL + entry.get_absolute_url()


def _send(addresses: list[str]) -> None:
    key = settings.INDEXNOW_KEY
    notice = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": key,
        "keyLocation": f"{settings.SITE_URL}/{key}.txt",
        "urlList": addresses,
    }
    request = Request(
        settings.INDEXNOW_ENDPOINT,
        data=json.dumps(notice).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urlopen(request, timeout=TIMEOUT):
            pass
    except (URLError, TimeoutError) as error:
        raise NotTold(str(error)) from error


def last_time() -> datetime | None:
    """When search engines were last told."""
    file = _note()
    return datetime.fromisoformat(file.read_text().strip()) if file.exists() else None


def note(moment: datetime) -> None:
    _note().write_text(f"{moment.isoformat()}\n")


def _note() -> Path:
    return settings.DATA_DIR / "indexnow"
