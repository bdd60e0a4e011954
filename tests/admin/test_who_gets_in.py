"""Sessions end, passwords are set by mail, and all of it is written down."""

import re
from datetime import timedelta
from threading import Event

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.login import BEGAN, SEEN
from accounts.mail import outbox
from accounts.models import AuditRecord, FailedLogins
from accounts.roles import Role, give_role
from tests.admin.browser_forms import form_of
from tests.factories import make_partner

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "kept in a test"


@pytest.fixture(autouse=True)
def ana(db):
    user = get_user_model().objects.create_user("ana", "ana@example.org", PASSWORD)
    give_role(user, Role.EDITOR)
    return user


def log_in(name="ana", password=PASSWORD, address="192.0.2.1", language="en", **headers):
    client = Client(headers={"accept-language": language, **headers}, REMOTE_ADDR=address)
    given = {"username": name, "password": password, "next": "/admin/"}
    return client.post(LOGIN, given)


def fail(times=5, **where):
    answers = [log_in(password=f"wrong {number}", **where) for number in range(times)]
    return answers[-1]


def records(*kinds) -> list[tuple[str, str, str]]:
    found = AuditRecord.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "who", "about"))


# --- Sessions -------------------------------------------------------------------------------------


@pytest.fixture
def browser(ana):
    client = Client(headers={"accept-language": "en"})
    client.force_login(ana)
    return client


def turn_back(client, key, **time):
    session = client.session
    session[key] -= timedelta(**time).total_seconds()
    session.save()


def test_session_ends_after_its_time_whatever_is_done(browser):
    assert browser.get("/admin/").status_code == 200
    turn_back(browser, BEGAN, hours=12, minutes=1)

    assert browser.get("/admin/").status_code == 302
    assert not Session.objects.filter(pk=browser.cookies["sessionid"].value).exists()


def test_session_of_which_nobody_knows_when_it_began_has_ended(browser):
    session = browser.session
    del session[BEGAN]
    session.save()

    assert browser.get("/admin/").status_code == 302


def test_session_ends_when_nothing_is_done(browser, settings):
    assert settings.SESSION_COOKIE_AGE == 2 * 3600
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert browser.get("/admin/").status_code == 302


def test_work_puts_the_end_off(browser):
    turn_back(browser, SEEN, minutes=6)
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.update(expire_date=soon)

    browser.get("/admin/")

    assert Session.objects.get().expire_date > soon + timedelta(hours=1)


def test_looking_around_writes_no_session(browser, django_assert_num_queries):
    turn_back(browser, SEEN, minutes=4)
    before = Session.objects.values().get()

    browser.get("/admin/")

    assert Session.objects.values().get() == before


def test_text_typed_in_a_session_that_ended_is_not_lost(browser):
    address = f"/admin/partners/partnerregion/{make_partner(status='draft').pk}/change/"
    typed = form_of(browser.get(address), seat="Šahy")
    turn_back(browser, BEGAN, hours=13)

    answer = browser.post(address, typed)

    assert "Nothing you typed is lost" in answer.content.decode()
    assert "Šahy" in answer.context["typed_json"].encode().decode("unicode_escape")


def test_sessions_elsewhere_end_with_the_password(browser, ana):
    ana.set_password("another one, kept")
    ana.save()

    assert browser.get("/admin/").status_code == 302


# --- A new password by e-mail ---------------------------------------------------------------------


def ask_for_mail(address="ana@example.org", **headers):
    client = Client(headers={"accept-language": "hu", **headers})
    answer = client.post("/admin/password-reset/", {"email": address})
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


@pytest.mark.parametrize(
    "password", ["short one", "123456789012", "ana@example.org", "password1234"]
)
def test_weak_password_is_refused(browser, password):
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}

    answer = browser.post("/admin/password_change/", form)

    assert answer.context["form"].errors


# --- Written down ---------------------------------------------------------------------------------


