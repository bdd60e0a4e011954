"""Beside the title of a form stands whether the public sees the entry."""

import re

import pytest

from tests.admin.browser_forms import form_of
from tests.factories import make_activity

pytestmark = pytest.mark.django_db


def text(response) -> list[str]:
    return re.findall(r'</h1>\s*<span class="state [^>]*>(.*?)</span>', response.content.decode())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"status": "draft"}, "draft"),
        ({}, "published"),
        ({"publish_at": "2090-05-01T10:00Z"}, "public from: 1 May 2090, 13:00"),
        ({"take_down_at": "2090-05-01T10:00Z"}, "public until: 1 May 2090, 13:00"),
        ({"take_down_at": "2020-05-01T10:00Z"}, "taken down"),
    ],
)
def test_state_stands_beside_the_title(admin_client, fields, message):
    entry = make_activity(kind="event", **fields)

    assert text(admin_client.get(f"/admin/activities/event/{entry.pk}/change/")) == [message]


def test_state_is_that_which_is_kept_whatever_is_typed(admin_client):
    entry = make_activity(kind="event", status="draft")
    url = f"/admin/activities/event/{entry.pk}/change/"
    typed = form_of(admin_client.get(url), status="published", title_ro="")

    response = admin_client.post(url, typed)

    assert response.context["errors"]
    assert text(response) == ["draft"]


def test_new_entry_has_no_state(admin_client):
    assert text(admin_client.get("/admin/activities/event/add/")) == []
