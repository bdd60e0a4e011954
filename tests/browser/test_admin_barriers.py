"""No page of the admin has a barrier, at three widths and in both schemes."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.password_reset import invite
from editing.link_check.models import CheckedLink
from history.drafts.models import Draft
from search.models import PromotedAnswer
from tests.browser.barriers import find_admin_barriers
from tests.factories import (
    make_activity,
    make_decision,
    make_document,
    make_page,
    make_partner,
    make_picture,
    make_site_settings,
)
from tests.hostile_files import pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

UPLOADED = {"name": "anexa.pdf", "mimeType": "application/pdf", "buffer": pdf()}


WIDTHS = (1280, 768, 360)
# A third of the pages for each test.
PAGES = {
    "entries": [
        "",
        "partners/partnerregion/",
        "partners/partnerregion/add/",
        "partners/partnerregion/{partner}/change/",
        "decisions/decision/",
        "decisions/decision/add/",
        "decisions/decision/{decision}/change/",
        "decisions/agreement/",
        "decisions/agreement/{agreement}/change/",
        "activities/project/{draft}/change/",
        "pages/page/{page}/change/",
        "pages/page/{page}/delete/",
    ],
    "what is beside them": [
        "editing/checkedlink/",
        "partners/partnerregion/{partner}/history/",
        "partners/partnerregion/{partner}/draft/",
        "partners/partnerregion/{partner}/withdraw/",
        "publishing/document/",
        "publishing/document/add/",
        "partners/partnerregion/{partner}/delete/",
        "partners/partnerregion/deleted/",
        "import-export/partners/import/",
        "publishing/picture/",
        "publishing/picture/add/",
    ],
    "people and the site": [
        "auth/user/",
        "auth/user/add/",
        "auth/user/{user}/change/",
        "auth/user/{user}/password/",
        "password_change/",
        "accounts/auditrecord/",
        "pages/sitesettings/1/change/",
        "find/?q=hont",
        "help/",
        "second-step/",
        "password-reset/",
    ],
}


def barriers_of(window):
    return find_admin_barriers(window, WIDTHS)


@pytest.fixture
def window(admin_page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return admin_page


@pytest.fixture
def keys(transactional_db) -> dict[str, int]:
    """The keys of what there is to be edited."""
    partner = make_partner(name_hu="")
    decision = make_decision(partner)
    partner.links.create(url="https://example.org/")
    CheckedLink.objects.filter(url="https://example.org/").update(state="not_found", status=404)
    draft = make_activity(kind="project", partners=[partner], status="draft")
    page = make_page(role="home")
    make_site_settings()
    Draft.objects.create(prefix="p", key=partner.pk, changes={"": {"seat": ["", "Ipolyság"]}})
    made = {"partner": partner, "decision": decision, "draft": draft, "page": page}
    made["agreement"] = decision.agreements.get()
    return {name: entry.pk for name, entry in made.items()}


@pytest.mark.parametrize("part", PAGES)
def test_admin_has_no_barrier_and_keeps_the_policy(keys, window, live_server, part):
    keys["user"] = get_user_model().objects.get().pk
    barriers = {}
    for url in PAGES[part]:
        window.goto(f"{live_server.url}/admin/{url.format(**keys)}")
        barriers[url] = barriers_of(window)

    assert barriers == {place: [] for place in barriers}


def test_questions_and_errors_have_no_barrier(keys, window, live_server):
    window.goto(f"{live_server.url}/admin/partners/partnerregion/")
    window.locator(".action-select").first.check()
    window.locator("select[name=action]").select_option("delete_selected")
    window.locator(".actions button").click()
    expect(window.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    barriers = {"deleting many": barriers_of(window)}
    window.goto(f"{live_server.url}/admin/decisions/decision/add/")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(window.locator(".errornote")).to_be_visible()
    barriers["errors"] = barriers_of(window)

    assert barriers == {place: [] for place in barriers}


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
    for url in (
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
        window.goto(admin + url)
        barriers[url] = barriers_of(window)

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
