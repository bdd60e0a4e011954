"""The drill: what was backed up is restored elsewhere, and everything is as it was."""

import json
import tarfile

import pyrage
import pytest

from operations.backups.archive import Damaged, unpack, written
from operations.backups.room import room
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

    assert "restored, and compared" in said
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
    assert (other.returncode, "cannot be read" in other.stderr) == (1, True)
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


def test_no_damaged_byte_is_passed_over(tmp_path):
    """Nor does it end in anything but a complaint; a few bits say nothing of the content."""
    archive, outcomes = tmp_path / "site.tar.gz", []
    with written(archive, []) as writer:
        writer.finish(FACTS)
    whole = archive.read_bytes()
    for position in range(len(whole)):
        for bits in (0x01, 0x80, 0xFF):
            damaged = bytearray(whole)
            damaged[position] ^= bits
            archive.write_bytes(damaged)
            folder = tmp_path / f"{position}-{bits}"
            folder.mkdir()
            try:
                outcomes.append(unpack(archive, folder, None))
            except Damaged:
                outcomes.append(None)

    said = [outcome for outcome in outcomes if outcome is not None]
    assert said == [{"format": 1, **FACTS, "files": {}}] * len(said)
    assert len(said) < 30 < 400 < len(outcomes)


@pytest.mark.parametrize("facts", [b"", b"{", b"\xff", b"[]", b"{}", b'{"files": {}}'])
def test_manifest_that_says_nothing_is_damaged(tmp_path, facts):
    archive = tmp_path / "site.tar.gz"
    (tmp_path / "manifest.json").write_bytes(facts)
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")

    with pytest.raises(Damaged):
        unpack(archive, tmp_path / "unpacked", None)


FACTS = {"made": "", "database": "sqlite", "migrations": [], "tables": {}}


def test_what_is_being_copied_is_beside_the_data(settings, tmp_path):
    """Where /tmp is memory, a database does not fit into it."""
    settings.DATA_DIR = tmp_path / "data"

    with room() as folder:
        assert folder.parent == settings.DATA_DIR

    assert list(settings.DATA_DIR.iterdir()) == []


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


def test_backup_of_a_newer_site_is_not_taken(install, site, backups):
    site.commit(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('pages', '0999_of_the_future', '2030-01-01 00:00:00')"
    )
    site.manage("backup", backups)

    refused = install().manage("restore", backups, check=False)

    assert "newer version of the site" in refused.stderr
    assert "pages.0999_of_the_future" in refused.stderr


def test_newest_backups_are_kept(site, backups):
    backups.mkdir()
    older = [backups / f"site-2020010{day}T000000000000Z.tar.gz" for day in (1, 2, 3)]
    for path in [*older, backups / "notes.txt"]:
        path.write_text("of before", encoding="ascii")

    said = site.manage("backup", backups, "--keep", "2").stdout

    assert [path in archives(backups) for path in older] == [False, False, True]
    assert [f"{path}: deleted" in said for path in older] == [True, True, False]
    assert len(archives(backups)) == 3  # the notes, too
    assert site.manage("backup", backups, "--keep", "0", check=False).returncode == 1


def test_backup_can_be_checked_without_restoring(install, site, backups):
    site.manage("backup", backups)
    (archive,) = archives(backups)
    with tarfile.open(archive) as tar:
        tables = json.load(tar.extractfile("manifest.json"))["tables"]
    empty = install()

    said = empty.manage("restore", backups, "--check").stdout

    assert "whole: of" in said
    assert f"{sum(rows for rows, _digest in tables.values())} rows of {len(tables)} tables" in said
    assert tables["partners_partnerregion"][0] == 19
    assert "partners_partnerregion" in table_missing(empty)
