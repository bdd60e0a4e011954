"""Memento (RFC 7089): how programs find the page of an entry as it was on a day.

The page in each language is an original resource of its own; its versions are in that language.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from history.public_versions import PublicVersion
from publishing.permalinks import permalink, short_id

LINK_FORMAT = "application/link-format"


def memento_path(entry: models.Model, version: PublicVersion) -> str:
    """Return where an entry is shown as it was in a version."""
    return reverse("versions:version", args=[short_id(entry), version.code])


def at(versions: list[PublicVersion], timestamp: datetime) -> PublicVersion:
    """Return the version that the public saw at the time; the oldest if that is before them all.

    Where nothing was public just then, the one before. IndexError if there is no version.
    """
    before = [version for version in versions if version.since.replace(microsecond=0) <= timestamp]
    return before[-1] if before else versions[0]


def announce(response: HttpResponse, entry: models.Model) -> None:
    """Tell where the versions of a page are, and its permanent address."""
    permanent = f'<{permalink(entry)}>; rel="shortlink"'
    _add_links(response, _timegate(entry), _timemap(entry), permanent)


def announce_version(response: HttpResponse, entry, version, versions) -> None:
    """Mark the page of a version as what it is, and lead from it to its neighbours."""
    response.headers["Memento-Datetime"] = _http_date(version.since)
    found = _mementos(entry, versions, shown={version, versions[0], versions[-1]})
    _add_links(response, _original(entry), _timegate(entry), _timemap(entry), *found)


def announce_choice(response: HttpResponse, entry, version, versions) -> None:
    """Add what a TimeGate says beside its redirect."""
    response.headers["Vary"] = "Accept-Datetime"
    found = _mementos(entry, versions, shown={version, versions[0], versions[-1]})
    _add_links(response, _original(entry), _timemap(entry), *found)


def timemap(entry: models.Model, versions: list[PublicVersion]) -> str:
    """Return each version, as a list of links (RFC 6690)."""
    first, last = _http_date(versions[0].since), _http_date(versions[-1].since)
    lines = [
        _original(entry),
        f'{_timemap(entry, "self")}; from="{first}"; until="{last}"',
        _timegate(entry),
        *_mementos(entry, versions, shown=set(versions)),
    ]
    return ",\n".join(lines) + "\n"


def _timegate(entry: models.Model) -> str:
    return f'<{_machine_address(entry, "timegate")}>; rel="timegate"'


def _timemap(entry: models.Model, relation: str = "timemap") -> str:
    return f'<{_machine_address(entry, "timemap")}>; rel="{relation}"; type="{LINK_FORMAT}"'


def _original(entry: models.Model) -> str:
    return f'<{settings.SITE_URL}{entry.get_absolute_url()}>; rel="original"'


def _mementos(entry, versions: list[PublicVersion], shown: Iterable[PublicVersion]):
    for number, version in enumerate(versions):
        if version in shown:
            ends = [("first", number == 0), ("last", number == len(versions) - 1)]
            names = " ".join([*(name for name, is_it in ends if is_it), "memento"])
            url = settings.SITE_URL + memento_path(entry, version)
            yield f'<{url}>; rel="{names}"; datetime="{_http_date(version.since)}"'


def _machine_address(entry: models.Model, name: str) -> str:
    return settings.SITE_URL + reverse(f"versions:{name}", args=[short_id(entry)])


def _http_date(timestamp: datetime) -> str:
    return http_date(timestamp.timestamp())


def _add_links(response: HttpResponse, *links: str) -> None:
    there = response.headers.get("Link")
    response.headers["Link"] = ", ".join([there, *links] if there else links)
