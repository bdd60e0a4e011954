"""When a page is all there."""

READY = """() => document.readyState === "complete" && document.fonts.status === "loaded"
    && !document.querySelector(".rich-text:not(:has(.rich-text__paper))")"""


def settle(page) -> None:
    """Wait until the page is loaded, with its fonts and the editors of its texts.

    It has to be the page that is meant: whoever presses what leads to another waits for that.
    """
    page.wait_for_function(READY)
