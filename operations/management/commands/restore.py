from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from operations.backups import media
from operations.backups.archive import Damaged, unpack
from operations.backups.databases import database_of
from operations.backups.migrating import NewerBackup, check_known
from operations.backups.names import archives_in
from operations.backups.room import room


class Command(BaseCommand):
    help = (
        "Puts the database and the uploaded files of a backup into an empty installation, and "
        "checks that every row and every file is there."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "source", metavar="SOURCE", type=Path, help="A backup, or a folder: its newest one."
        )
        parser.add_argument(
            "--identity", type=Path, help="The file with the secret key of age, if it is encrypted."
        )
        parser.add_argument(
            "--check", action="store_true", help="Only check that the backup is whole."
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Delete what this installation holds now. Stop the site first.",
        )

    def handle(self, *, source: Path, identity: Path | None, check: bool, replace: bool, **options):
        if source.is_dir():
            source = next(iter(archives_in(source)), source)
        with room() as folder:
            try:
                manifest = unpack(source, folder, identity)
                migrations = [tuple(migration) for migration in manifest["migrations"]]
                check_known(connection, migrations)
            except Damaged as error:
                raise CommandError(str(error)) from error
            except NewerBackup as error:
                message = f"The backup is of a newer version of the site: {error} not known here."
                raise CommandError(message) from error
            self._say(source, "whole", manifest)
            if not check:
                self._restore(folder, manifest, migrations, replace)
                self._say(source, "restored, and compared", manifest)

    def _restore(self, folder: Path, manifest: dict, migrations: list, replace: bool) -> None:
        database = database_of(connection)
        if manifest["database"] != database.kind:
            message = (
                f"The backup is of {manifest['database']}, and this site is on {database.kind}."
            )
            raise CommandError(message)
        self._make_room(database, replace)
        media.restore(folder / "media")
        database.restore(folder / "database", migrations)
        self._compare(database, manifest)
        # Had the site been updated since, the data now follows.
        call_command("migrate", verbosity=0)

    def _make_room(self, database, replace: bool) -> None:
        if replace:
            database.clear()
            media.clear()
        elif connection.introspection.table_names() or next(media.names(), None):
            raise CommandError(
                "This installation is not empty. To delete what it holds, say --replace."
            )

    def _compare(self, database, manifest: dict) -> None:
        """What is there now is copied like for another backup, and has to be the same."""
        with room() as again:
            tables = database.dump(again)
        found = {**tables, **{f"media/{name}": state for name, state in media.states()}}
        files = {
            name: state for name, state in manifest["files"].items() if name.startswith("media/")
        }
        expected = {**manifest["tables"], **files}
        wrong = {name for name in {*found, *expected} if found.get(name) != expected.get(name)}
        if wrong:
            raise CommandError(f"Not as in the backup: {', '.join(sorted(wrong))}")

    def _say(self, source: Path, state: str, manifest: dict) -> None:
        rows = sum(number for number, _digest in manifest["tables"].values())
        files = sum(name.startswith("media/") for name in manifest["files"])
        self.stdout.write(
            f"{source}: {state}: of {manifest['made']}, {rows} rows of "
            f"{len(manifest['tables'])} tables, {files} uploaded files"
        )
