"""The login in a real browser: by password, by a code, by a passkey."""

from base64 import b32decode
from urllib.parse import urlsplit

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from tests.browser.barriers import find_admin_barriers
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (360, 768, 1280)


@pytest.fixture
def login(admin_page, live_server):
    """The login of the admin, in English."""
    admin_page.context.clear_cookies()
    admin_page.goto(f"{live_server.url}/admin/")
    press(admin_page, "English")
    return admin_page


def press(page, name):
    """Press a button, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def enter(login):
    login.get_by_label("Username").fill("bori")
    login.get_by_label("Password").fill(PASSWORD)
    press(login, "Log in")


def log_in(login):
    enter(login)
    expect(login.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")


def log_out(login):
    login.get_by_role("button", name="Log out").click()
    expect(login.get_by_text("Log in again")).to_be_visible()


def test_login_has_no_barrier(login):
    assert find_admin_barriers(login, WIDTHS) == []


def test_two_steps_of_the_login_have_no_barrier(login, live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    enter(login)
    barriers = {"set up": find_admin_barriers(login, WIDTHS)}
    login.get_by_text("I can’t scan it").click()
    secret = b32decode(login.locator(".steps code").inner_text().replace(" ", ""))
    square = login.locator(".square-frame svg").bounding_box()
    assert square["width"] == square["height"] == 192

    login.get_by_role("textbox", name="Code").fill(f"{totp(secret):06d}")
    login.get_by_role("button", name="Set up").click()
    expect(login.locator(".codes code")).to_have_count(10)
    barriers["codes"] = find_admin_barriers(login, WIDTHS)
    expect(login.get_by_role("button", name="Print the codes")).to_be_visible()
    code = login.locator(".codes code").first.inner_text()
    login.get_by_role("button", name="I have saved my codes: continue").click()
    expect(login.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    log_out(login)

    login.goto(f"{live_server.url}/admin/")
    enter(login)
    barriers["ask"] = find_admin_barriers(login, WIDTHS)
    login.get_by_role("textbox", name="Code").fill(code)
    login.get_by_role("button", name="Log in").click()
    expect(login.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    login.get_by_role("link", name="Two-step login").click()
    expect(login.get_by_text("9 recovery codes are left.")).to_be_visible()
    barriers["state"] = find_admin_barriers(login, WIDTHS)

    assert barriers == {place: [] for place in barriers}


def test_passkey_takes_the_place_of_the_code(login, live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.OTP_WEBAUTHN_RP_ID = urlsplit(live_server.url).hostname
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = [live_server.url]
    telephone = login.context.new_cdp_session(login)
    telephone.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True}
    options |= {"hasResidentKey": True, "isUserVerified": True}
    telephone.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(login)
    barriers = {"set up": find_admin_barriers(login, WIDTHS)}

    login.get_by_role("button", name="Add a passkey").click()
    login.get_by_role("button", name="I have saved my codes: continue").click()
    log_out(login)
    login.goto(f"{live_server.url}/admin/")
    enter(login)
    barriers["ask"] = find_admin_barriers(login, WIDTHS)
    login.get_by_label("Do not ask for a code on this computer for 30 days").check()
    login.get_by_role("button", name="Use a passkey").click()

    expect(login.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    login.get_by_role("link", name="Two-step login").click()
    expect(login.get_by_text("You have 1 passkey.")).to_be_visible()
    barriers["state"] = find_admin_barriers(login, WIDTHS)
    log_out(login)
    login.goto(f"{live_server.url}/admin/")
    log_in(login)  # one step is enough on a trusted computer
    assert barriers == {"set up": [], "ask": [], "state": []}
