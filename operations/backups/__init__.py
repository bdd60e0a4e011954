"""The database and the uploads in one file, made and restored by the databases' own tools."""


class BackupError(Exception):
    """A backup that cannot be made or restored; its text tells the operator why."""
