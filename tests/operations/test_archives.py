"""A backup that is not whole, or not of this site, is found out before anything is touched."""

import json
import shutil
import subprocess
import sys
import tarfile

import pyrage
import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from operations.backups import BackupError
from operations.backups.archive import unpack, write_archive
from operations.backups.postgresql import find_programs
from operations.backups.working_folder import working_folder
from tests.operations.installations import archives, media, of_version_0_1, table_missing


def test_damaged_backup_is_found_out_before_anything_is_touched(install, archive):
    whole, other = archive.read_bytes(), install()
    complaints = []
    for damage in (cut, change, leave_out, write_nonsense):
        archive.write_bytes(whole)
        damage(archive)
        refused = other.manage("restore", archive, check=False)
        complaints.append(refused.stderr.removeprefix("CommandError: ").split(":")[0])

    assert complaints == [
        f"{archive.name} cannot be read",
        "Not as the manifest says",
        "Not as the manifest says",
        f"{archive.name} cannot be read",
    ]
    assert media(other) == {}
    assert "partners_partnerregion" in table_missing(other)


def cut(archive):
    archive.write_bytes(archive.read_bytes()[:-2000])


def write_nonsense(archive):
    archive.write_bytes(b"nonsense")


def change(archive):
    """Another content under the same manifest."""
    _rewrite(archive, lambda name, data: data[:-1] + b"?" if name.startswith("database") else data)


def leave_out(archive):
    _rewrite(archive, lambda name, data: data if name == "manifest.json" else None)


def _rewrite(archive, change):
    folder = archive.parent / "unpacked"
    with tarfile.open(archive) as tar:
        members = [(member, change(member.name, tar.extractfile(member).read())) for member in tar]
    with tarfile.open(archive, "w:gz") as tar:
        for member, data in members:
            if data is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                tar.add(path, member.name)


def test_no_damaged_byte_is_passed_over(tmp_path, settings):
    """Nor does it end in anything but a complaint; a few bits say nothing of the content."""
    settings.MEDIA_ROOT = tmp_path / "media"
    archive, dump, outcomes = tmp_path / "site.tar.gz", tmp_path / "site.sqlite3", []
    dump.write_bytes(b"a database")
    write_archive(archive, dump, [], FACTS)
    whole = archive.read_bytes()
    for position in range(len(whole)):
        for bits in (0x01, 0x80, 0xFF):
            damaged = bytearray(whole)
            damaged[position] ^= bits
            archive.write_bytes(damaged)
            try:
                outcomes.append(unpack(archive, tmp_path / f"{position}-{bits}", None))
            except BackupError:
                outcomes.append(None)

    output = [outcome for outcome in outcomes if outcome is not None]
    assert [{**one, "files": list(one["files"])} for one in output] == [
        {"format": 2, **FACTS, "files": ["database/site.sqlite3"]}
    ] * len(output)
    assert len(output) < 100 < 400 < len(outcomes)  # the first are of the name in gzip's header


FACTS = {"site": "0.2.0", "made": "2026-11-27", "database": "sqlite"}


@pytest.mark.parametrize("facts", [b"", b"{", b"\xff", b"[]", b"{}", b'{"format": 2, "files": {}}'])
def test_manifest_that_says_nothing_is_refused(tmp_path, facts):
    with pytest.raises(BackupError, match="cannot be read"):
        unpack(archive_of(tmp_path, facts), tmp_path / "unpacked", None)


def test_backup_of_a_newer_format_is_refused(tmp_path):
    archive = archive_of(tmp_path, b'{"format": 3, "files": {}, "made": "", "database": ""}')

    with pytest.raises(BackupError, match="newer version of the site"):
        unpack(archive, tmp_path / "unpacked", None)


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "database/link"])
def test_archive_cannot_write_elsewhere(tmp_path, name):
    archive, folder = tmp_path / "site.tar.gz", tmp_path / "unpacked"
    member = tarfile.TarInfo(name)
    member.type = tarfile.SYMTYPE if name.endswith("link") else tarfile.REGTYPE
    member.linkname = str(tmp_path)
    with tarfile.open(archive, "w:gz") as tar:
        tar.addfile(member)
    folder.mkdir()

    with pytest.raises(BackupError, match=f"“{name}” is no file of a backup"):
        unpack(archive, folder, None)

    assert not [*folder.rglob("*")]
    assert not (tmp_path / "outside").exists()


