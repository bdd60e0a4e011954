"""Several replicas start at once; none does what another one is doing."""

import fcntl
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

from harghita_intl.settings.secret import read_or_create_secret
from operations.locks import NUMBER
from tests.operations.servers import wait_until


def test_replicas_that_start_at_once_take_turns(install):
    site = install()
    starting = [site.begin("migrate_and_load") for _ in range(2)]
    output = [process.communicate(timeout=120) for process in starting]

    assert [process.returncode for process in starting] == [0, 0], output
    loaded = sorted(int(out.split()[0]) for out, _err in output)
    assert loaded[0] == 0
    assert loaded[1] > 50
    assert site.ask("SELECT count(*) FROM partners_partnerregion") == [(19,)]


def test_site_waits_for_its_database(site, kind, request):
    if kind == "sqlite":
        database = site.folder / "soon" / "site.sqlite3"
        database.parent.mkdir()
        (site.folder / "site.sqlite3").rename(database)
        site.environment["DATABASE_URL"] = f"sqlite:///{site.folder}/later/site.sqlite3"
        starting = site.begin("migrate_and_load", "--wait", "60")
        wait_until(lambda: (site.folder / "secret_key").exists(), "it does not start")
        database.parent.rename(site.folder / "later")
    else:
        cluster = request.getfixturevalue("cluster")
        cluster.stop()
        starting = site.begin("migrate_and_load", "--wait", "60")
        wait_until(lambda: (site.folder / "secret_key").exists(), "it does not start")
        cluster.start()
    out, err = starting.communicate(timeout=120)

    assert (starting.returncode, "entries loaded" in out) == (0, True), err


def test_site_says_that_its_database_does_not_answer(install):
    site = install()
    site.environment["DATABASE_URL"] = f"sqlite:///{site.folder}/nowhere/site.sqlite3"

    refused = site.manage("migrate_and_load", "--wait", "0", check=False)

    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: The database does not answer")


def test_site_says_whom_it_waits_for_and_does_not_wait_for_ever(site, kind):
    with ExitStack() as held:
        if kind == "postgresql":
            opened = held.enter_context(closing(site.open()))
            opened.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER])
            holder = f"process {opened.info.backend_pid} of PostgreSQL"
        else:
            holder = f"process that holds {site.folder}/site.sqlite3.lock"
            file = held.enter_context(open(f"{site.folder}/site.sqlite3.lock", "a"))
            fcntl.flock(file, fcntl.LOCK_EX)
        refused = site.manage("migrate_and_load", "--wait-for-others", "1", check=False)

    assert refused.returncode == 1
    waiting, *_log, error = refused.stderr.splitlines()  # the wait is logged as a slow query, too
    assert waiting.startswith("Waiting for")
    assert error.startswith("CommandError: Another process brings this database up to date.")
    assert holder in waiting
    assert holder in error
    assert site.manage("migrate_and_load").returncode == 0


def test_processes_that_start_at_once_agree_on_a_secret_key(tmp_path):
    with ThreadPoolExecutor(8) as at_once:
        for number in range(50):
            paths = [tmp_path / str(number) / "secret_key"] * 8
            keys = list(at_once.map(read_or_create_secret, paths))
            assert len(set(keys)) == 1
            assert len(keys[0]) == 50
            assert paths[0].stat().st_mode & 0o077 == 0
            assert list(paths[0].parent.iterdir()) == paths[:1]
