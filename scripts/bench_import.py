"""Measures an import of 20,000 new events with three people saving beside it: make import.

Serves the site from a new database, uploads a table as a person does, follows the page of its
progress, and meanwhile lets three others save an event each again and again. Prints how long the
import took, how often its progress was told, and how long the others waited; fails on an error or
where somebody waited for more than two seconds. IMPORT_ROWS sets the number of rows.
"""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from threading import Event, Thread
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from serving import ROOT, fill, serving

ROWS = int(os.environ.get("IMPORT_ROWS", "20000"))
PEOPLE = 3
WARM_UP = 10  # seconds, in which both processes compile their templates
MAX_WAIT = 2.0  # seconds that anybody may wait for a save
MAKE_PEOPLE = f"""
from django.contrib.auth import get_user_model
from activities.models import Activity
for number in range({PEOPLE + 1}):
    get_user_model().objects.create_superuser(f"person{{number}}", password="only for this measure")
    event = Activity(kind="event", title_ro=f"Ziua {{number}}", status="published")
    event.full_clean()
    event.save()
    print("event", event.pk)
"""


class Person:
    """Somebody at the admin, with a browser of their own."""

    def __init__(self, site: str, name: str):
        self.site = site
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.send("/admin/login/", {"username": name, "password": "only for this measure"})

    def read(self, path: str | Request) -> "Page":
        """Return a page, or what answers a form."""
        target = path if isinstance(path, Request) else urljoin(self.site, path)
        with self.browser.open(target) as answer:
            return Page(answer.read().decode(), answer.url, "Refresh" in answer.headers)

    def request(self, path: str, fields: dict, file: bytes = b"") -> Request:
        """Return what sends the form of a page, as it stands but for these fields."""
        data, kind = encoded({**form_of(self.read(path).html), **fields}, file)
        headers = {"Content-Type": kind, "Referer": urljoin(self.site, path)}
        return Request(urljoin(self.site, path), data, headers)

    def send(self, path: str, fields: dict, file: bytes = b"") -> "Page":
        return self.read(self.request(path, fields, file))


@dataclass
class Page:
    """What was answered, where, and whether it goes on by itself."""

    html: str
    url: str
    goes_on: bool


def form_of(page: str) -> dict[str, str]:
    """Return what a form would send: its inputs, chosen options and texts."""
    page = re.sub(r'<form method="dialog">.*?</form>', "", page, flags=re.DOTALL)
    if form := re.search(r'<form[^>]*\bid="event_form".*?</form>', page, re.DOTALL):
        page = form[0]
    fields = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = found.get("type", "text"), found.get("name", "")
        is_off = kind in ("checkbox", "radio") and " checked" not in tag
        if kind not in ("submit", "file", "search") and not is_off and " disabled" not in tag:
            fields.setdefault(name, found.get("value", ""))
    for start, name, inside in re.findall(
        r'(<select\b[^>]*name="([^"]+)"[^>]*>)(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', inside)
        if chosen and " disabled" not in start:
            fields[name] = chosen[1]
    for name, text in re.findall(
        r'<textarea\b[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        fields[name] = text
    return {n: unescape(text) for n, text in fields.items() if n and "__prefix__" not in n}


def encoded(fields: dict, file: bytes) -> tuple[bytes, str]:
    """Return a form's body and its type."""
    if not file:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    parts = [
        f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = b'--limit\r\nContent-Disposition: form-data; name="file"; filename="t.csv"\r\n\r\n'
    return b"".join([*parts, head, file, b"\r\n--limit--\r\n"]), (
        "multipart/form-data; boundary=limit"
    )


def table() -> bytes:
    """Return the file: new events, published, each with a text of its own."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "kind", "status", "title_ro", "period", "text_ro"])
    for n in range(ROWS):
        found = f"<p>Târgul al {n}-lea din comuna {n % 97}.</p>"
        writer.writerow(["", "event", "published", f"Târgul nr. {n}", str(1990 + n % 35), found])
    return text.getvalue().encode()


def keep_saving(person: Person, event: int, ends: Event, waits: list, errors: list) -> None:
    """Save the event again and again, half a second apart; note how long each took, and when."""
    path, number = f"/admin/activities/event/{event}/change/", 0
    while not ends.is_set():
        number += 1
        try:
            fields = {"title_ro": f"Ziua {event}, {number}", "_continue": "1"}
            request = person.request(path, fields)
            began = time.monotonic()
            saved = person.read(request).html
            waits.append((time.monotonic() - began, began))
            if fields["title_ro"] not in saved or '<li class="success">' not in saved:
                errors.append("a save was not taken")
        except OSError as error:
            errors.append(str(error))
        ends.wait(0.5)


def follow(person: Person, page: Page) -> tuple[Page, int]:
    """Read the page of the progress until it no longer goes on; how often it told of it."""
    told = 0
    while page.goes_on:
        told += 1
        page = person.read(page.url)
    return page, told


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = fill(folder) | {"SECOND_FACTOR_REQUIRED": "false"}
        made = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE_PEOPLE],
            cwd=ROOT,
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
            text=True,
        )
        events = [int(key) for key in re.findall(r"event (\d+)", made.stdout)]
        with serving("harghita_intl.wsgi", **environment) as (site, _server):
            return measure(site, events)


def measure(site: str, events: list[int]) -> int:
    people = [Person(site, f"person{number}") for number in range(PEOPLE + 1)]
    ends, waits, errors = Event(), [], []
    others = [
        Thread(target=keep_saving, args=(person, event, ends, waits, errors))
        for person, event in zip(people[1:], events, strict=False)
    ]
    for other in others:
        other.start()
    time.sleep(WARM_UP)
    waits.clear()
    began = time.monotonic()
    importer = people[0]
    shown = importer.send("/admin/import-export/activities/import/", {}, table())
    shown, checks = follow(importer, shown)
    checked, alone = time.monotonic() - began, len(waits)
    begun = importer.send(shown.url, {"checked_at": form_of(shown.html)["checked_at"]})
    _page, saves = follow(importer, begun)
    took = time.monotonic() - began
    ends.set()
    for other in others:
        other.join()
    waits.sort()
    slowest = [f"{wait:.2f} s after {at - began:.0f} s" for wait, at in waits[-5:]]
    print(f"{ROWS} rows: checked in {checked:.0f} s, all saved in {took:.0f} s")
    print(
        f"progress told {checks} and {saves} times; {len(waits)} saves beside it ({alone} before)"
    )
    if waits:
        median, late = (waits[len(waits) * share // 100][0] for share in (50, 99))
        print(f"waits: median {median:.2f} s, 99 % within {late:.2f} s; {len(errors)} errors")
        print("the longest:", *slowest, sep="\n  ")
    print(*sorted(set(errors)), sep="\n")
    return 1 if errors or not waits or waits[-1][0] > MAX_WAIT else 0


if __name__ == "__main__":
    sys.exit(main())
