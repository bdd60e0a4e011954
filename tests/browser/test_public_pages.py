"""Every kind of page in a real browser: no barrier, a silent console, nothing from elsewhere."""

import pytest

from publishing.languages import LANGUAGE_CODES
from tests.browser.barriers import PUBLIC, find_barriers
from tests.site_pages import page_of_each_kind

WINDOWS = ({"width": 360, "height": 900}, {"width": 1280, "height": 900})
# Every page of a kind is built alike: between them, languages show it in each width and scheme.
VIEWS = {
    "ro": [(360, "dark")],
    "hu": [(360, "light"), (1280, "dark")],
    "en": [(1280, "light")],
}
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


def errors_of_page(tab, language: str) -> list[str]:
    """Return the barriers of a page, and where it is wider than a window."""
    errors = []
    for size in (*MAGNIFIED, *WINDOWS):
        tab.set_viewport_size(size)
        if tab.evaluate(IS_WIDE):
            errors.append(f"wider than {size['width']} px")
    return errors + find_barriers(tab, PUBLIC, VIEWS[language])


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_pages_have_no_barrier_reflow_and_keep_the_policy(tab, site, watch, language):
    pages = [
        page for page in page_of_each_kind() if page.language == language and page.kind != "nowhere"
    ]
    assert len(pages) == 23
    watch(tab)
    errors = {}
    for page in pages:
        tab.goto(site + page.url)
        errors[page.url] = errors_of_page(tab, page.language)
    assert errors == {url: [] for url in errors}


def test_page_that_is_not_there_has_no_barrier(tab, site):
    """The console says that it is not there, and nothing else; so `watch` can't be used."""
    pages = [page for page in page_of_each_kind() if page.kind == "nowhere"]
    stated, errors = [], {}
    tab.on("console", lambda message: stated.append(message.text))
    for page in pages:
        tab.goto(site + page.url)
        errors[page.url] = errors_of_page(tab, page.language)
    assert errors == {url: [] for url in errors}
    assert len(stated) == len(pages) == 3
    assert all("404" in text for text in stated)


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
