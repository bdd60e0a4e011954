"""The picture of years as it is shown: all of it is named, and no name stands on another."""

from itertools import combinations

import pytest

SIZES = [(360, 740), (768, 900), (1280, 800)]


@pytest.fixture
def tab(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_every_mark_is_named_beside_it_and_no_two_names_overlap(tab, site):
    for url in ("/ro/activitati/", "/hu/tevekenysegek/", "/en/activities/?kind=project"):
        tab.goto(site + url)
        tab.evaluate("document.fonts.ready.then(() => true)")
        tab.evaluate("document.querySelector('details.chart').open = true")
        for width, height in SIZES:
            tab.set_viewport_size({"width": width, "height": height})
            all_is_named(tab, (url, width))


def all_is_named(tab, where):
    rows = tab.locator(".chart__row").evaluate_all(
        """(rows) => rows.map((row) => [
            row.querySelectorAll(".chart__mark").length,
            [...row.querySelectorAll(".chart__things a")].map((a) => a.innerText.trim()),
            row.querySelector(".chart__name a").innerText.trim(),
        ])"""
    )
    assert rows
    for marks, names, name in rows:
        assert marks == len(names), (where, name)
        assert all((name, *names)), (where, name)
    boxes = tab.locator(".chart__name, .chart__thing, .chart__country, .chart__lane").evaluate_all(
        """(found) => found.map((e) => {
            const { x, y, width, height } = e.getBoundingClientRect();
            return [e.textContent.trim().slice(0, 40), x, y + 2, x + width, y + height - 2];
        })"""
    )
    overlapping = [(a[0], b[0]) for a, b in combinations(boxes, 2) if overlap(a, b)]
    assert overlapping == [], where
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"]


def test_bars_are_told_from_the_paper_in_both_themes(browser, site):
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{site}/en/activities/")
        fill, stroke, paper = page.evaluate(
            """() => {
                const bar = getComputedStyle(document.querySelector(".chart__rows .chart__bar"));
                const paper = getComputedStyle(document.body).backgroundColor;
                return [bar.fill, bar.stroke, paper].map((c) => c.match(/[\\d.]+/g).map(Number));
            }"""
        )
        context.close()
        assert contrast(stroke, paper) >= 3, scheme  # the bar is told by its outline
        assert contrast(fill, paper) >= 1.3, scheme


def contrast(one, other) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour) -> float:
    parts = [value / 255 for value in colour[:3]]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def overlap(a, b) -> bool:
    return a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
