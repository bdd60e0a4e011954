"""Every kind of page in a real browser: no barrier, a silent console, nothing from elsewhere."""

import pytest

from publishing.languages import LANGUAGE_CODES
from tests.browser.barriers import PUBLIC, SCHEMES, find_barriers
from tests.site_pages import page_of_each_kind

WIDTHS = (360, 1280)
# A window of 1280 pixels at 400 % is one of 320; all of it at 200 % is a window of 640.
MAGNIFIED = ({"width": 320, "height": 256}, {"width": 640, "height": 256})
PHONE = {"width": 360, "height": 740}
IS_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
ENLARGE = "size => { document.documentElement.style.fontSize = size }"


@pytest.fixture
def tab(browser):
    context = browser.new_context(reduced_motion="reduce", color_scheme="light")
    yield context.new_page()
    context.close()


def faults_of(tab, language: str) -> list[str]:
    """Return the barriers of a page, and where it is wider than a window.

    Colours are those of every language: what is light in one is dark in another.
    """
    faults = []
    for size in MAGNIFIED:
        tab.set_viewport_size(size)
        if tab.evaluate(IS_WIDE):
            faults.append(f"wider than {size['width']} px")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    schemes = SCHEMES if LANGUAGE_CODES.index(language) % 2 else reversed(SCHEMES)
    faults += find_barriers(tab, PUBLIC, list(zip(WIDTHS, schemes, strict=True)))
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        if tab.evaluate(IS_WIDE):
            faults.append(f"wider than {width} px")
    return faults


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_pages_have_no_barrier_reflow_and_keep_the_policy(tab, site, watch, language):
    pages = [
        page for page in page_of_each_kind() if page.language == language and page.kind != "nowhere"
    ]
    assert len(pages) == 23
    watch(tab)
    faults = {}
    for page in pages:
        tab.goto(site + page.url)
        faults[page.url] = faults_of(tab, page.language)
    assert faults == {url: [] for url in faults}


def test_page_that_is_not_there_has_no_barrier(tab, site):
    """The console says that it is not there, and nothing else; so `watch` can't be used."""
    pages = [page for page in page_of_each_kind() if page.kind == "nowhere"]
    said, faults = [], {}
    tab.on("console", lambda message: said.append(message.text))
    for page in pages:
        tab.goto(site + page.url)
        faults[page.url] = faults_of(tab, page.language)
    assert faults == {url: [] for url in faults}
    assert len(said) == len(pages) == 3
    assert all("404" in text for text in said)


def test_pages_reflow_with_text_alone_enlarged(tab, site):
    """As a phone's own setting does; in Hungarian, whose words are longest."""
    tab.set_viewport_size(PHONE)
    pages = [page for page in page_of_each_kind() if page.language == "hu"]
    assert len(pages) == 24
    wide = []
    for page in pages:
        tab.goto(site + page.url)
        for size in ("130%", "200%"):
            tab.evaluate(ENLARGE, size)
            if tab.evaluate(IS_WIDE):
                wide.append((page.url, size))
    assert wide == []
