"""Pages that one process of a server rendered, for its others: in a few files of a folder.

A key has one of a fixed number of files, which holds the last page of all keys that it is of, so
the folder has an end. Whoever renders a page holds its file, and the others wait for it.
"""

import fcntl
import json
import os
from collections.abc import Hashable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedRandom
from pathlib import Path
from zlib import crc32

from harghita_intl.page_cache.entries import Page
from harghita_intl.page_cache.keys import Key

FILES = 256  # for pages with parameters, and as many for those without
MAX_BYTES = 250_000  # of a page that is shared: so 128 MB in all at most


class SharedPages:
    """The folder; without one, nothing is shared."""

    def __init__(self, folder: str):
        self.folder = Path(folder) if folder else None

    @contextmanager
    def hold(self, key: Key) -> "Iterator[SharedPage]":
        """Give what is shared of a page, which no other process renders meanwhile."""
        with ExitStack() as stack:
            file = None
            if self.folder:
                kind = "with" if key.query else "without"
                path = self.folder / f"{kind}-{crc32(repr(key).encode()) % FILES}"
                with suppress(OSError):  # a full disk, or a server that has just been started anew
                    file = stack.enter_context(open(os.open(path, os.O_RDWR | os.O_CREAT), "r+b"))
                    fcntl.flock(file, fcntl.LOCK_EX)
            yield SharedPage(file, key)


class SharedPage:
    """The file of a page: a line of JSON that says what it is, and its body."""

    def __init__(self, file: BufferedRandom | None, key: Key):
        self.file, self.key = file, key

    def get(self, version: Hashable) -> Page | None:
        """Return the page as it is at the version, if that is what the file holds."""
        if self.file is None:
            return None
        try:
            of, length, status, headers, changed = json.loads(self.file.readline() or "[]")
            body = self.file.read()
            if of != self._described(version) or len(body) != length:
                return None
        except (OSError, ValueError, TypeError):  # it was not written whole
            return None
        return Page(status, [tuple(header) for header in headers], body, changed)

    def set(self, version: Hashable, page: Page) -> None:
        """Put the page that was rendered at the version in place of what was there."""
        if self.file is None or len(page.body) > MAX_BYTES:
            return
        with suppress(OSError, TypeError):  # a version that nothing compares with is not written
            of = self._described(version)
            about = json.dumps([of, len(page.body), page.status, page.headers, page.changed])
            self.file.seek(0)
            self.file.truncate()
            self.file.write(about.encode() + b"\n" + page.body)
            self.file.flush()

    def _described(self, version: Hashable) -> str:
        return json.dumps([self.key, version])