def archive_of(folder, manifest):
    archive = folder / "site.tar.gz"
    (folder / "manifest.json").write_bytes(manifest)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder / "manifest.json", "manifest.json")
    return archive


def test_what_is_being_copied_is_beside_the_data_for_one_process(settings, tmp_path):
    """Where /tmp is memory, a database does not fit into it."""
    settings.DATA_DIR = tmp_path / "data"
    left = settings.DATA_DIR / "backup.tmp/plain"
    left.parent.mkdir(parents=True)
    left.write_text("of a backup that was killed")

    with working_folder() as folder:
        assert (folder.parent, list(folder.iterdir())) == (settings.DATA_DIR, [])
        with pytest.raises(BackupError, match="Another backup or restore"), working_folder():
            pass

    assert not folder.exists()


def test_backup_can_be_checked_without_restoring(install, archive, backups):
    empty = install()

    assert "whole:" in empty.manage("restore", backups, "--check").stdout
    assert "partners_partnerregion" in table_missing(empty)


def test_dump_that_does_not_open_is_found_out(install, archive, backups, kind):
    """It is what the manifest says, and yet no database."""
    _rewrite(archive, lambda name, data: data)
    folder = archive.parent / "unpacked"
    (dump,) = (folder / "database").iterdir()
    shutil.rmtree(folder / "media", ignore_errors=True)
    dump.write_bytes(b"nonsense, but of the right size and sum")
    facts = json.loads((folder / "manifest.json").read_text())
    del facts["format"], facts["files"]
    site_settings.MEDIA_ROOT, before = folder / "none", site_settings.MEDIA_ROOT
    write_archive(archive, dump, [], facts)
    site_settings.MEDIA_ROOT = before

    refused = install().manage("restore", backups, "--check", check=False)

    complaint = {"sqlite": "file is not a database", "postgresql": "pg_restore failed"}[kind]
    assert (refused.returncode, complaint in refused.stderr) == (1, True)


def test_full_disk_is_told_in_a_sentence(site_with_media, backups):
    """A process that may not write more than so many bytes stands for it."""
    limited = ["prlimit", "--fsize=40000", sys.executable, "manage.py", "backup", str(backups)]
    done = subprocess.run(
        limited,
        cwd=site_settings.BASE_DIR,
        env=site_with_media.environment,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("CommandError: The backup failed: ")
    assert archives(backups) == []
    assert not (site_with_media.folder / "last_backup.json").exists()


def test_programs_of_the_servers_version_are_found(tmp_path):
    def folder(version):
        program = tmp_path / version / "pg_dump"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.4 (Debian 1)'\n")
        program.chmod(0o755)
        return program.parent

    of_15, of_17 = folder("15"), folder("17")

    assert find_programs(15, [of_15, of_17]) == of_15
    assert find_programs(16, [of_15, of_17, tmp_path]) == of_17
    with pytest.raises(BackupError, match="is of PostgreSQL 17, older than the server's 18"):
        find_programs(18, [of_15, of_17])
    with pytest.raises(BackupError, match="apt install postgresql-client"):
        find_programs(15, [tmp_path])


def test_key_that_is_none_is_an_error_of_the_deployment(settings):
    settings.BACKUP_RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public()), "age1nokey"]

    with pytest.raises(SystemCheckError, match="Key 2 of BACKUP_RECIPIENTS is not a public key"):
        call_command("check", "--deploy", "--tag", "security")


def test_backup_of_another_kind_of_database_is_refused(install, kind):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[kind]
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    empty = install()

    refused = empty.manage("restore", of_version_0_1(other), check=False)

    assert refused.stderr == (
        f"CommandError: The backup is of {names[other]}, and this site is on {names[kind]}:"
        f" it can only be restored on {names[other]}.\n"
    )
    assert "partners_partnerregion" in table_missing(empty)
