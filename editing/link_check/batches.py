"""Checks many links: several hosts at a time, each of them politely."""

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from editing.link_check.http_probe import Throttle, check
from editing.link_check.models import CheckedLink
from editing.link_check.states import SILENT, Result

HOSTS_AT_A_TIME = 8
ENOUGH_HOSTS = 5  # if so many are silent and nobody answers, it is our own line


class Offline(Exception):
    """Not one of the sites answered: nothing can be said about any of them."""


def check_links(links: Iterable[CheckedLink], seconds: float | None = None) -> list[CheckedLink]:
    """Check the links, in this order, for so many seconds at most; return those checked.

    Raises Offline, and then records nothing.
    """
    links = {link.url: link for link in links}
    results = _check_all(links, seconds)
    silent = {_host(url) for url, result in results.items() if result.state in SILENT}
    if len(silent) >= ENOUGH_HOSTS and all(r.state in SILENT for r in results.values()):
        raise Offline
    now = timezone.now()
    with transaction.atomic():
        for url, result in results.items():
            links[url].record(result, now)
    return [links[url] for url in results]


def _check_all(urls: Iterable[str], seconds: float | None) -> dict[str, Result]:
    by_host = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    throttle, results, is_over = Throttle(), {}, Event()

    def check_host(urls: list[str]) -> None:
        for url in urls:
            if is_over.is_set():
                return
            results[url] = check(url, throttle)

    executor = ThreadPoolExecutor(HOSTS_AT_A_TIME)
    done, _ = wait([executor.submit(check_host, urls) for urls in by_host.values()], seconds)
    is_over.set()
    # Who is asked just now may answer, but nobody waits for it any more.
    executor.shutdown(wait=False, cancel_futures=True)
    for future in done:
        future.result()
    return results.copy()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
