"""What comes out of a printer: A4, as a browser prints it to a file."""

import re

import pytest
from django.utils.translation import override

from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES

PAPER = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "10mm")}


def sheets(page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(**PAPER)))


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_partner_is_a_fact_sheet_of_one_page(page, site, language):
    partners = list(PartnerRegion.objects.published())
    with override(language):
        urls = [partner.get_absolute_url() for partner in partners]
    longer = []
    for url in urls:
        page.goto(site + url)
        if sheets(page) != 1:
            longer.append(url)
    assert len(urls) == 19
    assert longer == []


@pytest.mark.parametrize(
    ("url", "limit"), [("/hu/partnerek/", 2), ("/ro/", 2), ("/en/activities/", 7)]
)
def test_lists_take_as_much_paper_as_they_need(page, site, url, limit):
    page.goto(site + url)
    assert sheets(page) <= limit


def test_partner_table_is_a_table_on_paper_too(page, site):
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    page.goto(site + "/ro/parteneri/")
    page.emulate_media(media="print")
    shown = page.locator(".partners td").first.evaluate("e => getComputedStyle(e).display")
    assert shown == "table-cell"
    assert not page.locator(".map").is_visible()
    link = page.locator(".partners a.outside").first
    written = link.evaluate("e => [e.innerText, getComputedStyle(e, '::after').content]")
    assert written == ["", f'"{link.get_attribute("href")}"']  # the address, not its domain too
    assert page.locator("tr").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
