"""A process that dies while it saves leaves an entry wholly old, or wholly new."""

import os
import re
import signal
import threading
import time
from contextlib import suppress
from http.cookiejar import CookieJar
from types import SimpleNamespace
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.admin.browser_forms import form_of
from tests.operations.servers import BROKEN_LINE, wait_until, workers_of

FORM = "/admin/partners/partnerregion/1/change/"
COLUMNS = "address, seat, name_hu, name_en"


class Editor:
    """Somebody at the admin, with a browser."""

    def __init__(self, site):
        self.site = site
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.send("/admin/login/?next=/admin/", {"username": "admin", "password": site.password})

    def send(self, path, fields):
        html = self.open(path)
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
        typed = form_of(SimpleNamespace(content=html.encode()), **fields)
        data = urlencode({**typed, "csrfmiddlewaretoken": token}, doseq=True).encode()
        return self.open(path, data)

    def open(self, path, data=None):
        with self.browser.open(self.site.url + path, data, timeout=30) as answer:
            return answer.read().decode()


@pytest.fixture
def edited(site):
    """A served site with one process, and an account on it."""
    output = site.manage("create_first_account").stdout
    site.password = re.search(r"password: (\S+)", output)[1]
    site.serve("--workers", "1")
    return site


def save_all(editor, text):
    fields = [name.strip() for name in COLUMNS.split(",")]
    return editor.send(FORM, dict.fromkeys(fields, text))


def saved(site):
    (row,) = site.ask(f"SELECT {COLUMNS} FROM partners_partnerregion WHERE id = 1")
    versions = site.ask(
        "SELECT count(*) FROM partners_historicalpartnerregion WHERE id = 1 AND history_type = '~'"
    )
    return set(row), versions[0][0]


def test_entry_is_wholly_old_or_wholly_new_after_a_kill(edited):
    editor = Editor(edited)
    began = time.monotonic()
    save_all(editor, "Text 0")
    took = time.monotonic() - began
    texts, versions = saved(edited)
    assert texts == {"Text 0"}
    outcomes = []
    for number in range(1, 7):
        (worker,) = workers_of(edited.server)
        sending = threading.Thread(target=try_to_save, args=(editor, f"Text {number}"))
        sending.start()
        time.sleep(took * number / 7)
        os.kill(int(worker), signal.SIGKILL)
        sending.join()
        wait_until(lambda died=worker: workers_of(edited.server) - {died}, "no new process")
        # It answers, so what the old one had sent to the database is done by now.
        wait_until(lambda: is_reached(edited), "no answer of the new process")
        before = (texts, versions)
        texts, versions = saved(edited)
        assert (texts, versions) in (before, ({f"Text {number}"}, before[1] + 1))
        outcomes.append(texts)

    save_all(editor, "Text 7")
    assert saved(edited) == ({"Text 7"}, versions + 1)
    assert len(outcomes) == 6


def is_reached(site):
    with suppress(URLError):  # it does not listen yet
        return site.get("/healthz")[0] == 200


def try_to_save(editor, text):
    with suppress(*BROKEN_LINE):  # as it must
        save_all(editor, text)
