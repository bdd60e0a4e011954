import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from operations.backups import BackupError


@contextmanager
def working_folder() -> Iterator[Path]:
    """Yield an empty folder beside the data, as /tmp may be memory; files made are 0600 from now.

    One process at a time has it: what is found in it was left by one that was killed.
    """
    os.umask(0o077)
    folder = settings.DATA_DIR / "backup.tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Another backup or restore is at work; try again later.") from error
        shutil.rmtree(folder)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
