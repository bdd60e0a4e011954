"""The list of links in the admin, and the button that checks them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import override

from editing.link_check.models import CheckedLink
from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db

LIST = "/admin/editing/checkedlink/"
CHECK = "/admin/editing/checkedlink/check/"


def cells(response) -> list[dict[str, str]]:
    """The words in the rows of the list, by column."""
    rows = re.findall(r"<tr>.*?</tr>", response.content.decode(), re.DOTALL)
    found = [re.findall(r'class="field-(\w+)[^>]*>(.*?)</t[dh]>', row, re.DOTALL) for row in rows]
    return [
        {column: re.sub("<[^>]*>", " ", words).strip() for column, words in row}
        for row in found
        if row
    ]


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def words_of_button(response) -> str:
    form = response.content.decode().partition('class="check-links"')[2].partition("</form>")[0]
    return "".join(re.findall(r"<button[^>]*>(.*?)</button>", form))


@pytest.fixture
def staff(db):
    """Makes a client who may do with links what its permissions say, and no more."""

    def make(*permissions, **options):
        user = get_user_model().objects.create_user("guest", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client(headers={"accept-language": "en"}, **options)
        client.force_login(user)
        return client

    return make


def test_button_checks_the_links_and_says_what_was_found(admin_client, other_site):
    partner = make_partner("Județul Hont", name_en="Hont County")
    partner.links.create(url=f"{other_site.url}/missing")
    make_activity("Târg", kind="event", title_en="Fair").links.create(url=f"{other_site.url}/moved")

    before = admin_client.get(LIST)
    after = admin_client.post(CHECK, follow=True)

    assert [row["state_text"] for row in cells(before)] == ["not checked yet"] * 2
    assert words_of_button(before) == "Check the links now"
    assert messages_of(after) == ["2 links were checked. 1 is broken."]
    first, second = cells(after)
    assert (first["web_address"], first["state_text"], first["used_in"]) == (
        f"{other_site.url}/missing",
        "page not found on the site (404)",
        "Hont County",
    )
    assert second["state_text"].split("  ") == [
        "works, but has moved permanently",
        "New address:",
        f"{other_site.url}/",
    ]
    with override("en"):
        today = date_format(localdate(CheckedLink.objects.get(state="moved").checked))
    assert (first["lasting_since"], second["lasting_since"]) == (today, today)
    assert first["checked_on"].startswith(f"{today}")
    form = f'href="/admin/partners/partnerregion/{partner.pk}/change/#id_links-0-url"'
    assert form in after.content.decode()
    assert words_of_button(after) == ""
    assert "Every link was checked within the last hour." in after.content.decode()


def test_button_goes_on_where_time_was_up(admin_client, other_site, monkeypatch):
    monkeypatch.setattr("editing.link_check.admin.SECONDS", 3)
    partner = make_partner()
    for path in ("a", "b", "slow", "slow?1", "slow?2"):
        partner.links.create(url=f"{other_site.url}/{path}")

    first = admin_client.post(CHECK, follow=True)
    other_site.over.set()
    monkeypatch.setattr("editing.link_check.admin.SECONDS", 20)
    second = admin_client.post(CHECK, follow=True)

    assert messages_of(first) == [
        "2 links were checked. None are broken.",
        "There was no time to check 3 links: check them again.",
    ]
    assert words_of_button(first) == "Continue: 3 links left"
    assert messages_of(second) == ["3 links were checked. None are broken."]


def test_chosen_links_are_checked_again(admin_client, other_site):
    partner = make_partner()
    for path in ("/page", "/other"):
        partner.links.create(url=other_site.url + path)
    admin_client.post(CHECK, follow=True)
    other_site.changes, other_site.requests = {"/page": "/fails"}, []
    chosen = CheckedLink.objects.get(url=f"{other_site.url}/page")

    action = {"action": "check_chosen", "_selected_action": [chosen.pk]}
    response = admin_client.post(LIST, action, follow=True)

    assert messages_of(response) == ["1 link was checked. 1 is broken."]
    assert {path for _, path in other_site.requests} == {"/page"}
    chosen.refresh_from_db()
    assert chosen.state == "error"


def test_button_says_when_this_server_is_cut_off(admin_client, other_site):
    partner = make_partner()
    for number in range(2, 7):
        partner.links.create(url=f"http://127.0.0.{number}:{other_site.server_port}/")

    response = admin_client.post(CHECK, follow=True)

    assert messages_of(response) == [
        (
            "No site answered, so this server is probably offline. No results were saved. "
            "Try again later."
        )
    ]
    assert set(CheckedLink.objects.values_list("state", flat=True)) == {"unchecked"}


def test_list_says_since_when_a_link_is_broken_and_when_it_worked(admin_client, record_checks):
    record_checks("https://example.org/a", ["works", "slow", "slow"], days=[9, 5, 2])
    record_checks("https://example.org/b", ["refuses"], days=[2])
    CheckedLink.objects.create(url="https://example.org/c")

    shown = [(row["lasting_since"], row["checked_on"]) for row in cells(admin_client.get(LIST))]

    assert shown == [
        ("19 November 2026 Last worked: 15 November 2026", "22 November 2026, 11:00"),
        ("22 November 2026", "22 November 2026, 11:00"),
        ("–", "–"),
    ]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("broken", ["a", "b"]),
        ("slow", ["a"]),
        ("works", ["c"]),
        ("moved", ["d"]),
        (None, list("abcd")),
    ],
)
def test_list_is_filtered_by_state(admin_client, state, found):
    states = ("slow", "insecure", "works", "moved")
    for name, kind in zip("abcd", states, strict=True):
        CheckedLink.objects.create(url=f"https://example.org/{name}", state=kind)

    response = admin_client.get(LIST, {"state": state} if state else {})

    assert [row["web_address"][-1] for row in cells(response)] == found


def test_staff_who_may_only_look_are_refused(staff, other_site):
    viewer = staff("view_checkedlink")
    make_partner().links.create(url=other_site.url)
    link = CheckedLink.objects.get(url=other_site.url)

    shown = viewer.get(LIST)
    pressed = viewer.post(CHECK)
    chosen = {"action": "check_chosen", "_selected_action": [link.pk]}
    viewer.post(LIST, chosen)

    assert (shown.status_code, words_of_button(shown)) == (200, "")
    assert pressed.status_code == 403
    assert other_site.requests == []


def test_staff_without_rights_and_the_public_see_nothing(staff, client):
    guest = staff()

    assert guest.get(LIST).status_code == 403
    assert guest.post(CHECK).status_code == 403
    assert client.post(CHECK).headers["Location"] == f"/admin/login/?next={CHECK}"


def test_check_needs_a_token_and_the_press_of_a_button(staff, other_site):
    make_partner().links.create(url=other_site.url)
    checker = staff("change_checkedlink", enforce_csrf_checks=True)

    assert checker.post(CHECK).status_code == 403
    assert checker.get(CHECK).status_code == 405
    assert other_site.requests == []


def test_link_is_neither_added_nor_changed_nor_deleted_by_hand(admin_client):
    link = CheckedLink.objects.create(url="https://example.org/")
    changed = {"url": "https://example.com/", "state": "works"}

    for action in ("add", f"{link.pk}/change", f"{link.pk}/delete"):
        assert admin_client.post(f"{LIST}{action}/", changed | {"post": "yes"}).status_code == 403
    assert admin_client.get(f"{LIST}{link.pk}/change/").status_code == 200
    link.refresh_from_db()
    assert (link.url, link.state) == ("https://example.org/", "unchecked")


@pytest.mark.parametrize("number", [1, 10])
def test_list_costs_the_same_queries_however_many_links(
    admin_client, number, django_assert_num_queries
):
    for index in range(number):
        make_page(text_ro=f'<p><a href="https://example.org/{index}">a</a></p>')
        make_partner().links.create(url=f"https://example.org/{index}")
    admin_client.get(LIST)

    with django_assert_num_queries(11):
        admin_client.get(LIST)
