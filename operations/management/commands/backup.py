import sqlite3
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from operations.backups import BackupError
from operations.backups.archive import archives_in, write_archive
from operations.backups.databases import ENGINES
from operations.backups.last_backup import last_backup, save_last_backup
from operations.backups.working_folder import working_folder


class Command(BaseCommand):
    help = "Copies the database and the uploaded files into one file; the site goes on meanwhile."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument(
            *("--recipient", "-r"),
            action="append",
            help="Encrypt for this public key of age (age1…). Default: BACKUP_RECIPIENTS.",
        )
        parser.add_argument("--keep", type=int, help="Keep the newest so many; delete older ones.")
        parser.add_argument("--if-older", type=int, help="Only if the last is so many hours old.")

    def handle(self, *, folder: Path, keep: int | None, if_older: int | None, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep has to be 1 at least.")
        made, last = datetime.now(UTC), last_backup()
        if if_older and last and made - last.made < timedelta(hours=if_older):
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._make(folder, made, options["recipient"] or settings.BACKUP_RECIPIENTS)
            for old in archives_in(folder)[keep:] if keep else []:
                old.unlink()
                self.stdout.write(f"{old}: deleted")
        except (BackupError, OSError, Error, sqlite3.Error) as error:
            raise CommandError(f"The backup failed: {error}") from error

    def _make(self, folder: Path, made: datetime, recipients: list[str]) -> None:
        """Dump the database first: what it names was uploaded before, and so is found after."""
        name = f"site-{made:%Y%m%dT%H%M%S%f}Z.tar.gz{'.age' if recipients else ''}"
        project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
        facts = {"site": project["version"], "database": connection.vendor, "made": str(made)}
        with working_folder() as temp:
            for partial in folder.glob("site-*.partial"):  # of a backup that was killed
                partial.unlink()
            database = ENGINES[connection.vendor]
            database.dump(temp / database.file)
            files = write_archive(folder / name, temp / database.file, recipients, facts)
        save_last_backup(folder / name)
        size = (folder / name).stat().st_size
        self.stdout.write(f"{folder / name}: {files} uploaded files, {size} bytes")
