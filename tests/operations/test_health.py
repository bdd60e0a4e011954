"""What watches the site is told the truth."""

import json

import pytest
from django.core.management import call_command

from tests.files import files_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


WELL = {"database": "ok", "migrations": "ok", "storage": "ok"}


def readiness(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_site_is_ready_and_leaves_nothing_behind(client, media):
    assert readiness(client) == (200, {**WELL, "backup": "none"})
    assert files_in(media) == []


def test_answers_are_never_kept_by_anybody(client):
    for path in ("/healthz", "/readyz"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_site_without_a_place_for_uploads_is_not_ready(client, media):
    media.write_text("a file where a folder should be", encoding="ascii")

    assert readiness(client) == (503, {**WELL, "storage": "failed", "backup": "none"})
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("made", "told"), [("2020-01-01", "old"), ("2999-01-01", "ok")])
def test_age_of_the_last_backup_is_a_warning(client, settings, tmp_path, made, told):
    settings.DATA_DIR = tmp_path
    recorded = {"made": f"{made}T02:30:00+00:00", "size": 1, "path": "/backups/site.tar.gz"}
    (tmp_path / "last_backup.json").write_text(json.dumps(recorded))

    assert readiness(client) == (200, {**WELL, "backup": told})


@pytest.mark.django_db(transaction=True)
def test_site_that_was_not_migrated_is_not_ready(client):
    call_command("migrate", "sessions", "zero", verbosity=0)
    try:
        status, found = readiness(client)
    finally:
        call_command("migrate", "sessions", verbosity=0)

    assert (status, found["migrations"], found["database"]) == (503, "failed", "ok")
