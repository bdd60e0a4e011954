"""A spike of visitors while an editor saves every second: make flood.

Each connection asks for one page after the other. An editor numbers the title of a page in the main
menu, which all pages show, so that every answer tells which save it has seen. It is stale if it has
not seen one that was committed before the request began. Fails on a stale answer, or on an error.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field

from serving import fill, megabytes, serving

CONNECTIONS = int(os.environ.get("FLOOD_CONNECTIONS", "500"))
SECONDS = int(os.environ.get("FLOOD_SECONDS", "60"))
PAUSE = 1  # seconds between two saves
# What the visitors of a news site ask for: mostly where its link leads, and on from there.
MIX = {
    "/ro/": 40,
    "/hu/": 12,
    "/en/": 6,
    "/ro/parteneri/": 12,
    "/hu/partnerek/?country=HU": 4,
    "/ro/activitati/": 6,
    "/ro/parteneri/straseni/": 12,
    "/en/partners/bacs-kiskun/": 4,
    "/hu/tevekenysegek/fridge/": 4,
}
SAVED = re.compile(rb"Save (\d+)<")
ETAG = re.compile(rb"\r\netag: (\S+)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass
class Flood:
    """What was asked and answered so far."""

    port: int
    committed: int = 0  # the number of the last save that is certainly public
    answers: Counter = field(default_factory=Counter)  # by status
    stale: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # of each answer
    memory: list[float] = field(default_factory=list)  # megabytes, once a second


async def visit(flood: Flood, ends: float, chance: random.Random) -> None:
    """One visitor after the other on one connection, which is opened anew when it is closed."""
    known: dict[str, tuple[bytes, int]] = {}  # by path: the validator, and the save it belongs to
    reader = writer = None
    while time.monotonic() < ends:
        try:
            if writer is None or writer.is_closing() or reader.at_eof():
                reader, writer = await asyncio.open_connection("127.0.0.1", flood.port)
            (path,) = chance.choices(list(MIX), MIX.values())
            await ask(flood, reader, writer, path, known if chance.random() < 0.5 else {})
        except (OSError, asyncio.IncompleteReadError) as error:
            flood.errors.append(f"{type(error).__name__}: {error}")
            writer = None
    if writer is not None:
        writer.close()


async def ask(flood: Flood, reader, writer, path: str, known: dict) -> None:
    """One request; notes what is wrong with its answer."""
    etag = known.get(path, (b"", 0))[0]
    condition = b"If-None-Match: " + etag + b"\r\n" if etag else b""
    before, began = flood.committed, time.monotonic()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{flood.port}\r\n".encode())
    writer.write(condition + b"\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    if b"connection: close" in head.lower():
        writer.close()
    flood.seconds.append(time.monotonic() - began)
    status = int(head[9:12])
    flood.answers[status] += 1
    if status == 304:
        seen = known[path][1]
    elif status == 200 and (found := SAVED.search(body)):
        seen = int(found[1])
        known[path] = (ETAG.search(head)[1], seen)
    else:
        flood.errors.append(f"{path}: {status}")
        return
    if seen < before:
        flood.stale.append(f"{path}: saw save {seen}, though {before} was committed")


async def edit(flood: Flood, ends: float) -> None:
    """Saves, and counts the save once it is committed."""
    number = 0
    while time.monotonic() < ends - PAUSE:
        await asyncio.sleep(PAUSE if number else 0)
        number += 1
        await asyncio.to_thread(save, number)
        flood.committed = number


def save(number: int) -> None:
    from pages.models import Page

    page = Page.objects.filter(menu="main").first()
    for language in ("ro", "hu", "en"):
        setattr(page, f"menu_title_{language}", f"Save {number}")
    page.save()


async def watch(flood: Flood, server, ends: float) -> None:
    while time.monotonic() < ends:
        flood.memory.append(megabytes(server))
        await asyncio.sleep(1)


async def run(site: str, server) -> Flood:
    flood = Flood(int(site.rpartition(":")[2]))
    await asyncio.to_thread(save, 0)
    ends = time.monotonic() + SECONDS
    visitors = [visit(flood, ends, random.Random(number)) for number in range(CONNECTIONS)]
    await asyncio.gather(*visitors, edit(flood, ends), watch(flood, server, ends))
    return flood


def report(flood: Flood) -> bool:
    """Prints the figures; whether all was well."""
    took = sorted(flood.seconds)
    print(f"{CONNECTIONS} connections, {SECONDS} s, {flood.committed} saves")
    print(f"answers: {dict(flood.answers)}, {len(took) / SECONDS:,.0f} a second")
    print(f"median {took[len(took) // 2]:.3f} s, 99 % within {took[len(took) * 99 // 100]:.3f} s")
    half = len(flood.memory) // 2
    halves = max(flood.memory[:half]), max(flood.memory[half:])
    print("MB per process at most: {:.0f} in the first half, {:.0f} in the second".format(*halves))
    print(f"errors: {len(flood.errors)} {flood.errors[:3]}")
    print(f"stale: {len(flood.stale)} {flood.stale[:3]}")
    return not flood.errors and not flood.stale and flood.committed > 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = fill(folder)
        os.environ.update(environment)
        with serving("harghita_intl.wsgi", **environment) as (site, server):
            os.environ["SITE_URL"] = site
            import django

            django.setup()
            flood = asyncio.run(run(site, server))
    sys.exit(not report(flood))


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