def test_logins_are_written_down_by_network():
    answer = log_in(address="2001:db8:1:2::3")
    answer.client.post("/admin/logout/")
    fail(6, address="192.0.2.77")

    assert records("refused", "locked", "logged_in", "logged_out") == [
        ("logged_in", "ana", "ana"),
        ("logged_out", "ana", "ana"),
        ("refused", "ana", "ana"),
        ("locked", "ana", "ana"),
    ]
    assert AuditRecord.objects.get(kind="refused").times == 4
    networks = set(AuditRecord.objects.values_list("kind", "network"))
    assert {("refused", "192.0.2.0/24"), ("logged_in", "2001:db8:1::/48")} <= networks


def test_names_that_are_no_account_are_not_kept_but_counted():
    for number in range(4):
        fail(1, name=f"my password by mistake {number}", address=f"192.0.2.{number}")

    assert records("refused") == [("refused", "", "")]
    assert AuditRecord.objects.get().times == 4
    assert "mistake" not in str(list(FailedLogins.objects.values()))


def test_what_administrators_do_to_accounts_is_written_down(staff):
    chief = staff("administrator")
    account = {"username": "new", "role": "editor", "languages": ["hu"], "language": "hu"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    chief.post("/admin/auth/user/add/", account)
    new = get_user_model().objects.get(username="new")
    address = f"/admin/auth/user/{new.pk}"

    chief.post(f"{address}/change/", {**account, "role": "publisher", "is_active": "on"})
    chief.post(f"{address}/password/", passwords)
    chief.post(f"{address}/change/", {**account, "role": "publisher"})
    chief.post(f"{address}/delete/", {"post": "yes"})

    found = AuditRecord.objects.filter(who="administrator", about="new").order_by("pk")
    assert list(found.values_list("kind", flat=True)) == [
        *("added", "invited", "changed", "password", "changed", "deleted"),
    ]
    details = {
        language: re.findall(
            r'<td class="field-details">([^<-]+)</td>',
            chief.get(
                "/admin/accounts/auditrecord/", headers={"accept-language": language}
            ).content.decode(),
        )
        for language in ("en", "hu")
    }
    assert details == {
        "en": [
            "Active: yes → no",
            "Role: editor → publisher",
            "Username: new; Language of emails: Hungarian; Role: editor",
        ],
        "hu": [
            "Aktív: igen → nem",
            "Szerep: szerkesztő → közzétevő",
            "Felhasználónév: new; A levelek nyelve: Magyar; Szerep: szerkesztő",
        ],
    }


def test_own_password_changed_is_written_down(browser):
    new = "another one, kept"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    browser.post("/admin/password_change/", form)

    assert records("password") == [("password", "ana", "ana")]


def test_audit_trail_is_read_by_administrators_and_changed_by_nobody(staff):
    fail(1)
    record, chief = AuditRecord.objects.earliest("pk"), staff("administrator")
    address = "/admin/accounts/auditrecord/"

    page = chief.get(address).content.decode()

    assert "login refused" in page
    assert "192.0.2.0/24" in page
    for refused in ("add/", f"{record.pk}/delete/"):
        assert chief.post(f"{address}{refused}", {"post": "yes"}).status_code == 403
    assert chief.post(f"{address}{record.pk}/change/", {"who": "x"}).status_code == 403
    assert staff("publisher").get(address).status_code == 403
    assert AuditRecord.objects.earliest("pk").who == "ana"


def test_what_is_old_is_deleted_each_night():
    fail(1)
    AuditRecord.objects.update(at=timezone.now() - timedelta(days=366))

    Session.objects.create(pk="x", expire_date=timezone.now() - timedelta(days=1))
    log_in()
    FailedLogins.objects.update(last=timezone.now() - timedelta(days=2))

    call_command("clear_expired")

    assert records("refused", "logged_in") == [("logged_in", "ana", "ana")]
    assert not FailedLogins.objects.exists()
    assert Session.objects.count() == 1
