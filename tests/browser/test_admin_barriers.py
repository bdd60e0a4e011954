"""The pages of the admin that one comes to by a button or a step: no barrier on any of them."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.password_reset import invite
from search.models import PromotedAnswer
from tests.browser.test_admin import _barriers as barriers_of
from tests.browser.test_admin import desk, log_in  # noqa: F401 -- a fixture
from tests.factories import make_activity, make_document, make_page, make_partner, make_picture
from tests.hostile_files import pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

UPLOADED = {"name": "anexa.pdf", "mimeType": "application/pdf", "buffer": pdf()}


@pytest.fixture(params=[1280, 768, 360])
def window(request, desk, settings, tmp_path):  # noqa: F811
    """The desk of somebody who is logged in, of some width."""
    settings.MEDIA_ROOT = tmp_path
    log_in(desk)
    desk.set_viewport_size({"width": request.param, "height": 900})
    return desk


def table(*rows) -> dict:
    text = "\n".join(["id,status,seat,position", *(",".join(map(str, row)) for row in rows)])
    return {"name": "parteneri.csv", "mimeType": "text/csv", "buffer": text.encode()}


def press(window, name):
    with window.expect_navigation():
        window.get_by_role("button", name=name).first.click()


def test_pages_behind_buttons_have_no_barrier(window, live_server):
    admin, barriers = f"{live_server.url}/admin", {}
    partner = make_partner(seat="Ipolyság")
    partner.seat = "Šahy"
    partner.save()
    gone, event = make_page(), make_activity(kind="event")
    gone.delete()
    PromotedAnswer.objects.create(words="hartă", page=PromotedAnswer.Page.MAP)
    invited = get_user_model().objects.create_user("ilona", is_staff=True)
    picture, document = make_picture(), make_document(attached_to=event)
    for address in (
        "/partners/",
        "/activities/event/",
        "/pages/page/deleted/",
        f"/publishing/picture/{picture.pk}/change/",
        f"/publishing/picture/{picture.pk}/delete/",
        f"/publishing/document/{document.pk}/change/",
        "/search/promotedanswer/",
        "/search/promotedanswer/add/",
        "/search/synonymgroup/add/",
        "/search/missedsearch/",
        f"/auth/user/{invited.pk}/history/",
        f"/auth/user/{invited.pk}/delete/",
        urlsplit(invite(invited)).path.removeprefix("/admin"),
    ):
        window.goto(admin + address)
        barriers[address] = barriers_of(window)

    # Two versions compared, and one to be restored.
    window.goto(f"{admin}/partners/partnerregion/{partner.pk}/history/")
    press(window, "Compare")
    barriers["compare"] = barriers_of(window)
    press(window, "Restore the version of")
    barriers["restore"] = barriers_of(window)

    # A copy; then the libraries, and what is uploaded in them.
    window.goto(f"{admin}/activities/event/{event.pk}/change/")
    press(window, "Make a copy")
    barriers["copy"] = barriers_of(window)
    window.get_by_role("button", name="Add documents…").click()
    dialog = window.get_by_role("dialog")
    dialog.locator("[type=file]").set_input_files(UPLOADED)
    expect(dialog.locator(".library-upload")).to_have_count(1)
    barriers["documents"] = barriers_of(window)
    dialog.get_by_role("button", name="Cancel").click()
    window.get_by_role("button", name="Add pictures…").click()
    expect(dialog.locator(".library-dialog__items li")).to_have_count(1)
    barriers["pictures"] = barriers_of(window)
    dialog.get_by_role("button", name="Cancel").click()

    # A table with an error, then with a change.
    for name, row in (
        ("table with errors", (partner.pk, "nothing", "Šahy", "x")),
        ("table", (partner.pk, "published", "Ipolyság", 1)),
    ):
        window.goto(f"{admin}/import-export/partners/import/")
        window.locator("#id_file").set_input_files(table(row))
        press(window, "See what would change")
        expect(window.get_by_text("parteneri.csv")).to_be_visible()
        barriers[name] = barriers_of(window)

    assert barriers == {place: [] for place in barriers}
