"""What editors do in the admin, in a real browser: under the strict policy, without an error."""

from time import sleep

import pytest
from playwright.sync_api import expect

from activities.models import Event
from editing.link_check.models import CheckedLink
from publishing.periods.dates import Period
from tests.browser.settling import settle
from tests.factories import (
    make_activity,
    make_decision,
    make_page,
    make_partner,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_editor_enters_an_event_in_three_languages(admin_page, live_server):
    make_partner("Județul Hont")
    admin_page.goto(f"{live_server.url}/admin/")
    admin_page.locator(".model-event").get_by_role("link", name="Add").click()
    admin_page.wait_for_url("**/event/add/")
    settle(admin_page)  # till then the page may lead to its first field

    period = admin_page.get_by_label("Period")
    period.fill("22-7 May 2010")
    admin_page.get_by_label("Județul Hont").check()
    for language, title in [
        ("Romanian", "Săptămâna produselor"),
        ("Hungarian", "Termékek hete"),
        ("English", "Products Week"),
    ]:
        texts = admin_page.get_by_role("group", name=language, exact=True)
        texts.get_by_label("Title").first.press_sequentially(title)
    admin_page.get_by_text("Address of the page, and search engines").click()
    expect(admin_page.get_by_label("Address of the page (Hungarian)")).to_have_value(
        "termekek-hete"
    )
    admin_page.get_by_label("published", exact=True).check()
    admin_page.get_by_role("button", name="Add another Web page").click()
    admin_page.locator("#links-0").get_by_label("Web address").fill("example.org")
    admin_page.get_by_role("button", name="Save", exact=True).click()

    message = admin_page.locator(".field-period .errorlist")
    expect(message).to_have_text("The end is before the start: correct one of them.")
    expect(admin_page.get_by_label("Title (English)", exact=True)).to_have_value("Products Week")
    expect(admin_page.get_by_label("Județul Hont")).to_be_checked()
    expect(period).to_have_value("22-7 May 2010")
    period.fill("7-22 May 2010")
    expect(admin_page.locator(".period-echo")).to_contain_text("2010. május 7–22.")
    admin_page.get_by_role("button", name="Save and continue editing").click()

    expect(admin_page.locator(".messagelist .success")).to_contain_text("was added successfully")
    event = Event.objects.get()
    assert event.period == Period.parse("2010-05-07/2010-05-22")
    assert (event.slug_ro, event.slug_hu) == ("saptamana-produselor", "termekek-hete")
    assert event.links.get().url == "https://example.org"
    admin_page.get_by_role("link", name="View on site").click()
    expect(admin_page).to_have_url(f"{live_server.url}/en/activities/products-week/")
    expect(admin_page.get_by_role("heading", level=1)).to_have_text("Products Week")


def test_first_page_leads_to_the_very_field(admin_page, live_server):
    partner = make_partner(name_hu="", text_ro="<p>Unu.</p>", text_hu="<p>Egy.</p>")
    partner.links.create(url="https://there.example/")
    partner.links.create(url="https://gone.example/", position=1)
    CheckedLink.objects.filter(url="https://gone.example/").update(state="not_found", status=404)
    page = make_page(text_ro="<p>Unu.</p>", text_hu="<p>Egy.</p>", text_en="<p>One.</p>")
    page.text_ro = "<p>Doi.</p>"
    page.save()
    make_activity("Târg", kind="event", period="2090-05")
    admin_page.goto(f"{live_server.url}/admin/")

    led_to = {}
    for section in ("translations", "upcoming", "links"):
        links = admin_page.locator(f"[aria-labelledby=tasks-{section}] li > a")
        for number, url in enumerate(links.evaluate_all("all => all.map((a) => a.href)")):
            links.nth(number).click()
            anchor = url.partition("#")[2]
            field = admin_page.locator(f"#{anchor}_editor, #{anchor}:visible").first
            expect(field).to_be_focused()
            expect(field).to_be_in_viewport()
            led_to.setdefault(section, []).append(anchor)
            admin_page.goto(f"{live_server.url}/admin/")

    assert led_to == {
        "translations": ["id_text_hu", "id_text_en", "id_name_hu", "id_text_en"],
        "upcoming": ["id_period"],
        "links": ["id_links-1-url"],
    }


def test_help_with_rows_that_are_added_is_read_out(admin_page, live_server):
    admin_page.goto(f"{live_server.url}/admin/partners/partnerregion/add/")
    for _ in range(3):
        admin_page.get_by_role("button", name="Add another Agreement").click()
    admin_page.locator("#agreements-0 .inline-deletelink").click()

    number = "Its number and year, such as 77/2026."
    rows = admin_page.locator(".dynamic-agreements")
    expect(rows).to_have_count(2)
    for row in rows.all():
        expect(row.get_by_label("Approved by decision")).to_have_accessible_description(number)
    missing = rows.locator("[aria-describedby]").evaluate_all(
        """all => all.flatMap((one) => one.getAttribute("aria-describedby").split(" "))
            .filter((id) => !document.getElementById(id))"""
    )
    assert missing == []


def on_a_slow_line(route):
    sleep(0.3)
    route.continue_()


def test_nobody_is_led_away_from_where_they_type_already(admin_page, live_server):
    admin_page.route(
        "**/*.svg", on_a_slow_line
    )  # which the page waits for before it says it is there
    admin_page.goto(f"{live_server.url}/admin/activities/event/add/", wait_until="domcontentloaded")
    period = admin_page.get_by_label("Period")
    period.click()
    admin_page.keyboard.type("May 2010", delay=1)
    settle(admin_page)
    admin_page.wait_for_timeout(100)

    expect(period).to_be_focused()
    expect(period).to_have_value("May 2010")


def test_preview_link_that_was_made_is_in_sight_and_copied(admin_page, live_server):
    partner = make_partner(text_ro="<p>Unu.</p>" * 30, status="draft")
    admin_page.route("**/django_prose_editor/editor.js", on_a_slow_line)
    admin_page.goto(f"{live_server.url}/admin/partners/partnerregion/{partner.pk}/change/")
    admin_page.get_by_role("button", name="Create a preview link").click()
    link = admin_page.locator("#preview-links li a")
    expect(link).to_be_visible()
    settle(admin_page)

    expect(link).to_be_in_viewport()
    admin_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin_page.locator("#preview-links").get_by_role("button", name="Copy").click()
    expect(admin_page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert admin_page.evaluate("navigator.clipboard.readText()") == link.inner_text()


def test_nothing_is_cut_off_on_a_phone(admin_page, live_server):
    partner = make_partner()
    make_decision(partner)
    admin_page.set_viewport_size({"width": 360, "height": 900})
    url = f"{live_server.url}/admin/partners/partnerregion/{partner.pk}"

    admin_page.goto(f"{url}/history/")
    assert admin_page.evaluate("document.documentElement.scrollWidth") == 360
    admin_page.goto(f"{url}/change/")
    settle(admin_page)
    assert admin_page.evaluate("document.documentElement.scrollWidth") == 360
    cut = admin_page.locator(".inline-related:not(.empty-form)").evaluate_all(
        "all => all.map((one) => one.scrollWidth - one.clientWidth)"
    )
    assert cut == [0]


def test_languages_stand_side_by_side_only_where_there_is_room(admin_page, live_server):
    tops = {}
    for width in (1280, 768):
        admin_page.set_viewport_size({"width": width, "height": 900})
        admin_page.goto(f"{live_server.url}/admin/activities/event/add/")
        boxes = admin_page.locator(".language").evaluate_all(
            "all => all.map(one => Math.round(one.getBoundingClientRect().top))"
        )
        tops[width] = len(set(boxes))
        assert admin_page.evaluate("document.documentElement.scrollWidth") == width

    assert tops == {1280: 1, 768: 3}
