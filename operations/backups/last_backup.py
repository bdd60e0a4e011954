import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

MAX_AGE = timedelta(hours=25)  # a day, and the time in which tonight's is made
FILE = "last_backup.json"  # in DATA_DIR, so that it can be read without the database


class Backup(NamedTuple):
    """A backup that was made, with its size in bytes."""

    made: datetime
    size: int
    path: str

    @property
    def is_old(self) -> bool:
        return datetime.now(UTC) - self.made > MAX_AGE


def save_last_backup(path: Path) -> None:
    """Note that the backup at this path was made just now."""
    facts = {"made": datetime.now(UTC).isoformat(), "size": path.stat().st_size, "path": str(path)}
    partial = settings.DATA_DIR / f"{FILE}.partial"
    partial.write_text(json.dumps(facts), encoding="utf-8")
    partial.rename(settings.DATA_DIR / FILE)


def last_backup() -> Backup | None:
    """Return the last backup that succeeded; None if nothing is known of any."""
    try:
        facts = json.loads((settings.DATA_DIR / FILE).read_text(encoding="utf-8"))
        return Backup(datetime.fromisoformat(facts["made"]), facts["size"], facts["path"])
    except (OSError, ValueError, LookupError):
        return None
