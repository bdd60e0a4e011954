"""The first screen belongs to content, and no page spends it on chrome or on technical matter."""

import pytest

from tests.site_pages import page_of_each_kind

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
FIRSTS = {
    "/ro/": ".figures",
    "/hu/partnerek/": "tbody th[scope=row]",
    "/en/partners/?country=IT": "tbody th[scope=row]",
    "/hu/tevekenysegek/": ".moment__title",
}
TECHNICAL = """() => {
    const height = (e) => e.getBoundingClientRect().height;
    const all = [...document.querySelectorAll(".permanence, .decisions code")];
    return all.reduce((sum, e) => sum + height(e), 0) / height(document.querySelector("main"));
}"""
# How far to the right what can be read reaches, and how far from the left it begins.
EXTENT = """() => {
    const range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let [left, right] = [Infinity, 0];
    while (walker.nextNode()) {
        if (!walker.currentNode.textContent.trim()) continue;
        if (!walker.currentNode.parentElement.checkVisibility()) continue;
        range.selectNodeContents(walker.currentNode);
        for (const box of range.getClientRects()) {
            if (box.width < 2) continue;
            [left, right] = [Math.min(left, box.left), Math.max(right, box.right)];
        }
    }
    return [left, right];
}"""


@pytest.fixture
def window(browser, site):
    """Open an address of the site in a window of a size."""
    contexts = []

    def opened(address, size):
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("address", FIRSTS)
def test_header_is_low_and_content_begins_on_the_first_screen_of_a_phone(window, address):
    page = window(address, PHONE)
    header = page.locator(".site-header").bounding_box()
    first = page.locator(FIRSTS[address]).first.bounding_box()

    assert header["height"] <= 0.15 * PHONE["height"]
    assert first["y"] + first["height"] <= PHONE["height"]


def test_menu_opens_by_keyboard_and_shows_pages_and_languages(window):
    page = window("/en/aims/", PHONE)
    menu = page.get_by_role("navigation", name="Main menu")
    assert not menu.is_visible()

    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")

    assert menu.is_visible()
    assert page.get_by_role("link", name="Magyar").is_visible()


def test_folded_filter_says_what_is_applied_and_how_many(window):
    page = window("/en/partners/?country=HU&kind=twinning", PHONE)
    assert page.locator("#filters-said").inner_text().split() == (
        ["Filter", "(2):", "Hungary,", "Twinning"]
    )
    assert not page.get_by_label("Country").is_visible()


def test_technical_matter_takes_a_tenth_at_most(window):
    page = window("/en/", DESK)
    base = page.url.removesuffix("/en/")
    shares = {}
    for public_page in page_of_each_kind():
        if public_page.language == "en":
            page.goto(base + public_page.address)
            shares[public_page.kind] = page.evaluate(TECHNICAL)
    assert len(shares) > 15
    assert {kind: share for kind, share in shares.items() if share > 0.1} == {}


def test_no_page_leaves_its_right_half_empty(window):
    """Its words reach far to the right, or are set in the middle."""
    page = window("/hu/", DESK)
    base = page.url.removesuffix("/hu/")
    empty = {}
    for public_page in page_of_each_kind():
        if public_page.language != "hu" or public_page.kind == "embedded":
            continue
        page.goto(base + public_page.address)
        left, right = page.evaluate(EXTENT)
        if right < 0.6 * DESK["width"]:
            empty[public_page.kind] = (left, right)
    assert empty == {}
