"""What lies in a folder."""

from pathlib import Path


def files_in(folder: Path) -> list[Path]:
    """Return all files in a folder and in those within it."""
    return [path for path in folder.rglob("*") if path.is_file()]
