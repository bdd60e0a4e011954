"""The order of partners and of rows: by the mouse, and by keys alone."""

import pytest
from playwright.sync_api import expect

from partners.models import PartnerRegion
from tests.factories import make_partner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_partners_and_rows_are_put_in_order(admin_page, live_server):
    a, b, c = (make_partner(name, position=number) for number, name in enumerate("ABC", 1))
    admin_page.goto(f"{live_server.url}/admin/partners/partnerregion/")
    rows = admin_page.locator("#result_list tbody tr")
    with admin_page.expect_navigation():
        rows.nth(2).locator(".position").drag_to(rows.nth(0), target_position={"x": 60, "y": 4})
    assert list(PartnerRegion.objects.order_by("position")) == [c, a, b]
    admin_page.locator(f"#move-{a.pk}-down").focus()
    with admin_page.expect_navigation():
        admin_page.keyboard.press("Enter")
    assert list(PartnerRegion.objects.order_by("position")) == [c, b, a]

    admin_page.goto(f"{live_server.url}/admin/partners/partnerregion/{a.pk}/change/")
    for number in range(3):
        admin_page.get_by_role("button", name="Add another Web page").click()
        admin_page.locator(f"#id_links-{number}-url").fill(f"https://example.org/{number}")
    links = admin_page.locator("#links-group .inline-related:not(.empty-form)")
    expect(links.get_by_label("Order")).to_have_count(3)
    expect(links.get_by_label("Order").first).to_be_hidden()
    expect(links.get_by_text("Lower numbers come first").first).to_be_hidden()
    links.nth(2).get_by_role("button", name="Up").focus()
    admin_page.keyboard.press("Enter")
    expect(admin_page.get_by_role("status").filter(has_text="Place 2 of 3")).to_be_attached()
    admin_page.set_viewport_size({"width": 1280, "height": 3000})  # it scrolls for nobody who drags
    links.nth(0).locator("h3").drag_to(links.nth(2), target_position={"x": 60, "y": 100})
    admin_page.get_by_role("button", name="Save", exact=True).click()
    expect(admin_page.locator(".messagelist .success")).to_be_visible()
    assert [link.url[-1] for link in a.links.all()] == ["2", "0", "1"]
