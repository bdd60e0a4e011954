"""What a screen reader is given in the form of a partner, from the first stop to Save."""

from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model

from scripts import read_aloud
from tests.browser.conftest import PASSWORD
from tests.browser.settling import settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def press(page, key, leads_on=False):
    if not leads_on:
        return page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(key)
    return settle(page)


def test_each_stop_of_the_partner_form_is_named_once_and_errors_are_read_out(
    page, live_server, watch
):
    get_user_model().objects.create_superuser("bori", password=PASSWORD)
    read_aloud.log_in(watch(page), live_server.url, "bori", PASSWORD)
    cdp = page.context.new_cdp_session(page)

    assert read_aloud.read_stop(cdp).name == "Name (Romanian)"
    read_aloud.go_to_the_top(page)
    stops, rows = [], []
    for stop in read_aloud.walk(page, cdp):
        stops.append(stop)
        if stop.role == "disclosure":
            press(page, "Enter")
        elif stop.name == "Signed on":
            page.keyboard.type("32 May 2010")
        elif stop.name == "Add another Agreement" and not rows:
            press(page, "Enter")
            rows.append(read_aloud.read_stop(cdp))

    assert (stops[0].name, stops[-1].name) == ("Skip to main content", "Save")
    assert [stop for stop in stops if not stop.name] == []
    assert [one for one, other in pairwise(stops) if one.read() == other.read()] == []
    assert [stop for stop in stops if f"group {stop.name}" in stop.groups] == []
    assert [stop for stop in stops if stop.description.startswith(stop.name)] == []
    assert [stop.name for stop in stops if "invalid" in stop.states] == []
    assert rows[0].groups[-2:] == ("group Agreements", "group Agreement: #1")
    named = {stop.name: stop for stop in stops}
    assert "required" in named["Country"].states
    assert named["Picture Choose a picture…"].description.startswith("Shown large")

    press(page, "Enter", leads_on=True)
    assert page.title().startswith("Error: ")
    told = read_aloud.read_stop(cdp)
    assert told.name == "What must be corrected"
    for error in ("Name (Romanian) – Fill", "Country – This", "Agreement 1: Signed on – This"):
        assert error in told.description
    wrong = [stop for stop in read_aloud.walk(page, cdp) if "invalid" in stop.states]
    assert [stop.name for stop in wrong] == ["Name (Romanian)", "Country", "Signed on"]
    assert "This is not a date." in wrong[-1].description


def test_focus_stays_in_its_group_when_a_row_is_removed(page, live_server, watch):
    get_user_model().objects.create_superuser("bori", password=PASSWORD)
    read_aloud.log_in(watch(page), live_server.url, "bori", PASSWORD)
    cdp = page.context.new_cdp_session(page)
    add = page.get_by_role("button", name="Add another Web page")

    for _row in range(2):
        add.focus()
        press(page, "Enter")
    assert read_aloud.read_stop(cdp).groups[-1] == "group Web page: #2"
    page.locator("#links-0").get_by_role("button", name="Remove").focus()
    press(page, "Enter")

    assert read_aloud.read_stop(cdp).name == "Add another Web page"
    remaining = page.get_by_role("group", name="Web page: #1")
    assert remaining.get_by_label("Web address").count() == 1
