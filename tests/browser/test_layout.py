"""How pages are laid out at the widths of a phone, a tablet and a desk."""

import pytest

from partners.models import PartnerRegion

WIDTHS = [360, 768, 1280]


@pytest.fixture
def tab(browser):
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def boxes(tab, selector):
    return [element.bounding_box() for element in tab.locator(selector).all()]


@pytest.mark.parametrize("width", WIDTHS)
def test_facts_of_a_partner_come_before_what_was_done_together(tab, site, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(site + PartnerRegion.objects.get(iso_code="HU-JN").get_absolute_url())
    (facts,) = boxes(tab, ".facts")
    (together,) = boxes(tab, "section[aria-labelledby=together]")
    (decisions,) = boxes(tab, "section[aria-labelledby=decisions]")
    rows = {round(box["x"]) for box in boxes(tab, ".facts dl > div")}

    assert facts["y"] < together["y"]
    assert decisions["y"] + decisions["height"] < together["y"]
    assert len(rows) == (2 if width == 768 else 1)
    assert (facts["x"] > decisions["x"] + decisions["width"]) == (width == 1280)
