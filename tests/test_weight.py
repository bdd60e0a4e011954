"""What a first visit moves over the line, as the server compresses it."""

import re

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.html import ParsedPage
from tests.site_pages import page_of_each_kind

pytestmark = pytest.mark.usefixtures("content_of_module", "db")
KILOBYTE = 1024
HEADERS = 770  # bytes of each answer, about
COMPRESSED_ALREADY = (".woff2", ".png", ".webp", ".avif")


def sent(path: str) -> int:
    """The bytes of a static file on the line."""
    file = finders.find(path.removeprefix("/static/"))
    with open(file, "rb") as opened:
        content = opened.read()
    return len(content if path.endswith(COMPRESSED_ALREADY) else brotli.compress(content))


def loaded(html: str) -> set[str]:
    """The files that a page loads, each once; but for pictures that wait until they are near."""
    at_once = re.sub(r'<img [^>]*loading="lazy"[^>]*>', "", html)
    return {url.partition("#")[0] for url in ParsedPage(at_once).loaded}


def test_first_visit_to_the_table_moves_at_most_100_kilobytes(client):
    html = client.get("/hu/partnerek/").content
    files = loaded(html.decode())

    moved = len(brotli.compress(html, quality=6)) + sum(map(sent, files))
    moved += HEADERS * (1 + len(files))

    assert any(file.endswith(".woff2") for file in files)
    assert any(file.endswith("map.svg") for file in files)
    assert 50 * KILOBYTE < moved <= 100 * KILOBYTE


def test_no_page_has_more_than_10_kilobytes_of_javascript(client):
    pages = page_of_each_kind()
    for page in pages:
        scripts = [f for f in loaded(client.get(page.url).content.decode()) if ".js" in f]
        assert sum(map(sent, scripts)) <= 10 * KILOBYTE, page
    assert len(pages) == 3 * 24
