"""What the files of backups are called: by the time, so that the last by name is the newest."""

import re
from datetime import datetime
from pathlib import Path

NAME = re.compile(r"site-\d{8}T\d{12}Z\.tar\.gz(\.age)?")


def name_of(made: datetime, is_encrypted: bool) -> str:
    return f"site-{made:%Y%m%dT%H%M%S%f}Z.tar.gz{'.age' if is_encrypted else ''}"


def archives_in(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    return sorted((p for p in folder.iterdir() if NAME.fullmatch(p.name)), reverse=True)
