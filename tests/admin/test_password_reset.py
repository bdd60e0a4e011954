"""A forgotten password is set anew by mail, which tells nobody who has an account."""

import re
from threading import Event

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from accounts.mail import outbox
from tests.admin.logins import LOGIN, log_in, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana")]


def ask_for_mail(email="ana@example.org", **headers):
    client = Client(headers={"accept-language": "hu", **headers})
    answer = client.post("/admin/password-reset/", {"email": email})
    outbox.submit(int).result()  # after which every mail before has been sent
    return answer


def test_forgotten_password_is_set_anew_by_mail():
    login = Client(headers={"accept-language": "en"}).get(LOGIN).content.decode()
    assert 'href="/admin/password-reset/"' in login
    assert ask_for_mail().headers["Location"] == "/admin/password-reset/sent/"
    (sent,) = mail.outbox
    (link,) = re.findall(r"https://testserver(/admin/password-reset/\S+)", sent.body)
    assert "A hivatkozás egyszer használható, 60 percig érvényes." in sent.body
    client = Client(headers={"accept-language": "en"})
    form = client.get(link).headers["Location"]
    new = {"new_password1": "a quiet morning", "new_password2": "a quiet morning"}
    rules = '<div class="help" id="id_new_password1_helptext"><ul><li>Your password can’t be too'
    assert rules in client.get(form).content.decode()

    done = client.post(form, new, follow=True)

    assert "Your password has been set" in done.content.decode()
    assert log_in(password="a quiet morning").status_code == 302
    assert "link was invalid" in client.get(link, follow=True).content.decode()
    assert records("reset", "password") == [("reset", "", "ana"), ("password", "ana", "ana")]


def test_mail_leads_to_the_site_whatever_name_it_was_asked_by():
    ask_for_mail(host="localhost")

    assert "https://testserver/admin/" in mail.outbox[0].body
    assert "localhost" not in mail.outbox[0].body


def test_nobody_learns_who_has_an_account():
    known, unknown = ask_for_mail(), ask_for_mail("nobody@example.org")

    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


class StuckServer(BaseEmailBackend):
    """A mail server that answers when the test lets it."""

    answers = Event()

    def send_messages(self, messages):
        assert self.answers.wait(30)
        mail.outbox += messages
        return len(messages)


def test_mail_server_that_does_not_answer_holds_nobody_up(settings):
    settings.EMAIL_BACKEND = f"{__name__}.StuckServer"
    client = Client(headers={"accept-language": "en"})

    answer = client.post("/admin/password-reset/", {"email": "ana@example.org"})

    assert answer.status_code == 302
    assert mail.outbox == []
    StuckServer.answers.set()
    outbox.submit(int).result()
    assert len(mail.outbox) == 1


def test_nobody_is_flooded_with_mail():
    for _ in range(5):
        ask_for_mail()

    assert len(mail.outbox) == 3


def test_who_is_no_longer_of_staff_gets_no_mail(ana):
    ana.is_active = False
    ana.save()

    ask_for_mail()

    assert mail.outbox == []
