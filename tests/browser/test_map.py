"""The map in a narrow window: its marks are links that a finger can tell apart."""

from itertools import combinations

import pytest


@pytest.mark.parametrize("address", ["/en/", "/en/partners/", "/en/embed/map/"])
def test_no_two_marks_overlap_at_320_pixels(browser, site, address):
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(site + address)
    overlapping, counted = [], 0
    for frame in page.locator(".map__frame").all():
        marks = [
            (mark.locator("title").text_content(), mark.locator("circle, rect").bounding_box())
            for mark in frame.locator(".map__spot a").all()
        ]
        counted += len(marks)
        assert all(box["width"] >= 24 and box["height"] >= 24 for _name, box in marks)
        overlapping += [
            (one, other) for (one, a), (other, b) in combinations(marks, 2) if overlap(a, b)
        ]
    context.close()
    assert counted == 20  # each partner, and Hungary's in Europe
    assert overlapping == []


def overlap(a, b) -> bool:
    """Whether the shapes do: round marks by their distance, wide ones by their boxes."""
    dx = abs(a["x"] + a["width"] / 2 - b["x"] - b["width"] / 2)
    dy = abs(a["y"] + a["height"] / 2 - b["y"] - b["height"] / 2)
    if a["width"] < 30 and b["width"] < 30:
        return (dx**2 + dy**2) ** 0.5 < (a["width"] + b["width"]) / 2
    return dx < (a["width"] + b["width"]) / 2 and dy < (a["height"] + b["height"]) / 2
