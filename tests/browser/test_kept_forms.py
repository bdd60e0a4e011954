"""What is typed is kept in the browser until it is saved: through a kill, and for nobody else."""

import os
import signal
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.roles import Role, give_role
from partners.models import PartnerRegion
from tests.browser.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

ADD = "/admin/partners/partnerregion/add/"
SENTENCES = [f"Propoziția a {number}-a." for number in range(1, 41)]
ALL_STORED = """async () => {
    const asked = indexedDB.open("autosave");
    await new Promise((resolve) => { asked.onsuccess = resolve; });
    const all = asked.result.transaction("forms").objectStore("forms").getAll();
    await new Promise((resolve) => { all.onsuccess = resolve; });
    asked.result.close();
    return JSON.stringify(all.result);
}"""


@pytest.fixture
def window(playwright, browser_type_launch_args, live_server, tmp_path):
    """Opens the browser of one person anew, with the form of a new partner."""
    give_role(get_user_model().objects.create_user("bori", password=PASSWORD), Role.ADMINISTRATOR)
    profile, opened = tmp_path / "profile", []

    def opening():
        options = {**browser_type_launch_args, "locale": "en"}
        opened.append(playwright.chromium.launch_persistent_context(profile, **options))
        page = opened[-1].new_page()
        page.goto(f"{live_server.url}{ADD}")
        if page.get_by_label("Username").count():
            page.get_by_label("Username").fill("bori")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("toolbar", name="Formatting")).to_have_count(3)
        page.wait_for_load_state("load")
        return page

    yield opening
    opened[-1].close()


def kill_browser_of(profile: Path) -> None:
    """End every process of the browser with this profile, as a power cut would."""
    argument = f"--user-data-dir={profile}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if argument in (folder / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


def wait_until_stored(page, words):
    while words not in page.evaluate(ALL_STORED):
        page.wait_for_timeout(100)


def text_of(page):
    return page.get_by_role("textbox", name="Text (Romanian)", exact=True)


def test_killed_browser_loses_nothing_of_a_long_text(window, live_server, tmp_path):
    page = window()
    page.get_by_label("Country").select_option("HU")
    page.get_by_label("Name (Romanian)").press_sequentially("Hont")
    text_of(page).click()
    for sentence in SENTENCES:
        page.keyboard.insert_text(sentence)
        page.keyboard.press("Enter")
    wait_until_stored(page, SENTENCES[-1])
    kill_browser_of(tmp_path / "profile")

    page = window()
    page.get_by_role("button", name="Show it in the form").click()

    expect(page.get_by_text("What you typed has been kept but not saved.")).to_be_visible()
    expect(page.get_by_label("Name (Romanian)")).to_have_value("Hont")
    expect(page.get_by_label("Country")).to_have_value("HU")
    expect(text_of(page).locator("p")).to_have_text([*SENTENCES, ""])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"{live_server.url}{ADD}")
    expect(page.locator(".autosave")).to_be_hidden()
    text = "\n".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert PartnerRegion.objects.get().text_ro == text


def test_nobody_else_at_the_computer_sees_what_was_typed(window):
    page = window()
    page.get_by_label("Name (Romanian)").press_sequentially("Hont")
    wait_until_stored(page, "Hont")
    page.get_by_label("Name (Romanian)").press_sequentially("esii")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Username").or_(page.get_by_text("Log in again"))).to_be_visible()
    assert page.evaluate(ALL_STORED) == "[]"
