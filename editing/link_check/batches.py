"""Checks many links: several hosts at a time, each of them politely."""

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from editing.link_check.checking import Turns, check
from editing.link_check.models import CheckedLink
from editing.link_check.states import SILENT, Finding

HOSTS_AT_A_TIME = 8
ENOUGH_HOSTS = 5  # if so many are silent and nobody answers, it is our own line


class Offline(Exception):
    """Not one of the sites answered: nothing can be said about any of them."""


def check_links(links: Iterable[CheckedLink], seconds: float | None = None) -> list[CheckedLink]:
    """Checks the links, in this order, for so many seconds at most; those that were checked.

    Raises Offline, and then notes nothing.
    """
    links = {link.url: link for link in links}
    findings = _ask_all(links, seconds)
    silent = {_host(url) for url, finding in findings.items() if finding.state in SILENT}
    if len(silent) >= ENOUGH_HOSTS and all(f.state in SILENT for f in findings.values()):
        raise Offline
    now = timezone.now()
    with transaction.atomic():
        for url, finding in findings.items():
            links[url].note(finding, now)
    return [links[url] for url in findings]


def _ask_all(urls: Iterable[str], seconds: float | None) -> dict[str, Finding]:
    of_hosts = defaultdict(list)
    for url in urls:
        of_hosts[_host(url)].append(url)
    turns, findings, is_over = Turns(), {}, Event()

    def ask_host(urls: list[str]):
        for url in urls:
            if is_over.is_set():
                return
            findings[url] = check(url, turns)

    executor = ThreadPoolExecutor(HOSTS_AT_A_TIME)
    done, _ = wait([executor.submit(ask_host, urls) for urls in of_hosts.values()], seconds)
    is_over.set()
    # Who is asked just now may answer, but nobody waits for it any more.
    executor.shutdown(wait=False, cancel_futures=True)
    for future in done:
        future.result()
    return findings.copy()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
