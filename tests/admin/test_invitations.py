"""Accounts are made without a password: the person sets it, led by a link."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from accounts.mail import outbox
from accounts.models import AuditRecord, StaffProfile

pytestmark = pytest.mark.django_db

NEW = {
    "username": "ilona",
    "first_name": "Ilona",
    "last_name": "Kovács",
    "email": "ilona@example.org",
    "role": "editor",
    "language": "hu",
}
PASSWORDS = {"new_password1": "a quiet morning", "new_password2": "a quiet morning"}


@pytest.fixture
def invited(admin_client):
    """The link that was mailed for a new account."""
    admin_client.post("/admin/auth/user/add/", NEW)
    outbox.submit(int).result()  # after which every mail before has been sent
    return link_in(mail.outbox[-1].body)


def link_in(text: str) -> str:
    return re.search(r"https://testserver(/admin/invitation/[^\s<]+)", text)[1]


def accept(link: str) -> Client:
    """A browser in which the link was followed and a password set."""
    client = Client(headers={"accept-language": "hu"})
    form = client.get(link).headers["Location"]
    client.post(form, PASSWORDS)
    return client


def log_in(client: Client):
    return client.post("/admin/login/", {"username": "ilona", "password": "a quiet morning"})


def test_person_sets_the_password_by_the_link_in_a_mail(invited):
    (sent,) = mail.outbox
    assert sent.to == ["ilona@example.org"]
    assert sent.subject == "Az Ön fiókja ezen a honlapon: „Hargita megye nemzetközi kapcsolatai”"
    assert "Fiókot hoztunk létre Önnek. Felhasználóneve: ilona" in sent.body
    assert "A hivatkozás egyszer használható, 7 napig érvényes." in sent.body
    assert not User.objects.get(username="ilona").has_usable_password()

    client = accept(invited)

    assert log_in(client).headers["Location"] == "/admin/"
    kinds = AuditRecord.objects.filter(about="ilona").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["added", "invited", "password", "logged_in"]
    assert StaffProfile.objects.get(user__username="ilona").language == "hu"


def test_link_is_good_once(invited):
    accept(invited)

    again = Client(headers={"accept-language": "en"}).get(invited)

    assert "link was invalid" in again.content.decode()


@pytest.mark.parametrize("reason", ["late", "forged", "other address", "other account"])
def test_link_that_is_not_good_sets_no_password(invited, settings, reason):
    if reason == "late":
        settings.INVITATION_DAYS = -1
    elif reason == "forged":
        invited = invited[:-2] + "x/"
    elif reason == "other address":
        User.objects.filter(username="ilona").update(email="another@example.org")
    elif reason == "other account":
        invited = re.sub(r"invitation/\w+/", "invitation/MQ/", invited)

    answer = Client(headers={"accept-language": "en"}).get(invited)

    assert "link was invalid" in answer.content.decode()


@pytest.mark.parametrize("missing", ["server", "address"])
def test_where_no_mail_can_be_sent_the_link_is_shown_once(admin_client, settings, missing):
    if missing == "server":
        settings.EMAIL_URL = ""
    account = NEW if missing == "server" else {**NEW, "email": ""}

    shown = admin_client.post("/admin/auth/user/add/", account, follow=True).content.decode()

    assert "Send this link to ilona. It works once, for 7 days:" in shown
    assert "/admin/invitation/" not in admin_client.get("/admin/auth/user/").content.decode()
    assert log_in(accept(link_in(shown))).headers["Location"] == "/admin/"
    outbox.submit(int).result()
    assert mail.outbox == []


def test_invitation_is_sent_again_from_the_list(admin_client, invited):
    user = User.objects.get(username="ilona")

    admin_client.post("/admin/auth/user/", {"action": "invite", "_selected_action": [user.pk]})

    outbox.submit(int).result()
    assert log_in(accept(link_in(mail.outbox[1].body))).headers["Location"] == "/admin/"


def test_who_set_the_password_by_a_link_is_let_in_whatever_others_try(invited):
    stranger = Client()
    for number in range(5):
        stranger.post("/admin/login/", {"username": "ilona", "password": f"wrong {number}"})

    assert log_in(accept(invited)).headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("language", "name"), [("hu", "Kovács Ilona"), ("ro", "Ilona Kovács"), ("en", "Ilona Kovács")]
)
def test_names_stand_in_the_order_of_the_language(admin_client, invited, language, name):
    listed = admin_client.get("/admin/auth/user/", headers={"accept-language": language})

    assert f'<td class="field-name">{name}</td>' in listed.content.decode()
