"""Two people at two browsers, and lines that break: nothing that anybody typed is lost."""

from time import sleep

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from pages.models import Page
from partners.models import PartnerRegion
from tests.browser.conftest import PASSWORD, log_in
from tests.browser.settling import settle
from tests.factories import make_partner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

# Chromium's own words.
BROKEN_LINE = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
NO_SITE = "Failed to load resource: the server responded with a status of 502 (Bad Gateway)"


@pytest.fixture
def partner():
    return make_partner("Județul Hont", seat="Ipolyság")


@pytest.fixture
def editor(browser, live_server, watch, partner):
    """Gives a window of its own to each editor, with the form of the partner open in it."""
    contexts = []

    def opened(name):
        get_user_model().objects.create_superuser(name, password=PASSWORD)
        contexts.append(browser.new_context(locale="en"))
        page = watch(contexts[-1].new_page(), but_for=[BROKEN_LINE, NO_SITE])
        page.goto(f"{live_server.url}/admin/partners/partnerregion/{partner.pk}/change/")
        log_in(page, name)
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_editors_lose_nothing(editor):
    ilona, ioan = editor("ilona"), editor("ioan")
    expect(ioan.locator(".presence")).to_contain_text("ilona also has this entry open since")
    ilona.get_by_label("Name (Hungarian)").fill("Hont vármegye")
    ilona.get_by_label("Administrative centre", exact=True).fill("Šahy")
    save(ilona)
    expect(ilona.get_by_text("was changed successfully")).to_be_visible()

    ioan.get_by_label("Administrative centre", exact=True).fill("Sahy")
    ioan.get_by_label("Partner institution", exact=False).first.fill("Consiliul")
    save(ioan)

    beside = ioan.get_by_role("region", name="Changes made in the meantime")
    expect(beside).to_contain_text("Last changed by ilona")
    seat = beside.get_by_role("listitem").filter(
        has=ioan.get_by_role("heading", name="Administrative centre")
    )
    expect(seat).to_contain_text("Ipolyság")
    expect(seat).to_contain_text("Šahy")
    expect(seat).to_contain_text("Sahy")
    expect(ioan.get_by_label("Name (Hungarian)")).to_have_value("Hont vármegye")
    seat.get_by_label("Keep their change.").check()
    save(ioan)
    expect(ioan.get_by_text("was changed successfully")).to_be_visible()

    stored = PartnerRegion.objects.get()
    assert (stored.name_hu, stored.seat) == ("Hont vármegye", "Šahy")
    assert stored.institution == "Consiliul"


def test_broken_line_keeps_the_page_and_what_was_typed(editor):
    ilona = editor("ilona")
    ilona.get_by_label("Administrative centre", exact=True).fill("Šahy")
    offline = ilona.get_by_text("The site cannot be reached, so nothing was sent.")
    expect(offline).to_be_hidden()
    ilona.context.set_offline(True)

    save(ilona)

    expect(offline).to_be_visible()
    expect(ilona.get_by_label("Administrative centre", exact=True)).to_have_value("Šahy")
    ilona.context.set_offline(False)
    save(ilona)
    expect(ilona.get_by_text("was changed successfully")).to_be_visible()
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_site_that_is_being_renewed_keeps_the_page_and_what_was_typed(editor, live_server):
    """A proxy answers for a site that is away, so the line itself is not broken."""
    ilona = editor("ilona")
    ilona.get_by_label("Administrative centre", exact=True).fill("Šahy")
    ilona.route(f"{live_server.url}/**", lambda route: route.fulfill(status=502))

    save(ilona)

    expect(ilona.get_by_text("The site cannot be reached, so nothing was sent.")).to_be_visible()
    ilona.unroute_all()
    save(ilona)
    expect(ilona.get_by_text("was changed successfully")).to_be_visible()
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_button_pressed_twice_saves_once(editor, live_server):
    ilona = editor("ilona")
    ilona.goto(f"{live_server.url}/admin/pages/page/add/")
    ilona.get_by_label("Title (Romanian)", exact=True).fill("Despre noi")
    sent = []

    def on_a_slow_line(route):
        sent.append(route.request.method)
        sleep(0.5)
        route.continue_()

    ilona.route("**/add/", on_a_slow_line)
    ilona.evaluate("setInterval(() => document.querySelector('[name=_save]').click(), 100)")

    expect(ilona.get_by_text("was added successfully")).to_be_visible()
    assert sent == ["POST"]
    assert Page.objects.count() == 1


def test_ended_session_keeps_what_was_typed(editor):
    ilona = editor("ilona")
    ilona.get_by_label("Administrative centre", exact=True).fill("Šahy")
    ilona.context.clear_cookies(name="sessionid")

    save(ilona)
    expect(ilona.get_by_text("Nothing you typed is lost")).to_be_visible()
    log_in(ilona, "ilona")
    ilona.get_by_role("button", name="Back to the form").click()

    expect(ilona.get_by_label("Administrative centre", exact=True)).to_have_value("Šahy")
    assert PartnerRegion.objects.get().seat == "Ipolyság"
    save(ilona)
    expect(ilona.get_by_text("was changed successfully")).to_be_visible()
    assert PartnerRegion.objects.get().seat == "Šahy"


def test_leaving_a_form_with_typed_text_asks_first(editor, live_server):
    ilona = editor("ilona")
    requested = []
    ilona.on("dialog", lambda dialog: (requested.append(dialog.type), dialog.accept()))

    ilona.get_by_label("Administrative centre", exact=True).press_sequentially("Šahy")
    ilona.get_by_role("link", name="Home").click()
    ilona.wait_for_url(f"{live_server.url}/admin/")

    assert requested == ["beforeunload"]
