"""What watches the site is told the truth."""

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def readiness(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_site_is_ready_and_leaves_nothing_behind(client, media):
    assert readiness(client) == (200, {"database": "ok", "migrations": "ok", "storage": "ok"})
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_answers_are_never_kept_by_anybody(client):
    for path in ("/healthz", "/readyz"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_site_without_a_place_for_uploads_is_not_ready(client, media):
    media.write_text("a file where a folder should be", encoding="ascii")

    assert readiness(client) == (503, {"database": "ok", "migrations": "ok", "storage": "failed"})
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_site_that_was_not_migrated_is_not_ready(client):
    call_command("migrate", "sessions", "zero", verbosity=0)
    try:
        status, found = readiness(client)
    finally:
        call_command("migrate", "sessions", verbosity=0)

    assert (status, found["migrations"], found["database"]) == (503, "failed", "ok")
