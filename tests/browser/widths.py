"""A page in one width after the other."""

from collections.abc import Iterator

from playwright.sync_api import Page


def in_each_width(tab: Page, url: str, widths: list[int]) -> Iterator[int]:
    """Go to an address, and show it in each width, with its fonts; yield the width."""
    tab.goto(url)
    tab.evaluate("document.fonts.ready.then(() => true)")
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        yield width
