"""Links within a page lead to where they say: to a year of the timeline, to an agreement."""

import pytest

from decisions.models import Agreement

TOP = 150  # pixels of the window within which a heading counts as reached
SIZES = [(360, 740), (768, 900), (1280, 800)]


def is_reached(page, identifier):
    page.wait_for_function(
        """([id, top]) => {
            const at = document.getElementById(id).getBoundingClientRect().top;
            return at >= 0 && at <= top;
        }""",
        arg=[identifier, TOP],
    )


@pytest.fixture(params=SIZES, ids=str)
def window(browser, request):
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("url", ["/ro/activitati/", "/ro/activitati/?page=2"])
def test_year_link_leads_to_its_year(window, site, url):
    """The first, one in the middle and the last; what has no date is the last of the last page."""
    window.goto(site + url)
    links = window.locator(".years a")
    years, is_last_page = links.count(), "?" in url
    assert years > (2 if is_last_page else 10)
    for place in [years - 1] if is_last_page else [0, years // 2, years - 1]:
        identifier = links.nth(place).get_attribute("href").removeprefix("#")
        assert (identifier == "undated") == is_last_page

        window.evaluate("() => { location.hash = ''; scrollTo(0, 0) }")
        links.nth(place).click()
        is_reached(window, identifier)

        window.evaluate("() => { location.hash = ''; scrollTo(0, document.body.scrollHeight) }")
        window.evaluate("identifier => { location.hash = identifier }", identifier)
        is_reached(window, identifier)

        window.goto("about:blank")
        window.goto(f"{site}{url}#{identifier}")
        is_reached(window, identifier)


def test_agreement_that_was_asked_for_stands_out(window, site):
    agreement = Agreement.objects.published().order_by("-pk").first()
    window.goto(f"{site}/g/{agreement.pk}?lang=hu")

    assert window.url.endswith(f"#{agreement.anchor}")
    # It stands far down on its page, which may end before it can be at the top of the window.
    window.wait_for_function(
        """id => {
            const box = document.getElementById(id).getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }""",
        arg=agreement.anchor,
    )
    outline, others = window.evaluate(
        """() => [document.querySelector(":target"), document.querySelector(".facts")]
            .map((e) => getComputedStyle(e).outlineStyle)"""
    )
    assert (outline, others) == ("solid", "none")
