"""Several replicas start at once; none does what another one is doing."""

from concurrent.futures import ThreadPoolExecutor

from harghita_intl.settings.secret import read_or_create_secret
from tests.operations.servers import wait_until


def test_replicas_that_start_at_once_take_turns(install):
    site = install()
    starting = [site.begin("prepare") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in starting]

    assert [process.returncode for process in starting] == [0, 0], said
    loaded = sorted(int(out.split()[0]) for out, _err in said)
    assert loaded[0] == 0
    assert loaded[1] > 50
    assert site.ask("SELECT count(*) FROM partners_partnerregion") == [(19,)]


def test_site_waits_for_its_database(install, kind, request):
    site = install()
    if kind == "sqlite":
        site.environment["DATABASE_URL"] = f"sqlite:///{site.folder}/later/site.sqlite3"
        starting = site.begin("prepare", "--wait", "60")
        wait_until(lambda: (site.folder / "secret_key").exists(), "it does not start")
        (site.folder / "later").mkdir()
    else:
        cluster = request.getfixturevalue("cluster")
        cluster.stop()
        starting = site.begin("prepare", "--wait", "60")
        wait_until(lambda: (site.folder / "secret_key").exists(), "it does not start")
        cluster.start()
    out, err = starting.communicate(timeout=120)

    assert (starting.returncode, "entries loaded" in out) == (0, True), err


def test_site_says_that_its_database_does_not_answer(install):
    site = install()
    site.environment["DATABASE_URL"] = f"sqlite:///{site.folder}/nowhere/site.sqlite3"

    refused = site.manage("prepare", "--wait", "0", check=False)

    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: The database does not answer")


def test_processes_that_start_at_once_agree_on_a_secret_key(tmp_path):
    with ThreadPoolExecutor(8) as at_once:
        for number in range(50):
            paths = [tmp_path / str(number) / "secret_key"] * 8
            keys = list(at_once.map(read_or_create_secret, paths))
            assert len(set(keys)) == 1
            assert len(keys[0]) == 50
            assert paths[0].stat().st_mode & 0o077 == 0
            assert list(paths[0].parent.iterdir()) == paths[:1]
