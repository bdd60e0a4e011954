"""What the cached pages bear: visitors, while something else goes on beside them: make flood.

Each connection asks for one page after the other, alone and beside a trouble by turns, as what a
machine of many gives to one of them changes from one minute to the next.
An editor numbers the title of a page in the main menu, which all pages show, so that every answer
tells which save it has seen: it is stale if it has not seen one that was committed before the
request began. Fails on a stale answer, or on an error. With FLOOD_ONLY=d only that trouble is made,
with FLOOD_PARTNERS=10000 among as many partners as that.
"""

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from itertools import count

import django
import psycopg
from serving import ROOT, fill, megabytes, serving
from visitors import Flood, ask, visit

CONNECTIONS = int(os.environ.get("FLOOD_CONNECTIONS", "50"))
SECONDS = int(os.environ.get("FLOOD_SECONDS", "15"))
PARTS = 3  # in so many parts
PARTNERS = int(os.environ.get("FLOOD_PARTNERS", "0"))  # beside the county's own


# --- What goes on beside them ---------------------------------------------------------------------


@asynccontextmanager
async def repeated(flood: Flood, deeds: list[Callable], per_second: float) -> AsyncIterator[None]:
    """Do them side by side, so many a second in all, as far as the machine can."""

    async def go_on(do: Callable) -> None:
        due = time.monotonic()
        while True:
            await do()
            flood.disturbances += 1
            due = max(due + len(deeds) / per_second, time.monotonic() - 1)
            await asyncio.sleep(max(due - time.monotonic(), 0))

    tasks = [asyncio.create_task(go_on(do)) for do in deeds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for end in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(end, asyncio.CancelledError):
                flood.errors.append(f"what goes on beside: {end!r}")


def save(number: int) -> None:
    from pages.models import Page

    page = Page.objects.filter(menu="main").first()
    for language in ("ro", "hu", "en"):
        setattr(page, f"menu_title_{language}", f"Save {number}")
    page.save()


def commit_a_session() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore().save()


class Disturbances:
    """What goes on beside the visitors; each thing over a line of its own."""

    numbers = count(1)

    def __init__(self, flood: Flood, folder: str):
        self.flood, self.line = flood, (None, None)
        self.folder = folder

    async def unrelated_commit(self) -> None:
        await asyncio.to_thread(commit_a_session)

    async def failed_login(self) -> None:
        """Send the form with a name and a password that nobody has."""
        body = f"username=nobody{next(self.numbers)}&password=x&csrfmiddlewaretoken={'a' * 32}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.flood.port)
        writer.write(
            f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1:{self.flood.port}\r\n"
            f"Cookie: csrftoken={'a' * 32}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"\r\n{body}".encode()
        )
        await reader.read()
        writer.close()

    @cached_property
    def elsewhere(self) -> "sqlite3.Connection | psycopg.Connection":
        """The connection to a database of the same server, or to another file."""
        served = django.db.connection.settings_dict
        if django.db.connection.vendor == "postgresql":
            opened = psycopg.connect(host=served["HOST"], user=served["USER"], dbname="template1")
        else:
            file = os.path.join(self.folder, "other.sqlite3")
            opened = sqlite3.connect(file, check_same_thread=False)
        opened.execute("CREATE TABLE IF NOT EXISTS flood (a int)")
        return opened

    async def commit_elsewhere(self) -> None:
        """Write into a database that no page shows."""
        await asyncio.to_thread(self._commit_elsewhere)

    def _commit_elsewhere(self) -> None:
        self.elsewhere.execute("INSERT INTO flood VALUES (1)")
        self.elsewhere.commit()

    async def saved_page(self) -> None:
        number = self.flood.committed + 1
        await asyncio.to_thread(save, number)
        self.flood.committed = number

    async def made_up_url(self) -> None:
        path = f"/ro/?{next(self.numbers)}=made-up"
        reader, writer = self.line
        if writer is None or writer.is_closing() or reader.at_eof():
            self.line = reader, writer = await asyncio.open_connection("127.0.0.1", self.flood.port)
        await ask(self.flood, reader, writer, path, {})


# By letter: what it is called, what does it, how often a second, and by how many at once.
KINDS = {
    "a": ("100 unrelated commits a second", "unrelated_commit", 100, 2),
    "b": ("20 failed logins a second", "failed_login", 20, 8),
    "c": ("50 commits a second in another database", "commit_elsewhere", 50, 1),
    "d": ("an editor saves every second", "saved_page", 1, 1),
    "e": ("500 made-up addresses a second", "made_up_url", 500, 10),
}


async def run(
    port: int, folder: str, since: int, disturbance: str = "", rate: float = 0, at_once: int = 0
) -> Flood:
    flood = Flood(port, committed=since)
    ends = time.monotonic() + SECONDS / PARTS
    visitors = [visit(flood, ends, random.Random(number)) for number in range(CONNECTIONS)]
    if disturbance:
        deeds = [getattr(Disturbances(flood, folder), disturbance) for _ in range(at_once)]
        async with repeated(flood, deeds, rate):
            await asyncio.gather(*visitors)
    else:
        await asyncio.gather(*visitors)
    return flood


def report(name: str, beside: list[Flood], alone: list[Flood], memory: float) -> None:
    """Print a row of the table, and what was wrong."""
    took = sorted(seconds for flood in beside for seconds in flood.seconds)
    quiet = sum(len(flood.seconds) for flood in alone)
    stale = [failure for flood in beside for failure in flood.stale]
    errors = [failure for flood in beside for failure in flood.errors]
    print(
        f"| {name} | {sum(flood.disturbances for flood in beside) / SECONDS:,.0f} "
        f"| {quiet / SECONDS:,.0f} | {len(took) / SECONDS:,.0f} | {len(took) / quiet:.0%} "
        f"| {took[len(took) // 2] * 1000:.0f} ms | {took[len(took) * 99 // 100] * 1000:.0f} ms "
        f"| {len(stale)} | {len(errors)} | {memory:.0f} |",
        flush=True,
    )
    for failure in (stale + errors)[:3]:
        print(f"  {failure}", file=sys.stderr)


def main() -> None:
    only = os.environ.get("FLOOD_ONLY", "abcde")
    is_well = True
    with tempfile.TemporaryDirectory() as folder:
        environment = fill(folder)
        os.environ.update(environment)
        if PARTNERS:
            amounts = f"--partners {PARTNERS} --activities {PARTNERS // 10} --seed 1"
            make = [sys.executable, "scripts/make_content.py", *amounts.split()]
            subprocess.run(make, cwd=ROOT, env={**os.environ, "SITE_URL": "http://x"}, check=True)
        with serving("harghita_intl.wsgi", **environment) as (site, server):
            os.environ["SITE_URL"] = site
            django.setup()
            save(0)
            port, committed = int(site.rpartition(":")[2]), 0
            print(f"\n{django.db.connection.vendor}, {PARTNERS:,} partners more", end=", ")
            print(f"{CONNECTIONS} connections, {SECONDS} s each\n")
            print(
                "| beside the visitors | done a second | answers a second alone | beside it "
                "| share | median | 99 % within | stale | errors | MB per process |\n|"
                + "---|"
                * 10
            )
            asyncio.run(run(port, folder, committed))  # every page is there now
            for name, *disturbance in (KINDS[letter] for letter in only):
                alone, beside = [], []
                for _turn in range(PARTS):
                    alone.append(asyncio.run(run(port, folder, committed)))
                    beside.append(asyncio.run(run(port, folder, committed, *disturbance)))
                    committed = beside[-1].committed
                report(name, beside, alone, megabytes(server))
                is_well = is_well and not any(flood.errors or flood.stale for flood in beside)
    sys.exit(not is_well)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
