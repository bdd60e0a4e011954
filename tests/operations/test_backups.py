"""The drill: what was backed up is restored elsewhere, and everything is as it was."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from operations.backups import BackupError
from operations.backups.archive import unpack, write_archive
from operations.backups.last_backup import last_backup
from operations.backups.postgresql import find_programs
from operations.backups.working_folder import working_folder
from operations.health import TRIED

PAGES = ["/en/partners/", "/ro/activitati/", "/hu/", "/sitemap.xml", "/data/partners.csv"]
PICTURE = "pictures/0123456789abcdef0123-480.webp"


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def site_with_media(site):
    for name, content in [(PICTURE, b"a picture"), ("documents/hotărâre.pdf", b"%PDF-" * 9999)]:
        path = site.folder / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return site


def archives(folder):
    return sorted(folder.iterdir())


def media(site):
    root = site.folder / "media"
    return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def shown(site):
    """The public pages, as the server of an installation shows them."""
    site.environment["SITE_URL"] = "http://localhost"
    site.serve()
    answers = [site.get(path) for path in PAGES]
    site.stop()
    return [(status, text) for status, _headers, text in answers]


def test_restored_installation_shows_the_same_pages(install, site_with_media, backups):
    site_with_media.manage("backup", backups)
    restored = install()

    said = restored.manage("restore", backups).stdout

    assert ": restored\n" in said
    assert media(restored) == media(site_with_media)
    assert len(media(restored)) == 2
    pages = shown(restored)
    assert pages == shown(site_with_media)
    assert [status for status, _text in pages] == [200] * len(PAGES)


def test_restored_installation_goes_on_where_the_other_was(install, site, backups):
    """Numbers of what was deleted stay unused: permanent addresses are made of them."""
    site.commit(insert_picture("a"), insert_picture("b"), "DELETE FROM publishing_picture")
    site.manage("backup", backups)
    restored = install()
    restored.manage("restore", backups)
    restored.commit(insert_picture("c"))

    assert restored.ask("SELECT id, file FROM publishing_picture") == [(3, "c")]
    assert restored.manage("migrate", "--check", "-v0").returncode == 0


def insert_picture(name):
    columns = "file, alt, alt_ro, is_decorative, caption, credit, sources"
    return (
        f"INSERT INTO publishing_picture ({columns}) VALUES ('{name}', '', '', true, '', '', '[]')"
    )


def test_backup_under_writes_is_of_one_moment(install, site, backups):
    """Two partners are always changed together; never is only one of them in a backup."""
    copying = site.begin("backup", backups)
    number = 0
    while copying.poll() is None:
        number += 1
        site.commit(*(f"{CHANGE} = '{number}' WHERE id = {partner}" for partner in (1, 2, 3)))
    assert copying.wait() == 0, copying.communicate()
    copying.communicate()
    restored = install()
    restored.manage("restore", backups)

    seats = {seat for (seat,) in restored.ask(SEATS)}
    assert len(seats) == 1
    assert number > 1


CHANGE = "UPDATE partners_partnerregion SET address"
SEATS = "SELECT address FROM partners_partnerregion WHERE id IN (1, 2, 3)"


def test_backup_is_encrypted_for_whoever_has_the_key(install, site_with_media, backups, tmp_path):
    key = pyrage.x25519.Identity.generate()
    identity = tmp_path / "key.txt"
    identity.write_text(f"# public key: {key.to_public()}\n{key}\n", encoding="ascii")
    site_with_media.environment["BACKUP_RECIPIENTS"] = str(key.to_public())
    site_with_media.manage("backup", backups)
    (archive,) = archives(backups)
    restored = install()

    assert archive.read_bytes().startswith(b"age-encryption.org/v1")
    assert archive.stat().st_mode & 0o077 == 0
    without = restored.manage("restore", backups, check=False)
    assert (without.returncode, "--identity" in without.stderr) == (1, True)
    identity_of_another = tmp_path / "other.txt"
    identity_of_another.write_text(str(pyrage.x25519.Identity.generate()), encoding="ascii")
    other = restored.manage("restore", archive, "--identity", identity_of_another, check=False)
    assert (other.returncode, "cannot be read: No matching keys" in other.stderr) == (1, True)
    restored.manage("restore", archive, "--identity", identity)
    assert media(restored) == media(site_with_media)


def test_what_readiness_tries_is_no_upload(install, site_with_media, backups):
    tried = site_with_media.folder / "media" / TRIED / "0123456789abcdef"
    tried.parent.mkdir()
    tried.write_bytes(b"ok")
    site_with_media.manage("backup", backups)
    restored = install()

    restored.manage("restore", backups)

    assert len(media(restored)) == 2


def test_installation_that_is_not_empty_is_left_alone_unless_told(install, site, backups):
    site.manage("backup", backups)
    other = install()
    other.manage("migrate", "-v0")
    (other.folder / "media").mkdir()
    (other.folder / "media/other.pdf").write_bytes(b"of the other site")

    refused = other.manage("restore", backups, check=False)

    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    assert other.ask("SELECT count(*) FROM partners_partnerregion") == [(0,)]
    assert len(media(other)) == 1
    other.manage("restore", backups, "--replace")
    assert other.ask("SELECT count(*) FROM partners_partnerregion") == [(19,)]
    assert media(other) == {}


def test_damaged_backup_is_found_out_before_anything_is_touched(install, site, backups):
    site.manage("backup", backups)
    (archive,) = archives(backups)
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

    said = [outcome for outcome in outcomes if outcome is not None]
    assert [{**one, "files": list(one["files"])} for one in said] == [
        {"format": 2, **FACTS, "files": ["database/site.sqlite3"]}
    ] * len(said)
    assert len(said) < 100 < 400 < len(outcomes)  # the first are of the name in gzip's header


FACTS = {"site": "0.2.0", "made": "2026-11-27", "database": "sqlite"}


@pytest.mark.parametrize("facts", [b"", b"{", b"\xff", b"[]", b"{}", b'{"format": 2, "files": {}}'])
def test_manifest_that_says_nothing_is_refused(tmp_path, facts):
    with pytest.raises(BackupError, match="cannot be read"):
        unpack(archive_of(tmp_path, facts), tmp_path / "unpacked", None)


def test_backup_of_a_newer_format_is_refused(tmp_path):
    archive = archive_of(tmp_path, b'{"format": 3, "files": {}, "made": "", "database": ""}')

    with pytest.raises(BackupError, match="newer version of the site"):
        unpack(archive, tmp_path / "unpacked", None)


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


def table_missing(site):
    try:
        site.ask("SELECT count(*) FROM partners_partnerregion")
    except Exception as error:
        return str(error)
    return ""


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


def test_backup_outlives_migrations_and_packages(install, site, backups):
    """Migrations are squashed, packages leave: what the code does not know stays as it was."""
    site.commit(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('partners', '0999_squashed', '2026-01-01'), ('left', '0001', '2026-01-01')",
        "CREATE TABLE left_thing (id integer PRIMARY KEY, name text)",
        "INSERT INTO left_thing VALUES (7, 'Hargita')",
    )
    site.manage("backup", backups)
    restored = install()

    assert "whole:" in restored.manage("restore", backups, "--check").stdout
    restored.manage("restore", backups)

    assert restored.ask("SELECT * FROM left_thing") == [(7, "Hargita")]
    assert everything(restored) == everything(site)


def everything(site):
    """The rows of every table, in the order of their text."""
    if site.database.startswith("sqlite"):
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    else:
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return {
        table: sorted(map(repr, site.ask(f'SELECT * FROM "{table}"')))
        for (table,) in site.ask(tables)
    }


def test_newest_backups_are_kept_and_killed_ones_are_not(site, backups):
    backups.mkdir()
    older = [backups / f"site-2020010{day}T000000000000Z.tar.gz" for day in (1, 2, 3)]
    killed = backups / "site-20200104T000000000000Z.tar.gz.partial"
    for path in [*older, killed, backups / "notes.txt"]:
        path.write_text("of before", encoding="ascii")

    said = site.manage("backup", backups, "--keep", "2").stdout

    assert [path in archives(backups) for path in older] == [False, False, True]
    assert [f"{path}: deleted" in said for path in older] == [True, True, False]
    assert len(archives(backups)) == 3  # the notes, too
    assert site.manage("backup", backups, "--keep", "0", check=False).returncode == 1


def test_backup_can_be_checked_without_restoring(install, site, backups):
    site.manage("backup", backups)
    empty = install()

    assert "whole:" in empty.manage("restore", backups, "--check").stdout
    assert "partners_partnerregion" in table_missing(empty)


def test_dump_that_does_not_open_is_found_out(install, site, backups, kind):
    """It is what the manifest says, and yet no database."""
    site.manage("backup", backups)
    (archive,) = archives(backups)
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


def test_restore_revives_no_access_without_saying_so(site, backups):
    for name in ("ana", "bela"):
        site.commit(
            "INSERT INTO auth_user (username, password, first_name, last_name, email, is_active,"
            " is_staff, is_superuser, date_joined)"
            f" VALUES ('{name}', '!', '', '', '', true, true, false, '2026-01-01')"
        )
    site.commit(
        "INSERT INTO django_session VALUES ('a key', '', '2999-01-01')",
        "INSERT INTO publishing_previewlink (token, key, created, expires, is_revoked, prefix)"
        " VALUES ('a token', 1, '2026-01-01', '2999-01-01', false, 1)",
    )
    site.manage("backup", backups)
    site.commit("UPDATE auth_user SET is_active = false WHERE username = 'bela'")

    said = site.manage("restore", backups, "--replace").stdout.splitlines()

    assert said[1:2] + said[3:] == [
        "1 sessions ended, 1 preview links revoked.",
        "These accounts can log in; close those that should not:",
        "  ana: no login yet, NO SECOND STEP",
        "  bela: no login yet, NO SECOND STEP, WAS CLOSED OR UNKNOWN HERE BEFORE",
    ]
    assert site.ask(ACCESS) == [(0, 0)]
    kept = site.manage("restore", backups, "--replace", "--keep-access").stdout.splitlines()
    assert kept[1] == "1 sessions and 1 preview links are valid again."
    assert site.ask(ACCESS) == [(1, 1)]


ACCESS = (
    "SELECT (SELECT count(*) FROM django_session),"
    " (SELECT count(*) FROM publishing_previewlink WHERE NOT is_revoked)"
)


def of_version_0_1(kind):
    return Path(__file__).parent / f"data/site-of-format-1-{kind}.tar.gz"


def test_backup_of_version_0_1_is_restored(install, kind):
    """Rows go into the tables of this version, which may be called and numbered otherwise."""
    restored = install(SITE_URL="http://localhost")

    said = restored.manage("restore", of_version_0_1(kind)).stdout

    assert "0 sessions ended, 1 preview links revoked." in said
    assert re.findall(r"  (t_\w+):", said) == ["t_admin", "t_editor", "t_translator"]
    assert len(media(restored)) == 3
    assert restored.manage("migrate", "--check", "-v0").returncode == 0
    restored.serve()
    status, _headers, page = restored.get("/en/partners/en-partner-1/")
    assert (status, "Hont County" in page, "19/1994" in page) == (200, True, True)
    status, _headers, page = restored.get("/ro/activitati/ro-activity-3/")
    assert (status, "Târg de toamnă" in page, "https://example.org/targ" in page) == (200,) + (
        True,
    ) * 2
    # A former address leads on, a version of before is there, and search finds the words.
    status, _headers, page = restored.get("/ro/parteneri/ro-partner-2/")
    assert (status, "Județul Hont" in page) == (200, True)
    assert "Târg de toamnă" in restored.get("/ro/cautare/?q=targ")[2]
    restored.stop()
    restored.commit(insert_picture("c"))
    assert restored.ask("SELECT id FROM publishing_picture WHERE file = 'c'") == [(2,)]


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


def test_last_backup_is_known(site, backups, settings):
    settings.DATA_DIR = site.folder
    assert last_backup() is None

    site.manage("backup", backups, "--if-older", "24")
    site.manage("backup", backups, "--if-older", "24")

    (archive,) = archives(backups)
    last = last_backup()
    assert (last.size, last.path, last.is_old) == (archive.stat().st_size, str(archive), False)
    noted = site.folder / "last_backup.json"
    noted.write_text(noted.read_text().replace(str(last.made.year), "2020"))
    assert last_backup().is_old
    site.manage("backup", backups, "--if-older", "24")
    assert len(archives(backups)) == 2


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
