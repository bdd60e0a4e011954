"""The map as it is shown: names keep clear of each other, and the chosen mark says more."""

from itertools import combinations

import pytest

from partners.models import PartnerRegion
from tests.browser.widths import in_each_width

URLS = ["/en/", "/hu/partnerek/", "/ro/embed/map/"]


WIDTHS = [320, 360, 768, 1280]


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    yield context.new_page()
    context.close()


def test_no_two_names_overlap(tab, site):
    for url in URLS:
        for width in in_each_width(tab, site + url, WIDTHS):
            named, overlapping = 0, []
            for frame in tab.locator(".map__frame:visible").all():
                boxes = frame.locator("text:visible").evaluate_all(
                    """(texts) => texts.map((e) => {
                        const { x, y, width, height } = e.getBoundingClientRect();
                        const slack = height / 4;  // above and below the letters
                        return [e.textContent, x, y + slack, x + width, y + height - slack];
                    })"""
                )
                overlapping += [(a[0], b[0]) for a, b in combinations(boxes, 2) if overlap(a, b)]
                named += frame.locator(".map__spot .map__label:visible").count()
            assert overlapping == [], (url, width)
            # And Hungary's in Europe.
            assert named == PartnerRegion.objects.count() + 1, (url, width)


def test_each_link_of_the_picture_is_below_it_too(tab, site):
    """So what is small to point at has an equal that is not (WCAG 2.5.8)."""
    for url in URLS:
        for width in in_each_width(tab, site + url, WIDTHS):
            of_picture = tab.locator(".map__spot:visible").evaluate_all(
                "(links) => links.map((e) => e.getAttribute('href')).filter((h) => h[0] !== '#')"
            )
            others = tab.locator("main a:not(.map a)").evaluate_all(
                "(links) => links.map((e) => e.getAttribute('href'))"
            )
            assert len(of_picture) == PartnerRegion.objects.count(), (url, width)
            assert set(of_picture) <= set(others), (url, width)


def test_chosen_mark_says_since_when_and_how_far(tab, site):
    for _width in in_each_width(tab, site + "/en/embed/map/", WIDTHS):
        heves = tab.get_by_role("link", name="Heves County, Hungary, since 2014").first
        facts = heves.locator(".map__facts text").last
        assert facts.text_content() == "since 2014 · 445 km from Miercurea Ciuc"
        assert not facts.is_visible()
        heves.focus()
        assert facts.is_visible()
        heves.blur()


def overlap(a, b) -> bool:
    return a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
