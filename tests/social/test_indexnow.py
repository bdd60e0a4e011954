"""Search engines are told what changed, if the site has a key for it."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from activities.models import Activity
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db
KEY = "a-key-of-the-site"
DAY = timedelta(days=1)


class Engine(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.notices.append(json.loads(self.rfile.read(length)))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def engine(settings, tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Engine)
    server.notices, server.answer = [], 200
    settings.INDEXNOW_KEY, settings.DATA_DIR = KEY, tmp_path
    settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{server.server_port}/indexnow"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def told(engine) -> list[str]:
    """What the engine was told of since it was last asked."""
    notices, engine.notices = engine.notices, []
    return [address for notice in notices for address in notice["urlList"]]


def test_changed_pages_are_named_in_each_language_with_the_lists(engine):
    partner = make_partner(slug_ro="hont", slug_hu="hont-hu", slug_en="hont-en")
    make_partner(status="draft")

    call_command("notify_indexnow")

    (notice,) = engine.notices
    assert (notice["host"], notice["key"]) == ("testserver", KEY)
    assert notice["keyLocation"] == f"https://testserver/{KEY}.txt"
    assert told(engine)[:3] == [
        "https://testserver/ro/parteneri/hont/",
        "https://testserver/hu/partnerek/hont-hu/",
        "https://testserver/en/partners/hont-en/",
    ]
    call_command("notify_indexnow")
    assert told(engine) == []
    make_decision(partner)
    call_command("notify_indexnow")
    assert "https://testserver/hu/partnerek/hont-hu/" in told(engine)


def test_deleted_page_is_named_so_that_engines_forget_it(engine):
    activity = make_activity(slug_en="fair")
    call_command("notify_indexnow")
    told(engine)
    activity.delete()

    call_command("notify_indexnow")

    assert "https://testserver/en/activities/fair/" in told(engine)


def test_page_is_named_when_its_time_comes_and_when_it_is_over(engine):
    make_partner()  # so that there is something else
    moment = now()
    activity = make_activity(slug_en="fair", publish_at=moment + DAY, take_down_at=moment + 2 * DAY)
    page = "https://testserver/en/activities/fair/"

    call_command("notify_indexnow")
    assert page not in told(engine)
    Activity.objects.filter(pk=activity.pk).update(updated=moment - DAY, publish_at=now())
    activity.history.update(publish_at=moment)
    call_command("notify_indexnow")
    assert page in told(engine)
    Activity.objects.filter(pk=activity.pk).update(take_down_at=now())
    call_command("notify_indexnow")
    assert page in told(engine)
    call_command("notify_indexnow")
    assert told(engine) == []


def test_page_taken_back_is_named_and_a_draft_that_was_never_public_is_not(engine):
    partner, draft = make_partner(slug_en="hont"), make_partner(slug_en="draft", status="draft")
    call_command("notify_indexnow")
    told(engine)
    for entry in (partner, draft):
        entry.status, entry.seat = "draft", "Léva"
        entry.save()

    call_command("notify_indexnow")

    named = told(engine)
    assert "https://testserver/en/partners/hont/" in named
    assert "https://testserver/en/partners/draft/" not in named


def test_refusal_is_said_and_what_changed_is_told_next_time(engine):
    make_partner()
    engine.answer = 403
    with pytest.raises(CommandError, match="could not be told: HTTP Error 403"):
        call_command("notify_indexnow")
    engine.notices, engine.answer = [], 202

    call_command("notify_indexnow")

    assert len(told(engine)) == 3 + 9


def test_without_a_key_nobody_is_told(engine, settings, capsys):
    settings.INDEXNOW_KEY = ""
    make_partner()

    call_command("notify_indexnow")

    assert engine.notices == []
    assert "INDEXNOW_KEY is not set" in capsys.readouterr().out


def test_key_is_shown_at_its_address_only(client, engine, settings):
    response = client.get(f"/{KEY}.txt")

    assert (response.status_code, response.content.decode()) == (200, KEY)
    assert client.get("/another-key.txt").status_code == 404
    settings.INDEXNOW_KEY = ""
    assert client.get(f"/{KEY}.txt").status_code == 404
