"""A list that is filtered in place leaves nothing as it was before."""

import re

from playwright.sync_api import expect

URLS = """() => [...document.head.querySelectorAll(
    "title, link[rel=canonical], link[rel=alternate], meta[property='og:url']")]
    .map((e) => e.textContent || e.getAttribute("href") || e.content).sort()"""


def test_lines_to_copy_can_still_be_copied(page, site, watch):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch(page).goto(f"{site}/en/partners/")
    page.get_by_label("Country").select_option("Italy")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)

    page.get_by_text("Embed this on your site").click()
    page.get_by_role("button", name="Copy HTML").first.click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert "/en/embed/partners/?country=IT" in copied
    expect(page.get_by_role("status").last).to_have_text("Copied")


def test_head_says_what_it_says_when_the_page_is_loaded(page, site, watch):
    watch(page).goto(f"{site}/hu/tevekenysegek/")
    before = page.evaluate(URLS)
    page.get_by_label("Típus").select_option("event")
    expect(page).to_have_url(re.compile("kind=event"))
    expect(page.locator("#show-all")).to_be_visible()
    in_place = page.evaluate(URLS)

    page.reload()

    assert in_place == page.evaluate(URLS) != before


def test_letters_typed_into_one_field_are_one_step_back(page, site, watch):
    watch(page).goto(f"{site}/en/partners/?country=IT")
    steps = page.evaluate("history.length")
    words = page.get_by_label("Keywords")
    for letters, found in [("a", 2), ("aos", 1), ("aosta", 1)]:
        words.fill(letters)
        expect(page).to_have_url(f"{site}/en/partners/?q={letters}&country=IT")
        expect(page.locator("tbody th[scope=row]")).to_have_count(found)
    assert page.evaluate("history.length") == steps + 1

    page.get_by_label("Type").select_option("twinning")
    expect(page).to_have_url(re.compile("kind=twinning"))
    words.fill("aost")
    expect(page).to_have_url(re.compile("q=aost&"))
    assert page.evaluate("history.length") == steps + 3

    for query in ("?q=aosta&country=IT&kind=twinning", "?q=aosta&country=IT", "?country=IT"):
        page.go_back()
        expect(page).to_have_url(f"{site}/en/partners/{query}")
    expect(words).to_have_value("")
    expect(page.locator("tbody th[scope=row]")).to_have_count(2)
