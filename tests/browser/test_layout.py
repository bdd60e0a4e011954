"""How pages are laid out at the widths of a phone, a tablet and a large screen."""

import pytest

from partners.models import PartnerRegion
from tests.browser.widths import in_each_width

WIDTHS = [1280, 768, 360]  # what is unfolded on a phone was not before
LISTS = ["/ro/parteneri/", "/hu/partnerek/", "/en/partners/"]


@pytest.fixture
def tab(browser):
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def boxes(tab, selector):
    return [element.bounding_box() for element in tab.locator(selector).all()]


def unfold(tab, selector):
    """Open what is folded where there is no room for it."""
    summary = tab.locator(f"{selector} > summary")
    if summary.is_visible():
        summary.click()


def test_filter_is_one_height_and_shows_its_choices_whole(tab, site):
    for url in LISTS:
        for width in in_each_width(tab, site + url, WIDTHS):
            unfold(tab, ".filters:not([open])")
            fields = boxes(tab, ".filter :is(input, select, button)")
            assert len(fields) == 6
            assert {round(field["height"]) for field in fields} == {44}, (url, width)
            order = tab.locator("#filter-sort")
            needed = order.evaluate("e => { e.style.width = 'max-content'; return e.offsetWidth }")
            order.evaluate("e => { e.style.width = '' }")
            assert order.bounding_box()["width"] >= needed, (url, width)


def test_what_was_done_together_comes_before_decisions_and_facts(tab, site):
    url = PartnerRegion.objects.get(iso_code="HU-JN").get_absolute_url()
    for width in in_each_width(tab, site + url, WIDTHS):
        (facts,) = boxes(tab, ".facts")
        (together,) = boxes(tab, "section[aria-labelledby=together]")
        (decisions,) = boxes(tab, "section[aria-labelledby=decisions]")
        rows = {round(box["x"]) for box in boxes(tab, ".facts dl > div")}

        assert together["y"] + together["height"] < decisions["y"]
        assert (facts["y"] > decisions["y"]) == (width < 1280)
        assert len(rows) == (2 if width == 768 else 1)
        assert (facts["x"] > decisions["x"] + decisions["width"]) == (width == 1280)


def test_mark_of_outside_links_stays_with_their_last_word(tab, site):
    """It takes no line of its own, unless the last word alone fills one."""
    tab.set_viewport_size({"width": 360, "height": 900})
    tab.goto(site + "/en/partners/")
    link = tab.locator("td a.outside").first
    lines = link.evaluate(
        """(e) => {
            const counted = [];
            for (let width = 100; width < 300; width += 1) {
                e.parentElement.style.width = width + "px";
                const words = document.createRange();
                words.selectNodeContents(e.firstChild);
                const bottom = (found) => Math.max(...[...found].map((box) => box.bottom));
                counted.push(bottom(e.getClientRects()) - bottom(words.getClientRects()));
            }
            return counted;
        }"""
    )
    assert len(lines) == 200
    assert max(lines) < 12
