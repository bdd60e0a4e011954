"""Pages that one process of a server rendered, for its others: in a few files of a folder.

A key has one of a fixed number of files, which holds the last page of all keys that it is of, so
the folder has an end. Whoever renders a page holds its file, and the others wait for it.
"""

import fcntl
import json
import os
from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from harghita_intl.page_cache.entries import Page
from harghita_intl.page_cache.keys import Key

FILES = 256  # for pages with parameters, and as many for those without
MAX_BYTES = 250_000  # of a page that is shared: so 128 MB in all at most


class SharedPages:
    """The folder; without one, nothing is shared."""

    def __init__(self, folder: str):
        self.folder = Path(folder) if folder else None

    def hold(self, key: Key) -> "AbstractContextManager[SharedPage | None]":
        """Give what is shared of a page, which no other process renders meanwhile.

        None, if another renders it now.
        """
        return self._locked(key, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def wait(self, key: Key) -> None:
        """Wait until no other process renders the page."""
        with self._locked(key, fcntl.LOCK_EX):
            pass

    @contextmanager
    def _locked(self, key: Key, operation: int) -> "Iterator[SharedPage | None]":
        shared: SharedPage | None = SharedPage(None, key)
        with ExitStack() as stack:
            if self.folder:
                try:
                    opened = os.open(self.folder / _file_of(key), os.O_RDWR | os.O_CREAT)
                    file = stack.enter_context(open(opened, "r+b"))
                    fcntl.flock(file, operation)
                    shared = SharedPage(file, key)
                except BlockingIOError:
                    shared = None
                except OSError:  # a full disk, or a server that has just been started anew
                    pass
            yield shared

    def last(self, key: Key) -> Page | None:
        """Return the page as any process last rendered it, and wait for none that renders it."""
        if self.folder:
            with suppress(OSError), (self.folder / _file_of(key)).open("rb") as file:
                return SharedPage(file, key).read()
        return None


def _file_of(key: Key) -> str:
    kind = "with" if key.query else "without"
    return f"{kind}-{crc32(repr(key).encode()) % FILES}"


class SharedPage:
    """The file of a page: a line of JSON that says what it is, and its body."""

    def __init__(self, file: BinaryIO | None, key: Key):
        self.file, self.key = file, key

    def get(self, version: Hashable) -> Page | None:
        """Return the page as it is at the version, if that is what the file holds."""
        try:
            return self.read(json.dumps(version))
        except TypeError:  # a version that nothing compares with
            return None

    def read(self, version: str = "") -> Page | None:
        """Return the page that the file holds, if it is of the key, whole, and of the version."""
        if self.file is None:
            return None
        try:
            key, of, length, status, headers, changed = json.loads(self.file.readline() or "[]")
            body = self.file.read()
            headers = [tuple(header) for header in headers]
        except (OSError, ValueError, TypeError):  # it was not written whole
            return None
        is_it = key == json.dumps(self.key) and version in ("", of) and len(body) == length
        return Page(status, headers, body, changed) if is_it else None

    def set(self, version: Hashable, page: Page) -> None:
        """Put the page that was rendered at the version in place of what was there."""
        if self.file is None or len(page.body) > MAX_BYTES:
            return
        with suppress(OSError, TypeError):  # a version that nothing compares with is not written
            of = json.dumps(self.key), json.dumps(version)
            about = json.dumps([*of, len(page.body), page.status, page.headers, page.changed])
            self.file.seek(0)
            self.file.truncate()
            self.file.write(about.encode() + b"\n" + page.body)
            self.file.flush()
