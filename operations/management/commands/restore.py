import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from operations.backups import BackupError, legacy, media
from operations.backups.access import (
    active_usernames,
    describe_access,
    describe_accounts,
    end_access,
)
from operations.backups.archive import FORMAT, archives_in, unpack
from operations.backups.databases import ENGINES
from operations.backups.working_folder import working_folder
from operations.erasing import erasures_since


class Command(BaseCommand):
    help = (
        "Puts the database and the uploaded files of a backup into an empty installation, ends the"
        " sessions and preview links in it, and lists the accounts that can log in."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="A backup, or a folder: its newest one.")
        parser.add_argument("--identity", type=Path, help="The file with the secret key of age.")
        parser.add_argument("--check", action="store_true", help="Only check that it is whole.")
        parser.add_argument(
            "--replace", action="store_true", help="Delete what is here now. Stop the site first."
        )
        parser.add_argument(
            "--keep-access", action="store_true", help="Leave sessions and preview links valid."
        )

    def handle(self, *, source: Path, **options):
        try:
            if source.is_dir():
                source = next(iter(archives_in(source)), source / "site-….tar.gz")
            with working_folder() as temp:
                self._restore(source, temp / "unpacked", **options)
        except (BackupError, OSError, Error, sqlite3.Error) as error:
            raise CommandError(f"{error}") from error

    def _restore(
        self, source: Path, folder: Path, *, identity, check, replace, keep_access, **options
    ) -> None:
        manifest = unpack(source, folder, identity)
        database = ENGINES[manifest["database"]]
        dump, is_legacy = folder / "database" / database.file, manifest["format"] != FORMAT
        if not check:
            self._check_target(database, replace)
        if not is_legacy:
            database.check(dump)
        files = sum(name.startswith("media/") for name in manifest["files"])
        about = f"{database.name} of {manifest['made']}, {files} uploaded files"
        self.stdout.write(f"{source}: whole: {about}")
        if check:
            return
        active_before = active_usernames()
        if is_legacy:
            database.clear()
            call_command("migrate", verbosity=0)
            legacy.restore(folder / "database")
        else:
            database.restore(dump)
        call_command("migrate", verbosity=0)  # the site may be newer than its data
        self.stdout.write(describe_access() if keep_access else end_access())
        media.restore(folder / "media")
        self.stdout.write(f"{source}: restored")
        self.stdout.write("These accounts can log in; close those that should not:")
        for line in describe_accounts(active_before):
            self.stdout.write(line)
        made = datetime.fromisoformat(manifest["made"])
        for erasure in erasures_since(made if made.tzinfo else made.replace(tzinfo=UTC)):
            where = f" in {erasure['entry']}" if erasure["entry"] else ""
            self.stdout.write(
                f"ERASE AGAIN what was erased on {erasure['at'][:16]}{where}"
                f" (see the register of requests; digest {erasure['digest'][:12]})."
            )

    def _check_target(self, database, replace: bool) -> None:
        here = ENGINES[connection.vendor]
        if here is not database:
            raise BackupError(
                f"The backup is of {database.name}, and this site is on {here.name}:"
                f" it can only be restored on {database.name}."
            )
        if not replace and (connection.introspection.table_names() or next(media.names(), None)):
            message = "This installation is not empty. To delete what it holds, say --replace."
            raise BackupError(message)
