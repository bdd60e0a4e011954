"""How far a database has been migrated, and how to bring an empty one as far."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


class NewerBackup(Exception):
    """The copied database knows migrations that this version of the site does not."""


def migrations_of(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """What was applied: app and name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def check_known(connection: BaseDatabaseWrapper, migrations: list[tuple[str, str]]) -> None:
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [".".join(migration) for migration in migrations if migration not in known]
    if unknown:
        raise NewerBackup(", ".join(unknown))


def migrate_to(connection: BaseDatabaseWrapper, migrations: list[tuple[str, str]]) -> None:
    """Migrates an empty database as far as another one had been, and no further."""
    executor = MigrationExecutor(connection)
    reached = set(migrations)
    ends = [
        migration
        for migration in migrations
        if not any(
            child.key in reached and child.key[0] == migration[0]
            for child in executor.loader.graph.node_map[migration].children
        )
    ]
    executor.migrate(ends)
