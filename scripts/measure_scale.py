"""Measures every public page and admin list with much content in the database: make scale.

Renders each of them some times in this process, without what keeps rendered pages, and prints a
table: milliseconds in the median, queries, kilobytes, and the most memory it has taken so far.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")
    os.environ.setdefault("SITE_URL", "http://localhost")
    django.setup()

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils.translation import override

from activities.models import Activity
from decisions.models import Agreement, Decision, State
from history.public_versions import public_versions
from pages.models import Page
from partners.models import PartnerRegion
from publishing.permalinks import short_id

TIMES = int(os.environ.get("SCALE_TIMES", "5"))
SLOW, MANY = 150, 16  # milliseconds and queries that a page may take


def public_pages() -> Iterator[str]:
    """List one URL of every kind, and of every kind of filter."""
    partners, activities = PartnerRegion.objects.published(), Activity.objects.published()
    partner = partners.filter(slug_en__isnull=False, position__gt=20).order_by("position").first()
    code, decided = short_id(partner), Decision.objects.published().order_by("pk")[100]
    yield from ("/ro/", "/hu/", "/en/", "/ro/parteneri/", "/hu/partnerek/", "/en/partners/")
    for query in ("page=2", "page=100", "country=HU", "country=HU&kind=twinning&q=ba&sort=year"):
        yield f"/en/partners/?{query}"
    for sort in ("name", "-name", "country", "-country", "year", "-year"):
        yield f"/en/partners/?sort={sort}"
    yield from ("/en/partners/?q=bors", "/en/partners/?q=nothing+like+it")
    yield f"/en/partners/{partner.slug_en}/"
    yield from ("/ro/activitati/", "/hu/tevekenysegek/", "/en/activities/")
    for query in (
        "page=2",
        "page=1000",
        "year=2010",
        "kind=decision",
        "kind=event",
        "kind=project",
    ):
        yield f"/en/activities/?{query}"
    yield f"/en/activities/?partner={partner.pk}"
    yield from ("/en/activities/?year=undated", "/en/activities/?kind=event&year=2010&page=2")
    yield from decision_pages(partner)
    for kind in Activity.Kind.values:
        found = activities.filter(kind=kind, slug_en__isnull=False).order_by("pk")
        if last := found.last():
            yield f"/en/activities/{last.slug_en}/"
    whole = activities.filter(kind="programme", slug_en__isnull=False, pk__gt=40).order_by("pk")
    yield f"/en/activities/{whole.first().slug_en}/"
    for page in Page.objects.published().with_own_page():
        with override("en"):
            yield page.get_absolute_url()
    for words in ("", "bors", "bros", "festival", "festival of local products", "de", "hungary"):
        yield f"/en/search/?q={words}"
    yield from ("/ro/cautare/?q=judetul+harghita", "/ro/cautare/?q=festivalul&page=3")
    yield "/hu/kereses/?q=megye+fesztival"
    yield from ("/en/open-data/", "/en/nothing/", f"/p/{partner.pk}", f"/d/{decided.pk}")
    version = public_versions(PartnerRegion, partner.pk)[0].code
    yield from (f"/en/versions/{code}/", f"/en/versions/{code}/{version}/")
    for piece in (code, "partners", "map"):
        yield f"/en/embed/{piece}/"
    for name in ("all", "event", "decision", code):
        yield f"/en/feeds/{name}.atom"
    yield from ("/en/feeds/all.ics", f"/en/feeds/{code}.ics")
    yield from ("/sitemap.xml", "/sitemap-activities.xml?p=100", "/robots.txt", "/data/catalog.ttl")
    for query in ("partners", "decisions", "activities", "activities?year=2010&lang=en"):
        yield f"/api/v1/{query}"
    yield from ("/api/v1/search?q=festival", "/api/v1/partners?page=100", "/api/v1/openapi.json")


def decision_pages(partner: PartnerRegion) -> Iterator[str]:
    """List the register with its filters and orders, a decision, and what there is by state."""
    decision = Decision.objects.published().order_by("pk")[1000]
    yield from ("/ro/hotarari/", "/hu/hatarozatok/", "/en/decisions/")
    for query in (
        *("page=2", "page=100", "year=2010", "kind=friendship", "document=yes", "document=no"),
        *(f"partner={partner.pk}", "sort=oldest", "sort=number", "year=2010&kind=twinning&page=2"),
    ):
        yield f"/en/decisions/?{query}"
    yield f"/en/decisions/{decision.slug_en}/"
    yield f"/eli/ro/cj-hr/hot/{decision.date.year}/{decision.number}"
    yield f"/data/decisions/{decision.pk}.ttl"
    for state in State.values:
        yield f"/en/partners/?state={state}"
        yield f"/api/v1/agreements?state={state}"
    yield from (f"/api/v1/decisions?partner={partner.pk}", "/api/v1/agreements?page=300")


def admin_pages() -> Iterator[str]:
    """List the dashboard, every list with its search and filters, and the forms."""
    yield "/admin/"
    lists = ["partners/partnerregion", "decisions/decision", "decisions/agreement", "pages/page"]
    lists += [f"activities/{kind}" for kind in Activity.Kind.values]
    lists += ["publishing/picture", "editing/checkedlink", "auth/user", "accounts/auditrecord"]
    for name in lists:
        yield f"/admin/{name}/"
    for name in ("partners/partnerregion", "decisions/decision", "activities/event"):
        yield f"/admin/{name}/?q=bors"
        yield f"/admin/{name}/?p=20"
        yield f"/admin/{name}/?stage=draft&state_hu__exact=missing"
        yield f"/admin/{name}/add/"
        for column in range(1, 6):
            yield from (f"/admin/{name}/?o={column}", f"/admin/{name}/?o=-{column}")
    yield from choosers()
    yield "/admin/decisions/agreement/?holds=ended"
    yield from ("/admin/editing/checkedlink/?state=broken", "/admin/editing/checkedlink/?q=example")
    yield from ("/admin/activities/event/?q=festival", "/admin/auth/user/?role=editor&q=a")
    for name, model in (
        ("partners/partnerregion", PartnerRegion),
        ("decisions/decision", Decision),
        ("decisions/agreement", Agreement),
        ("activities/event", Activity.objects.filter(kind="event")),
        ("activities/project", Activity.objects.filter(kind="project")),
    ):
        entries = getattr(model, "objects", model)
        yield f"/admin/{name}/{entries.order_by('pk')[100].pk}/change/"


def choosers() -> Iterator[str]:
    """List what forms ask while somebody types: partners, entries, pictures, anything."""
    yield "/admin/publishing/picture/library/"
    yield "/admin/publishing/picture/library/?q=12"
    yield from ("/admin/entries/?q=bors", "/admin/entries/?q=festival", "/admin/find/?q=bors")
    of_decision = "app_label=decisions&model_name=decision&field_name=partners"
    yield from (f"/admin/autocomplete/?{of_decision}&term={term}" for term in ("", "ba"))


def files() -> Iterator[str]:
    """List what is streamed: it may take any time, but flat memory."""
    for name in ("partners", "decisions", "agreements", "activities"):
        yield from (f"/data/{name}.csv", f"/data/{name}.json")
        yield f"/admin/import-export/{name}/export.csv"
        yield f"/admin/import-export/{name}/export.xlsx"
    yield "/data/partners.geojson"


@dataclass
class Answer:
    status: int
    size: int  # bytes
    milliseconds: float
    processor: float  # milliseconds of this process; without PostgreSQL's


def ask(client: Client, url: str) -> Answer:
    """Measure what a page costs; a stream is read, not kept."""
    start, busy = time.perf_counter(), time.process_time()
    answer = client.get(url)
    parts = answer.streaming_content if answer.streaming else [answer.content]
    size = sum(map(len, parts))
    answer.close()
    spent = time.perf_counter() - start, time.process_time() - busy
    return Answer(answer.status_code, size, *(seconds * 1000 for seconds in spent))


def peak() -> float:
    """Return the most memory this process ever took, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(client: Client, url: str, times: int) -> bool:
    """Print a line of the table; return whether the page keeps within what it may take."""
    queries: list[str] = []

    def count(go_on, sql, *options):
        queries.append(sql)
        return go_on(sql, *options)

    with connection.execute_wrapper(count):
        first = ask(client, url)
    found = [ask(client, url) for _ in range(times)] or [first]
    median = statistics.median(answer.milliseconds for answer in found)
    processor = statistics.median(answer.processor for answer in found)
    fits = (median < SLOW and len(queries) <= MANY) or not times
    print(
        f"| {url} | {first.status} | {median:.0f} | {processor:.0f} | {len(queries)} "
        f"| {first.size / 1024:.0f} | {peak():.0f} |{'' if fits else ' ←'}",
        flush=True,
    )
    return fits


def main(only: str = "") -> None:
    staff, _new = get_user_model().objects.get_or_create(
        username="scale", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(staff)
    print("| page | status | ms | ms of processor | queries | KB | MB so far |")
    print("|---|---|---|---|---|---|---|")
    slow_pages = 0
    for url in (*public_pages(), *admin_pages()):
        if only in url:
            slow_pages += not measure(client, url, TIMES)
    for url in files():
        if only in url:
            measure(client, url, 0)
    print(f"\n{connection.vendor}; {slow_pages} pages take more than {SLOW} ms or {MANY} queries.")


if __name__ == "__main__":
    main(*sys.argv[1:2])
