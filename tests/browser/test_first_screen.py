"""The first screen belongs to content, and no page spends it on chrome or on technical matter."""

import pytest

from tests.site_pages import page_of_each_kind

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
FIRSTS = {
    "/ro/": ".figures",
    "/hu/partnerek/": "tbody th[scope=row]",
    "/en/partners/?country=IT": "tbody th[scope=row]",
    "/hu/tevekenysegek/": ".timeline-item__title",
}
TECHNICAL = """() => {
    const height = (e) => e.getBoundingClientRect().height;
    const all = [...document.querySelectorAll(".permanence, .decisions code")];
    return all.reduce((sum, e) => sum + height(e), 0) / height(document.querySelector("main"));
}"""
# Of each screen of a page, half a screen apart: where what can be seen of it begins and ends.
SCREENS = """() => {
    const main = document.querySelector("main");
    const range = document.createRange();
    const boxes = () => {
        const found = [...main.querySelectorAll("img, svg, table, input, select")]
            .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
        const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (!node.textContent.trim() || !node.parentElement.checkVisibility()) continue;
            range.selectNodeContents(node);
            found.push(...range.getClientRects());
        }
        return found;
    };
    const screens = [];
    const end = document.documentElement.scrollHeight - innerHeight;
    for (let y = 0; y <= Math.max(0, end); y += innerHeight / 2) {
        scrollTo({top: y, behavior: "instant"});
        const seen = boxes().filter((b) => b.width > 1 && b.bottom > 0 && b.top < innerHeight);
        screens.push([Math.min(...seen.map((b) => b.left)), Math.max(...seen.map((b) => b.right))]);
    }
    return screens;
}"""


@pytest.fixture
def window(browser, site):
    """Open an address of the site in a window of a size."""
    contexts = []

    def opened(url, size):
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("url", FIRSTS)
def test_header_is_low_and_content_begins_on_the_first_screen_of_a_phone(window, url):
    page = window(url, PHONE)
    header = page.locator(".site-header").bounding_box()
    first = page.locator(FIRSTS[url]).first.bounding_box()

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
    page = window("/en/", DESKTOP)
    base = page.url.removesuffix("/en/")
    shares = {}
    for public_page in page_of_each_kind():
        if public_page.language == "en":
            page.goto(base + public_page.url)
            shares[public_page.kind] = page.evaluate(TECHNICAL)
    assert len(shares) > 15
    assert {kind: share for kind, share in shares.items() if share > 0.1} == {}


def test_no_screen_of_a_page_has_its_right_half_empty(window):
    """What it shows reaches far to the right, or is set in the middle."""
    page = window("/hu/", DESKTOP)
    base = page.url.removesuffix("/hu/")
    middle = DESKTOP["width"] / 2
    empty = []
    for public_page in page_of_each_kind():
        if public_page.language != "hu" or public_page.kind == "embedded":
            continue
        page.goto(base + public_page.url)
        for number, (left, right) in enumerate(page.evaluate(SCREENS)):
            if right < 1.15 * middle and abs((left + right) / 2 - middle) > 0.1 * middle:
                empty.append((public_page.kind, number, left, right))
    assert empty == []
