"""Windows' contrast themes, which replace every colour by one of a few."""

import pytest

from partners.models import PartnerRegion
from tests.factories import make_decision


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    yield context.new_page()
    context.close()


def test_only_the_current_item_of_the_menu_is_underlined(tab, site):
    tab.goto(site + "/en/partners/")
    underlined = tab.locator(".site-nav a").evaluate_all(
        """(links) => links
            .filter((e) => getComputedStyle(e).textDecorationLine === "underline")
            .map((e) => e.textContent)"""
    )
    assert underlined == ["Partner regions"]


def test_menu_keeps_its_height_whatever_is_current(tab, site):
    tab.goto(site + "/en/partners/")
    heights = {round(a.bounding_box()["height"]) for a in tab.locator(".site-nav a").all()}
    assert len(heights) == 1


def test_agreements_differ_from_twinnings_at_a_glance(tab, site):
    partner = PartnerRegion.objects.get(iso_code="HU-BK")
    make_decision(partner, date="2012", kind="cooperation_agreement")
    tab.goto(site + "/en/activities/")
    twinning, agreement = (
        tab.locator(f".chart__rows .chart__mark--{kind}").first.evaluate(
            "(e) => getComputedStyle(e).fill"
        )
        for kind in ("twinning", "cooperation_agreement")
    )
    assert twinning != agreement
