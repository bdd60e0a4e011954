"""The menu of content, at the top of every page of the admin."""

import re

from tests.admin.first_page import FIRST_PAGE
from tests.factories import make_partner


def menu(client, path) -> list[tuple[str, str, str]]:
    """Return the menu of content on a page: names, where they lead, and which is current."""
    html = client.get(path).content.decode()
    nav = html.partition('<nav class="content-menu"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>([^<]*)</a>', nav)


def test_kinds_of_content_stand_at_the_top_of_every_page(admin_client):
    partner = make_partner()
    partners = "/admin/partners/partnerregion/"
    expected = [
        (partners, "Partner regions"),
        ("/admin/decisions/decision/", "Decisions"),
        ("/admin/decisions/agreement/", "Agreements"),
        ("/admin/activities/project/", "Projects"),
        ("/admin/activities/event/", "Events"),
        ("/admin/activities/programme/", "Programmes"),
        ("/admin/activities/membership/", "Memberships"),
        ("/admin/activities/news/", "News"),
        ("/admin/pages/page/", "Pages"),
        ("/admin/publishing/picture/", "Pictures"),
        ("/admin/publishing/document/", "Documents"),
    ]

    for path, current in [
        (FIRST_PAGE, ""),
        (partners, "page"),
        (f"{partners}{partner.pk}/change/", "true"),
        ("/admin/password_change/", ""),
    ]:
        found = menu(admin_client, path)
        assert [(url, name) for url, _, name in found] == expected
        assert [mark for _, mark, _ in found] == [current, *[""] * 10]


def test_content_comes_before_housekeeping(admin_client):
    apps = [app["app_label"] for app in admin_client.get(FIRST_PAGE).context["app_list"]]

    assert apps[:5] == ["partners", "decisions", "activities", "pages", "publishing"]


def test_login_has_no_menu(client, db):
    assert menu(client, "/admin/login/") == []
