"""The file that a backup is: a compressed tar, its manifest last, encrypted for whoever has a key.

    database/…       the database, as `databases` makes it
    media/…          every uploaded file
    manifest.json    what the others are: sizes, SHA-256, rows of each table, migrations applied

An encrypted one is a file of age (https://age-encryption.org/): it opens without the site, too.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings

MANIFEST = "manifest.json"
FORMAT = 1
FACTS = {"made", "database", "migrations", "tables", "files"}
IN_MEMORY = 8 * 1024 * 1024
# What reading damaged bytes ends in; words and numbers that are none are values.
DECODING = (tarfile.TarError, zlib.error, pyrage.DecryptError)
UNREADABLE = (*DECODING, EOFError, OSError, ValueError)


class Damaged(Exception):
    """A backup that does not hold what it says, or cannot be opened."""


class Writer:
    """Adds files to an archive, and notes what they are."""

    def __init__(self, tar: tarfile.TarFile):
        self.tar, self.files = tar, {}

    def add(self, name: str, opened: IO[bytes]) -> None:
        """Adds a file as it is now; it may go on changing."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY, dir=settings.DATA_DIR) as copy:
            shutil.copyfileobj(opened, copy)
            size = copy.tell()
            copy.seek(0)
            self.files[name] = [size, hashlib.file_digest(copy, "sha256").hexdigest()]
            copy.seek(0)
            self._put(name, size, copy)

    def finish(self, facts: dict) -> None:
        manifest = {"format": FORMAT, **facts, "files": self.files}
        data = json.dumps(manifest, indent=1).encode()
        self._put(MANIFEST, len(data), io.BytesIO(data))

    def _put(self, name: str, size: int, opened: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, opened)


@contextmanager
def written(path: Path, recipients: list[str]) -> Iterator[Writer]:
    """An archive to be filled, readable by its owner only; it has its name when it is complete."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        with open(partial, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with (
                _encrypting(file, recipients) as stream,
                tarfile.open(fileobj=stream, mode="w|gz") as tar,
            ):
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _encrypting(file: IO[bytes], recipients: list[str]) -> Iterator[IO[bytes]]:
    if not recipients:
        yield file
        return
    keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    ends = os.pipe()
    reader, writer = os.fdopen(ends[0], "rb"), os.fdopen(ends[1], "wb")
    with ThreadPoolExecutor(1) as other_thread:
        done = other_thread.submit(_encrypt, reader, file, keys)
        with writer:
            yield writer
        done.result()


def _encrypt(reader: IO[bytes], file: IO[bytes], keys: list) -> None:
    with reader:
        pyrage.encrypt_io(reader, file, keys)


def unpack(path: Path, folder: Path, identities: Path | None) -> dict:
    """Unpacks a backup into an empty folder, and gives its manifest. Nothing is taken on trust:

    raises Damaged unless every file in it, and no other, is what the manifest says.
    """
    try:
        with _opened(path, folder, identities) as file, tarfile.open(fileobj=file) as tar:
            found = {member.name: _extract(tar, member, folder) for member in tar}
            while tar.fileobj.read(1 << 20):  # to the end, where its checksum is
                pass
        if found.pop(MANIFEST, None) is None:
            raise Damaged(f"{path.name} has no manifest: it is not a backup, or not a whole one.")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except UNREADABLE as error:
        raise Damaged(f"{path.name} cannot be read: {error}") from error
    if not isinstance(manifest, dict) or not manifest.keys() >= FACTS:
        raise Damaged(f"{path.name} has a manifest that does not say what it must.")
    wrong = {
        name
        for name in {*found, *manifest["files"]}
        if found.get(name) != manifest["files"].get(name)
    }
    if wrong:
        raise Damaged(f"Not as the manifest says: {', '.join(sorted(wrong))}")
    return manifest


@contextmanager
def _opened(path: Path, folder: Path, identities: Path | None) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if path.suffix != ".age":
            yield file
            return
        if identities is None:
            raise Damaged(f"{path.name} is encrypted: name the file of its key with --identity.")
        lines = identities.read_text(encoding="ascii").split()
        keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
        with tempfile.TemporaryFile(dir=folder) as plain:
            pyrage.decrypt_io(file, plain, [pyrage.x25519.Identity.from_str(key) for key in keys])
            plain.seek(0)
            yield plain


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> list:
    target = (folder / member.name).resolve()
    if not member.isreg() or not target.is_relative_to(folder.resolve()):
        raise Damaged(f"Not a plain file: {member.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tar.extractfile(member) as source, target.open("w+b") as copy:
        shutil.copyfileobj(source, copy)
        copy.seek(0)
        return [member.size, hashlib.file_digest(copy, "sha256").hexdigest()]
