"""The uploaded files, wherever they are stored."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from operations.health import TRIED


def names(folder: str = "") -> Iterator[str]:
    """Yield the name of every file, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was uploaded yet
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        if f"{folder}{name}" != TRIED:  # nobody's upload, and gone in a moment
            yield from names(f"{folder}{name}/")


def restore(folder: Path) -> None:
    """Store every file of a folder under the name that it has there, and delete all others."""
    for name in list(names()):
        default_storage.delete(name)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as opened:
                default_storage.save(path.relative_to(folder).as_posix(), File(opened))
