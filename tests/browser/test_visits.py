"""What six readers come for, each in at most four actions."""

import pytest
from playwright.sync_api import expect

MAX_ACTIONS = 4


@pytest.fixture
def visit(browser, site):
    """A visitor who counts what they do: opening an address, clicking, typing with Enter."""
    contexts = []

    class Visit:
        def __init__(self, size):
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, accept_downloads=True
            )
            contexts.append(context)
            self.page, self.actions = context.new_page(), 0

        def open(self, url):
            self.actions += 1
            self.page.goto(site + url)

        def click(self, locator):
            self.actions += 1
            locator.first.click()

        def search(self, words):
            self.actions += 1
            self.page.get_by_role("searchbox").first.fill(words)
            self.page.keyboard.press("Enter")

        def download(self, locator) -> str:
            self.actions += 1
            with self.page.expect_download() as waiting:
                locator.first.click()
            return waiting.value.path().read_text(encoding="utf-8-sig")

    yield Visit
    for context in contexts:
        context.close()


def test_reader_on_a_phone_finds_what_was_done_with_heves(visit):
    reader = visit((390, 844))
    reader.open("/hu/partnerek/")
    reader.click(reader.page.get_by_role("link", name="Heves vármegye"))
    together = reader.page.get_by_role("region", name="Amit együtt tettünk")
    expect(together.get_by_text("2014. augusztus 15.")).to_be_visible()
    assert reader.actions <= MAX_ACTIONS


def test_journalist_quotes_a_decision_and_takes_a_picture(visit):
    reader = visit((1280, 800))
    reader.open("/ro/")
    reader.search("296/2021")
    reader.click(reader.page.locator("main").get_by_role("link", name="296/2021"))
    expect(reader.page.locator("main")).to_contain_text("Strășeni")
    expect(reader.page.locator("main")).to_contain_text("296/2021")
    reader.click(reader.page.locator("main").get_by_role("link", name="Strășeni"))
    expect(reader.page.locator("main figure svg:visible").first).to_be_visible()
    assert reader.actions <= MAX_ACTIONS


def test_pupil_learns_what_a_twinning_is(visit):
    reader = visit((390, 844))
    reader.open("/en/")
    reader.click(reader.page.get_by_role("link", name="What is a twinning?"))
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("What is a twinning?")
    assert reader.actions <= MAX_ACTIONS


def test_official_of_lori_finds_whom_to_write_to(visit):
    reader = visit((1280, 800))
    reader.open("/en/partners/lori/")
    write = reader.page.locator("footer a[href^='mailto:']").first
    expect(write).to_have_text("info@hargitamegye.ro")
    expect(reader.page.locator("footer a[href^='tel:']")).to_be_visible()
    assert reader.actions <= MAX_ACTIONS


def test_data_journalist_takes_the_decisions_of_a_year_as_a_table(visit):
    reader = visit((1280, 800))
    reader.open("/en/activities/?kind=decision&year=2017")
    table = reader.download(reader.page.get_by_role("link", name="CSV for Excel"))
    header, *rows = table.strip().splitlines()
    assert len(rows) == 3
    assert ";" in header
    assert reader.actions <= MAX_ACTIONS


def test_webmaster_copies_a_card_to_embed(visit):
    reader = visit((1280, 800))
    reader.open("/hu/partnerek/heves/")
    reader.click(reader.page.locator(".permanence > summary"))
    reader.click(reader.page.get_by_text("Beágyazás"))
    expect(reader.page.get_by_text("<iframe src=").first).to_be_visible()
    assert reader.actions <= MAX_ACTIONS
