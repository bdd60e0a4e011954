"""What a journalist does on a partner's page: copies its address, cites it, looks at it earlier."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_partner


@pytest.fixture
def partner(transactional_db):
    partner = make_partner("Hont", slug_en="hont", seat="Ipolyság")
    partner.history.update(history_date=timezone.now() - timedelta(days=2))
    partner.seat = "Léva"
    partner.save()
    return partner


def test_address_and_citation_are_copied(page, live_server, partner):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/en/partners/hont/")

    page.get_by_text("Cite or share").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://testserver/p/{partner.pk}"
    expect(page.get_by_role("status")).to_have_text("Copied")

    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy HTML").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Harghita County Council: <cite>Hont (en)</cite>.")
    page.get_by_role("button", name="Copy as text").click()
    assert "<" not in page.evaluate("navigator.clipboard.readText()")


def test_page_of_an_earlier_day_is_found_and_left_again(page, live_server, partner):
    page.goto(f"{live_server.url}/en/partners/hont/")
    expect(page.get_by_text("Léva")).to_be_visible()

    page.get_by_text("Cite or share").click()
    page.get_by_role("link", name="Earlier versions").click()
    page.get_by_text("Changes, word by word").click()
    expect(page.locator(".changes ins")).to_have_text("Léva")
    yesterday = timezone.localdate() - timedelta(days=1)
    page.get_by_label("Version on").fill(yesterday.isoformat())
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Ipolyság")).to_be_visible()
    expect(page.get_by_role("complementary", name="An earlier version")).to_contain_text(
        "The page as it was from"
    )

    page.get_by_role("link", name="Current page").click()
    expect(page.get_by_text("Léva")).to_be_visible()
    assert page.url == f"{live_server.url}/en/partners/hont/"


def test_without_scripts_no_button_promises_to_copy(browser, live_server, partner):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/partners/hont/")
    page.get_by_text("Cite or share").click()
    page.get_by_text("Cite this page").click()

    expect(page.get_by_label("BibTeX")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    context.close()
