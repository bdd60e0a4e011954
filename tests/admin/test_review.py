"""From who writes to who publishes: ready, sent back, remarks, whose it is; and mails of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import mail as outgoing
from accounts.roles import Role, give_role
from editing.models import Remark, Review
from tests.admin.browser_forms import form_of
from tests.factories import make_partner

pytestmark = pytest.mark.django_db


class Person:
    """A member of staff at a browser."""

    def __init__(self, role: str, language: str = "en"):
        self.user = User.objects.create_user(role, f"{role}@example.org", "kept in a test")
        give_role(self.user, Role(role), ["hu"], language=language)
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(self.user)

    def send(self, entry, view: str, **fields) -> int:
        return self.client.post(url(entry, view), fields).status_code

    def waiting(self) -> list[tuple[str, str]]:
        sections = self.client.get("/admin/").context["sections"]
        return [(t.subject, t.what) for s in sections if s.name == "mine" for t in s.tasks]


@pytest.fixture
def partner(db):
    return make_partner("Hont", slug_ro="hont", text_ro="Unu.")


@pytest.fixture
def mails(monkeypatch):
    """The mails that were sent, at once."""
    monkeypatch.setattr(outgoing, "in_background", lambda send: send())
    return mail.outbox


def url(entry, view: str) -> str:
    return f"/admin/partners/partnerregion/{entry.pk}/{view}/"


def propose(person, partner, **typed) -> None:
    form = form_of(person.client.get(url(partner, "change")))
    person.client.post(url(partner, "change"), {**form, **typed})


def test_change_goes_to_the_publisher_and_back_and_is_published(partner, mails):
    editor, publisher = Person("editor", "hu"), Person("publisher", "ro")
    propose(editor, partner, text_ro="Doi.")

    editor.send(partner, "review", ready="yes", text="Kész van.")
    requested = publisher.waiting()
    publisher.send(partner, "review", **{"return": "yes"}, text="Lipsește anul.")
    back = editor.waiting()
    editor.send(partner, "review", ready="yes", text="")
    publisher.send(partner, "draft", publish="yes")

    assert requested == [("Hont (en)", "ready for review – editor: Kész van.")]
    assert back == [("Hont (en)", "sent back – publisher: Lipsește anul.")]
    assert publisher.waiting() == editor.waiting() == []
    assert [m.to for m in mails] == [
        ["publisher@example.org"],
        ["editor@example.org"],
        ["publisher@example.org"],
    ]
    assert mails[0].subject == "De verificat: Hont"
    assert mails[1].subject == "Visszaküldve Önnek: Hont (hu)"
    link = f"https://testserver/admin/partners/partnerregion/{partner.pk}/change/#review"
    assert all(link in m.body for m in mails)
    assert "Lipsește anul." in mails[1].body


def test_mails_are_switched_off_by_each_person(partner, mails):
    editor, publisher = Person("editor"), Person("publisher")

    publisher.client.post("/admin/notices/")
    editor.send(partner, "review", ready="yes")
    publisher.client.post("/admin/notices/")
    editor.send(partner, "review", ready="yes")

    assert [m.to for m in mails] == [["publisher@example.org"]]


def test_without_mail_nothing_is_sent(partner, mails, settings):
    settings.EMAIL_URL = ""
    editor, publisher = Person("editor"), Person("publisher")

    editor.send(partner, "review", ready="yes")

    assert mails == []
    assert publisher.waiting() != []


def test_what_is_assigned_waits_for_that_person_alone(partner, mails):
    publisher, administrator = Person("publisher"), Person("administrator")
    editor = Person("editor")

    fields = {"review-assignee": administrator.user.pk, "review-review_by": "", "review-owner": ""}
    editor.send(partner, "review", assign="yes", **fields)
    editor.send(partner, "review", ready="yes")

    assert [m.to for m in mails] == [["administrator@example.org"]] * 2
    assert publisher.waiting() == []
    assert administrator.waiting() == [("Hont (en)", "ready for review – editor: ")]


def test_entry_is_looked_at_again_by_its_day(partner):
    editor, today = Person("editor"), timezone.localdate()
    fields = {"review-assignee": "", "review-owner": editor.user.pk}

    seen = []
    for day in (today + timedelta(days=1), today):
        editor.send(partner, "review", assign="yes", **fields, **{"review-review_by": day})
        seen.append(editor.waiting())

    assert seen == [[], [("Hont (en)", "review again")]]


def test_nothing_is_sent_back_without_a_reason(partner):
    editor, publisher = Person("editor"), Person("publisher")
    editor.send(partner, "review", ready="yes")

    publisher.send(partner, "review", **{"return": "yes"}, text=" ")

    assert Review.objects.get().state == "ready"


def test_remarks_are_never_public(partner):
    before = Client().get("/ro/parteneri/hont/").content

    Person("translator").send(partner, "review", remark="yes", text="Secret.")

    assert Remark.objects.get().text == "Secret."
    assert Client().get("/ro/parteneri/hont/").content == before


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        ("ready", {"editor", "translator", "publisher", "administrator"}),
        ("return", {"publisher", "administrator"}),
        ("remark", {"editor", "translator", "publisher", "administrator"}),
        ("assign", {"editor", "publisher", "administrator"}),
    ],
)
def test_roles_do_what_they_may_on_the_way_to_being_public(partner, action, roles):
    people = [Person(role) for role in ("editor", "translator", "publisher", "administrator")]
    people[0].send(partner, "review", ready="yes")

    answers = {
        person.user.username: person.send(partner, "review", **{action: "yes"}, text="A word.")
        for person in people
    }

    assert answers == {name: 302 if name in roles else 403 for name in answers}
    assert Client().post(url(partner, "review"), {action: "yes"}).url.startswith("/admin/login")
