"""Beside the title of a form stands whether the public sees the entry."""

import re

import pytest

from tests.admin.forms_of_pages import form_of
from tests.making import make_activity

pytestmark = pytest.mark.django_db


def said(response) -> list[str]:
    return re.findall(r'</h1><span class="state [^>]*>(.*?)</span>', response.content.decode())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "draft"}, "draft"),
        ({}, "published"),
        ({"publish_at": "2090-05-01T10:00Z"}, "public from: 1 May 2090, 13:00"),
        ({"take_down_at": "2090-05-01T10:00Z"}, "public until: 1 May 2090, 13:00"),
        ({"take_down_at": "2020-05-01T10:00Z"}, "taken down"),
    ],
)
def test_state_stands_beside_the_title(clerk, fields, words):
    entry = make_activity(kind="event", **fields)

    assert said(clerk.get(f"/admin/activities/event/{entry.pk}/change/")) == [words]


def test_state_is_that_which_is_kept_whatever_is_typed(clerk):
    entry = make_activity(kind="event", status="draft")
    address = f"/admin/activities/event/{entry.pk}/change/"
    typed = form_of(clerk.get(address), status="published", title_ro="")

    response = clerk.post(address, typed)

    assert response.context["errors"]
    assert said(response) == ["draft"]


def test_new_entry_has_no_state(clerk):
    assert said(clerk.get("/admin/activities/event/add/")) == []
