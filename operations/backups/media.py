"""The uploaded files, wherever they are stored."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from operations.health import TRIED


def names(folder: str = "") -> Iterator[str]:
    """The name of every file, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was uploaded yet
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        if f"{folder}{name}" != TRIED:  # nobody's upload, and gone in a moment
            yield from names(f"{folder}{name}/")


def states() -> Iterator[tuple[str, list]]:
    """Of every file its name, its size and its SHA-256."""
    for name in names():
        with default_storage.open(name) as opened:
            yield name, [opened.size, hashlib.sha256(opened.read()).hexdigest()]


def clear() -> None:
    for name in list(names()):
        default_storage.delete(name)


def restore(folder: Path) -> None:
    """Stores every file of a folder under the name that it has there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as opened:
                default_storage.save(path.relative_to(folder).as_posix(), File(opened))
