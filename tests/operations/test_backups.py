"""The drill: what was backed up is restored elsewhere, and everything is as it was."""

import re

import pyrage

from operations.backups.last_backup import last_backup
from operations.health import TRIED
from tests.operations.installations import archives, media, of_version_0_1

PAGES = ["/en/partners/", "/ro/activitati/", "/hu/", "/sitemap.xml", "/data/partners.csv"]


def shown(site):
    """The public pages, as the server of an installation shows them."""
    site.environment["SITE_URL"] = "http://localhost"
    site.serve("--workers", "1")
    answers = [site.get(path) for path in PAGES]
    site.stop()
    return [(status, text) for status, _headers, text in answers]


def test_restored_installation_is_as_the_other_was(install, site_with_media, backups):
    """Its rows, also of what the code does not know; its uploads, its pages, its next numbers."""
    site = site_with_media
    site.commit(insert_picture("a"), insert_picture("b"), "DELETE FROM publishing_picture")
    # Migrations are squashed, packages leave.
    site.commit(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('partners', '0999_squashed', '2026-01-01'), ('left', '0001', '2026-01-01')",
        "CREATE TABLE left_thing (id integer PRIMARY KEY, name text)",
        "INSERT INTO left_thing VALUES (7, 'Hargita')",
    )
    uploads = media(site)
    tried = site.folder / "media" / TRIED / "0123456789abcdef"  # by readiness: no upload
    tried.parent.mkdir()
    tried.write_bytes(b"ok")
    site.manage("backup", backups)
    restored = install()

    found = restored.manage("restore", backups).stdout

    assert ": restored\n" in found
    assert (media(restored), len(uploads)) == (uploads, 2)
    assert restored.ask("SELECT * FROM left_thing") == [(7, "Hargita")]
    assert everything(restored) == everything(site)
    pages = shown(restored)
    assert pages == shown(site)
    assert [status for status, _text in pages] == [200] * len(PAGES)
    # Numbers of what was deleted stay unused: permanent addresses are made of them.
    restored.commit(insert_picture("c"))
    assert restored.ask("SELECT id, file FROM publishing_picture") == [(3, "c")]
    assert restored.manage("migrate", "--check", "-v0").returncode == 0


def insert_picture(name):
    columns = "file, alt, alt_ro, is_decorative, caption, credit, focal_x, focal_y, sources"
    values = f"'{name}', '', '', true, '', '', 50, 50, '[]'"
    return f"INSERT INTO publishing_picture ({columns}) VALUES ({values})"


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


def test_installation_that_is_not_empty_is_left_alone_unless_told(site, archive, backups):
    site.commit(f"{CHANGE} = 'of another site' WHERE id IN (1, 2, 3)")
    (site.folder / "media").mkdir()
    (site.folder / "media/other.pdf").write_bytes(b"of another site")

    refused = site.manage("restore", backups, check=False)

    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    assert site.ask(SEATS) == [("of another site",)] * 3
    assert len(media(site)) == 1
    site.manage("restore", backups, "--replace")
    assert ("of another site",) not in site.ask(SEATS)
    assert site.ask("SELECT count(*) FROM partners_partnerregion") == [(19,)]
    assert media(site) == {}


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

    output = site.manage("backup", backups, "--keep", "2").stdout

    assert [path in archives(backups) for path in older] == [False, False, True]
    assert [f"{path}: deleted" in output for path in older] == [True, True, False]
    assert len(archives(backups)) == 3  # the notes, too
    assert site.manage("backup", backups, "--keep", "0", check=False).returncode == 1


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

    output = site.manage("restore", backups, "--replace").stdout.splitlines()

    assert output[1:2] + output[3:] == [
        "1 sessions ended, 1 preview links revoked.",
        "These accounts can log in; close those that should not:",
        "  ana: no login yet, NO SECOND STEP",
        "  bela: no login yet, NO SECOND STEP, WAS CLOSED OR UNKNOWN HERE BEFORE",
    ]
    assert site.ask(ACCESS) == [(0, 0)]
    with_access = site.manage("restore", backups, "--replace", "--keep-access").stdout.splitlines()
    assert with_access[1] == "1 sessions and 1 preview links are valid again."
    assert site.ask(ACCESS) == [(1, 1)]


ACCESS = (
    "SELECT (SELECT count(*) FROM django_session),"
    " (SELECT count(*) FROM publishing_previewlink WHERE NOT is_revoked)"
)


def test_backup_of_version_0_1_is_restored(install, kind):
    """Rows go into the tables of this version, which may be called and numbered otherwise."""
    restored = install(SITE_URL="http://localhost")

    output = restored.manage("restore", of_version_0_1(kind)).stdout

    assert "0 sessions ended, 1 preview links revoked." in output
    assert re.findall(r"  (t_\w+):", output) == ["t_admin", "t_editor", "t_translator"]
    assert len(media(restored)) == 3
    assert restored.manage("migrate", "--check", "-v0").returncode == 0
    restored.serve("--workers", "1")
    status, _headers, page = restored.get("/en/partners/en-partner-1/")
    assert (status, "Hont County" in page, "19/1994" in page) == (200, True, True)
    status, _headers, page = restored.get("/ro/activitati/ro-activity-3/")
    assert (status, "Târg de toamnă" in page, "https://example.org/targ" in page) == (200,) + (
        True,
    ) * 2
    # An old slug leads on, a version of before is there, and search finds the words.
    status, _headers, page = restored.get("/ro/parteneri/ro-partner-2/")
    assert (status, "Județul Hont" in page) == (200, True)
    assert "Târg de toamnă" in restored.get("/ro/cautare/?q=targ")[2]
    restored.stop()
    restored.commit(insert_picture("c"))
    assert restored.ask("SELECT id FROM publishing_picture WHERE file = 'c'") == [(2,)]


def test_last_backup_is_known(site, backups, settings):
    settings.DATA_DIR = site.folder
    assert last_backup() is None

    site.manage("backup", backups, "--if-older", "24")
    site.manage("backup", backups, "--if-older", "24")

    (archive,) = archives(backups)
    last = last_backup()
    assert (last.size, last.path, last.is_old) == (archive.stat().st_size, str(archive), False)
    recorded = site.folder / "last_backup.json"
    recorded.write_text(recorded.read_text().replace(str(last.made.year), "2020"))
    assert last_backup().is_old
    site.manage("backup", backups, "--if-older", "24")
    assert len(archives(backups)) == 2
