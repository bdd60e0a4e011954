"""What visitors come for, by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def plain(browser, site):
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def tab_to(page, words, limit=60):
    """Presses Tab until the link, button or field with these words has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.getAttribute('aria-label') || e.labels?.[0]?.textContent"
            " || e.querySelector?.('title')?.textContent || e.textContent).trim() }"
        )
        # A mark of the map says since when and how far, too.
        if focused == words or focused.startswith(f"{words}, since "):
            return
    raise AssertionError(f"{words!r} was not reached by {limit} presses of Tab")


def test_visitor_is_led_to_their_language(browser, site):
    context = browser.new_context(locale="hu-HU")
    page = context.new_page()
    page.goto(site + "/")
    expect(page).to_have_url(f"{site}/hu/")
    assert context.cookies() == []
    context.close()


def test_table_is_filtered_and_sorted_without_javascript(plain, site):
    plain.goto(f"{site}/en/partners/")
    plain.get_by_label("Country").select_option("Italy")
    plain.get_by_role("button", name="Show", exact=True).click()
    expect(plain).to_have_url(re.compile("country=IT"))
    expect(plain.get_by_role("row", name=re.compile("Campobasso"))).to_be_visible()
    expect(plain.locator("tbody th[scope=row]")).to_have_count(2)

    plain.get_by_role("link", name="Show all partners").click()
    plain.get_by_role("columnheader", name="Decision").get_by_role("link").click()
    expect(plain).to_have_url(re.compile("sort=year"))
    expect(plain.locator("tbody th[scope=row]").first).to_contain_text("Somogy")

    plain.get_by_label("Keywords").fill("straseni")
    plain.get_by_role("button", name="Show", exact=True).click()
    expect(plain.locator("tbody th[scope=row]")).to_have_count(1)


def test_language_is_changed_on_the_same_page(plain, site):
    plain.goto(f"{site}/ro/parteneri/straseni/")
    plain.get_by_role("link", name="Magyar").click()
    expect(plain).to_have_url(f"{site}/hu/partnerek/straseni/")
    expect(plain.get_by_role("heading", level=1)).to_have_text("Strășeni rajon")


def test_keyboard_reaches_a_partner_from_the_home_page(page, site, watch):
    watch(page).goto(f"{site}/en/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    tab_to(page, "Aosta Valley Autonomous Region, Italy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aosta Valley Autonomous Region")


def test_keyboard_follows_the_map_into_a_crowded_country(page, site, watch):
    watch(page).goto(f"{site}/en/partners/")
    tab_to(page, "Map ↓")
    page.keyboard.press("Enter")
    tab_to(page, "Hungary: 13 regions")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/en/partners/#map-HU")
    tab_to(page, "Zala County, Hungary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zala County")


@pytest.mark.parametrize(
    ("url", "skip", "next_link"),
    [
        ("/en/", "Skip the map", "Hungary"),
        ("/en/activities/", "Skip the chart", re.compile("Szirmabesenyő")),
    ],
)
def test_keyboard_skips_a_picture_of_very_many_links(page, site, watch, url, skip, next_link):
    watch(page).goto(site + url)
    tab_to(page, skip)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(next_link)


def test_keyboard_searches_from_any_page(page, site, watch):
    watch(page).goto(f"{site}/en/privacy/")
    tab_to(page, "Search the whole site")
    page.keyboard.type("nograd")
    page.keyboard.press("Enter")
    expect(page.locator("main h2").first).to_have_text("Nógrád County")


def test_keyboard_filters_the_table_and_changes_the_language(page, site, watch):
    watch(page).goto(f"{site}/ro/parteneri/")
    tab_to(page, "Cuvinte-cheie")
    page.keyboard.type("tarnow")
    page.keyboard.press("Enter")
    expect(page.locator("tbody th[scope=row]")).to_have_count(1)
    tab_to(page, "Magyar")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/hu/partnerek/.*q=tarnow"))
    expect(page.locator("tbody th[scope=row]")).to_contain_text("Tarnówi járás")


def test_table_is_filtered_in_place_and_keeps_focus_and_address(page, site, watch):
    watch(page).goto(f"{site}/en/partners/")
    page.evaluate("document.body.dataset.same = 'page'")
    page.get_by_label("Country").focus()
    page.keyboard.type("Italy")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)
    expect(page).to_have_url(f"{site}/en/partners/?country=IT")
    expect(page.get_by_label("Country")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("2 partner regions")
    expect(page.get_by_role("link", name="Magyar")).to_have_attribute(
        "href", "/hu/partnerek/?country=IT"
    )

    sorting = page.get_by_role("columnheader", name="Decision").get_by_role("link")
    sorting.click()
    expect(page).to_have_url(f"{site}/en/partners/?country=IT&sort=year")
    expect(sorting).to_be_focused()
    expect(page.get_by_label("Sort by")).to_have_value("year")

    page.get_by_label("Keywords").press_sequentially("aosta")
    expect(page.locator("tbody th[scope=row]")).to_have_count(1)
    expect(page.get_by_label("Keywords")).to_be_focused()
    page.go_back()
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)
    assert page.evaluate("document.body.dataset.same") == "page"
