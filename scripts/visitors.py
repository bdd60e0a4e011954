"""The visitors of scripts/flood.py, who notice whether a page is stale: over raw connections."""

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field

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
    disturbances: int = 0
    answers: Counter = field(default_factory=Counter)  # by status
    stale: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # of each answer


async def visit(flood: Flood, ends: float, chance: random.Random) -> None:
    """Be one visitor after the other on one connection, which is opened anew when it is closed."""
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
    """Ask once; note what is wrong with the answer."""
    etag = known.get(path, (b"", 0))[0]
    condition = b"If-None-Match: " + etag + b"\r\n" if etag else b""
    before, began = flood.committed, time.monotonic()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{flood.port}\r\n".encode())
    writer.write(b"Accept-Encoding: identity\r\n" + condition + b"\r\n")
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
