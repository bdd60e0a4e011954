"""The file that a backup is: a compressed tar, encrypted where there are recipients.

database/…       the database, dumped by its own tool: site.sqlite3 or site.dump
media/…          every uploaded file
manifest.json    format, version of the site, kind of database, size and SHA-256 of each file
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import tarfile
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

import pyrage
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from operations.backups import BackupError, media
from operations.backups.encryption import decrypt, encrypt

FORMAT = 2  # format 1 is that of version 0.1.0: see `legacy`
MANIFEST = "manifest.json"
FACTS = ("format", "files", "made", "database")  # and, from format 2 on, site: its version
NAME = re.compile(r"site-\d{8}T\d{12}Z\.tar\.gz(\.age)?")  # the last by name is the newest
# What reading damaged bytes, or with a wrong key, ends in.
UNREADABLE = (tarfile.TarError, zlib.error, pyrage.DecryptError, pyrage.IdentityError)


def archives_in(folder: Path) -> list[Path]:
    """Return the backups in a folder, newest first."""
    return sorted((p for p in folder.iterdir() if NAME.fullmatch(p.name)), reverse=True)


def write_archive(path: Path, dump: Path, recipients: list[str], facts: dict) -> int:
    """Write the dump of the database and all uploads; return how many files these are.

    What lies beside the dump is deleted by the caller. The archive is there when it is whole.
    """
    partial = path.with_name(f"{path.name}.partial")
    plain = dump.with_name("plain") if recipients else partial
    files = {}
    try:
        with tarfile.open(plain, "w:gz") as tar:
            with dump.open("rb") as opened:
                files[f"database/{dump.name}"] = _add(tar, f"database/{dump.name}", File(opened))
            for name in media.names():
                with suppress(FileNotFoundError), default_storage.open(name) as opened:
                    files[f"media/{name}"] = _add(tar, f"media/{name}", opened)
            manifest = json.dumps({"format": FORMAT, **facts, "files": files}, indent=1)
            _add(tar, MANIFEST, ContentFile(manifest.encode()))
        if recipients:
            encrypt(plain, partial, recipients)
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return len(files) - 1


def _add(tar: tarfile.TarFile, name: str, opened: File) -> list:
    """Add a file; return its size and SHA-256."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = opened.size, 0o600
    described = _describe(opened)
    opened.seek(0)
    tar.addfile(member, opened)
    return described


def _describe(opened: File) -> list:
    digest = hashlib.sha256()
    for chunk in opened.chunks():
        digest.update(chunk)
    return [opened.size, digest.hexdigest()]


def _extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the files of a backup below a folder; ValueError of whatever else a tar may hold.

    By hand, as the Python of Debian 12 has none of tarfile's filters.
    """
    for member in tar:
        target = folder / member.name
        stream = tar.extractfile(member) if member.isfile() else None
        if stream and target.resolve().is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch(0o600, exist_ok=False)
            with stream, target.open("wb") as file:
                shutil.copyfileobj(stream, file)
        elif not member.isdir():
            raise ValueError(f"“{member.name}” is no file of a backup.")


def unpack(path: Path, folder: Path, identity: Path | None) -> dict:
    """Unpack a backup into an empty folder, and return its manifest.

    Raise BackupError unless every file in it, and no other, is what the manifest says.
    """
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent) as temp:
            plain = path
            if path.suffix == ".age":
                plain = Path(temp) / "plain"
                decrypt(path, plain, identity)
            with gzip.open(plain) as content, tarfile.open(fileobj=content, mode="r:") as tar:
                _extract(tar, folder)
                while content.read(1 << 20):  # to the end, where its checksum is
                    pass
        manifest = json.loads((folder / MANIFEST).read_bytes())
        version, expected, *_also = (manifest[fact] for fact in FACTS)
    except (*UNREADABLE, EOFError, OSError, ValueError, LookupError, TypeError) as error:
        raise BackupError(f"{path.name} cannot be read: {error}") from error
    if version > FORMAT:
        raise BackupError(f"{path.name} was made by a newer version of the site.")
    found = {}
    for file in folder.rglob("*"):
        if file.is_file() and file != folder / MANIFEST:
            with file.open("rb") as opened:
                found[file.relative_to(folder).as_posix()] = _describe(File(opened))
    if wrong := {name for name in {*found, *expected} if found.get(name) != expected.get(name)}:
        raise BackupError(f"Not as the manifest says: {', '.join(sorted(wrong))}")
    return manifest
