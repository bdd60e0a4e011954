from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from operations.backups import media
from operations.backups.archive import Writer, written
from operations.backups.databases import database_of
from operations.backups.migrating import migrations_of
from operations.backups.names import archives_in, name_of
from operations.backups.room import room


class Command(BaseCommand):
    help = (
        "Copies the database and the uploaded files, as they are at one moment, into one file in "
        "the folder TARGET; the site goes on meanwhile."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("target", metavar="TARGET", type=Path, help="A folder.")
        parser.add_argument(
            "--recipient",
            action="append",
            help="Encrypt for this public key of age (age1…). Default: BACKUP_RECIPIENTS.",
        )
        parser.add_argument("--keep", type=int, help="Keep the newest so many; delete older ones.")

    def handle(self, *, target: Path, recipient: list[str] | None, keep: int | None, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep has to be 1 at least.")
        recipients = recipient or settings.BACKUP_RECIPIENTS
        target.mkdir(parents=True, exist_ok=True)
        path = target / name_of(datetime.now(UTC), bool(recipients))
        with written(path, recipients) as archive:
            tables = self._add_all(archive)
        rows = sum(number for number, _digest in tables.values())
        files = sum(name.startswith("media/") for name in archive.files)
        self.stdout.write(
            f"{path}: {rows} rows of {len(tables)} tables, {files} uploaded files, "
            f"{path.stat().st_size} bytes"
        )
        for old in archives_in(target)[keep:] if keep else []:
            old.unlink()
            self.stdout.write(f"{old}: deleted")

    def _add_all(self, archive: Writer) -> dict:
        """The database first: what it names was uploaded before, and so is found afterwards."""
        database = database_of(connection)
        facts = {
            "made": datetime.now(UTC).isoformat(),
            "database": database.kind,
            "migrations": migrations_of(connection),
        }
        with room() as folder:
            facts["tables"] = database.dump(folder)
            for path in sorted(folder.iterdir()):
                with path.open("rb") as opened:
                    archive.add(f"database/{path.name}", opened)
        for name in media.names():
            with default_storage.open(name) as opened:
                archive.add(f"media/{name}", opened)
        archive.finish(facts)
        return facts["tables"]
