"""Every kind of page in a real browser: no barrier, a silent console, nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site_pages import page_of_each_kind

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # describing what passed takes long
}
SHOWN = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize(("width", "scheme"), SHOWN)
def test_pages_have_no_barrier_and_keep_the_policy(browser, site, watch, width, scheme):
    pages = [page for page in page_of_each_kind() if page.kind != "nowhere"]
    assert len(pages) == 3 * 23
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab, faults = watch(context.new_page()), []
    for page in pages:
        tab.goto(site + page.address)
        found = Axe().run(tab, options=RULES).response["violations"]
        faults += [(page.address, f["id"], f["nodes"][0]["html"][:200]) for f in found]
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((page.address, "wider than the window"))
    context.close()
    assert faults == []


@pytest.mark.parametrize(("width", "scheme"), SHOWN)
def test_page_that_is_not_there_has_no_barrier(browser, site, width, scheme):
    """The console says that it is not there, and nothing else; so `watch` can't be used."""
    pages = [page for page in page_of_each_kind() if page.kind == "nowhere"]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab, said, faults = context.new_page(), [], []
    tab.on("console", lambda message: said.append(message.text))
    for page in pages:
        tab.goto(site + page.address)
        found = Axe().run(tab, options=RULES).response["violations"]
        faults += [(page.address, f["id"], f["nodes"][0]["html"][:200]) for f in found]
    context.close()
    assert faults == []
    assert len(said) == len(pages) == 3
    assert all("404" in text for text in said)


@pytest.mark.parametrize("width", [320, 640])
def test_pages_reflow_at_400_percent(browser, site, width):
    """A window of 1280 pixels at 400 % is one of 320; all of it at 200 % is a window of 640."""
    context = browser.new_context(viewport={"width": width, "height": 256})
    tab = context.new_page()
    wide = []
    for page in page_of_each_kind():
        tab.goto(site + page.address)
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(page.address)
    context.close()
    assert wide == []


@pytest.mark.parametrize("size", ["130%", "200%"])
def test_pages_reflow_with_text_alone_enlarged(browser, site, size):
    """As a phone's own setting does; in Hungarian, whose words are longest."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    pages = [page for page in page_of_each_kind() if page.language == "hu"]
    assert len(pages) == 24
    wide = []
    for page in pages:
        tab.goto(site + page.address)
        tab.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        if tab.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(page.address)
    context.close()
    assert wide == []
