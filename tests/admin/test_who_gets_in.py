"""Logins are throttled, sessions end, passwords are set by mail, and all of it is written down."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.login import BEGAN, SEEN
from accounts.models import AuditRecord
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


# --- Throttled ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There were too many tries to log in to this account from here."),
        ("ro", "De aici s-a încercat de prea multe ori autentificarea în acest cont."),
        ("hu", "Innen túl sokszor próbáltak bejelentkezni ebbe a fiókba."),
    ],
)
def test_after_five_wrong_passwords_the_right_one_has_to_wait(language, words):
    assert fail(4).status_code == 200
    locked = fail(1)
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")

    answer = log_in(language=language)

    assert answer.status_code == 429
    assert words in answer.content.decode()


def test_lock_ends_by_itself(ana):
    fail()
    from_before = timezone.now() - timedelta(minutes=16)
    model = type(ana).objects.model._meta.apps.get_model("axes", "AccessAttempt")
    model.objects.update(attempt_time=from_before)

    assert log_in().status_code == 302


def test_trying_on_does_not_lengthen_the_lock():
    fail()
    model = AuditRecord._meta.apps.get_model("axes", "AccessAttempt")
    before = list(model.objects.values_list("attempt_time", "failures_since_start"))

    fail(3)

    assert list(model.objects.values_list("attempt_time", "failures_since_start")) == before


def test_nobody_locks_out_anybody_elsewhere_or_another_account():
    get_user_model().objects.create_superuser("ioan", password=PASSWORD)
    fail(8)

    assert log_in(address="192.0.2.2").status_code == 302
    assert log_in("ioan").status_code == 302


def test_another_browser_of_the_same_address_is_locked_as_well():
    for number in range(5):
        log_in(password="wrong", **{"user-agent": f"browser {number}"})

    assert log_in(**{"user-agent": "another"}).status_code == 429


def test_right_password_forgets_the_wrong_ones():
    fail(4)
    log_in()

    assert fail(4).status_code == 200


def test_what_anybody_can_send_does_not_change_the_address():
    for number in range(5):
        log_in(password="wrong", **{"x-forwarded-for": f"198.51.100.{number}"})

    assert log_in(**{"x-forwarded-for": "198.51.100.77"}).status_code == 429


def test_behind_a_proxy_only_its_own_word_counts(settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        said = f"198.51.100.{number}, 203.0.113.9"
        log_in(password="wrong", **{"x-forwarded-for": said})

    assert log_in(**{"x-forwarded-for": "203.0.113.9"}).status_code == 429
    assert log_in(**{"x-forwarded-for": "203.0.113.9, 203.0.113.10"}).status_code == 302


@pytest.mark.parametrize("said", ["", "no address", "::1%eth0", "1.2.3.4, ", "x" * 5000])
def test_nonsense_for_an_address_breaks_nothing(settings, said):
    settings.BEHIND_PROXY = True

    assert fail(5, **{"x-forwarded-for": said}).status_code == 429
    assert log_in(**{"x-forwarded-for": "203.0.113.1"}).status_code == 302


@pytest.mark.parametrize("name", ["x" * 151, "nul\0", "nobody", "ana ", "\ud7ff"])
def test_no_name_breaks_the_login(name):
    assert fail(6, name=name).status_code in (200, 429)


def test_administrator_unlocks(ana, staff):
    fail()
    chief = staff("administrator")
    assert "after too many tries" in chief.get("/admin/auth/user/").content.decode()

    chief.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [ana.pk]})

    assert log_in().status_code == 302
    assert records("unlocked") == [("unlocked", "administrator", "ana")]
    assert "after too many tries" not in chief.get("/admin/auth/user/").content.decode()


def test_what_was_typed_is_not_kept_with_a_failed_login():
    client = Client()
    client.post(LOGIN, {"username": "ana", "password": "wrong", "_kept": '[["seat", "Secret"]]'})

    attempt = AuditRecord._meta.apps.get_model("axes", "AccessAttempt").objects.get()
    assert "Secret" not in attempt.post_data
    assert "wrong" not in attempt.post_data


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

    assert "Nothing that you typed is lost" in answer.content.decode()
    assert "Šahy" in answer.context["kept"].encode().decode("unicode_escape")


def test_sessions_elsewhere_end_with_the_password(browser, ana):
    ana.set_password("another one, kept")
    ana.save()

    assert browser.get("/admin/").status_code == 302


# --- A new password by e-mail ---------------------------------------------------------------------


def ask_for_mail(address="ana@example.org", **headers):
    client = Client(headers={"accept-language": "hu", **headers})
    return client.post("/admin/password-reset/", {"email": address})


def test_forgotten_password_is_set_anew_by_mail():
    login = Client(headers={"accept-language": "en"}).get(LOGIN).content.decode()
    assert 'href="/admin/password-reset/"' in login
    assert ask_for_mail().headers["Location"] == "/admin/password-reset/sent/"
    (sent,) = mail.outbox
    (link,) = re.findall(r"https://testserver(/admin/password-reset/\S+)", sent.body)
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
    fail(6, address="192.0.2.77")
    answer = log_in(address="2001:db8:1:2::3")
    answer.client.post("/admin/logout/")

    assert records("refused", "locked", "logged_in", "logged_out") == [
        *[("refused", "ana", "ana")] * 4,
        ("locked", "ana", "ana"),
        ("logged_in", "ana", "ana"),
        ("logged_out", "ana", "ana"),
    ]
    networks = set(AuditRecord.objects.values_list("kind", "address"))
    assert {("refused", "192.0.2.0/24"), ("logged_in", "2001:db8:1::/48")} <= networks


def test_name_that_is_no_account_is_not_kept():
    fail(1, name="my password by mistake")

    assert records("refused") == [("refused", "", "")]


def test_what_administrators_do_to_accounts_is_written_down(staff):
    chief = staff("administrator")
    account = {"username": "new", "role": "editor", "languages": ["hu"]}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    chief.post("/admin/auth/user/add/", {**account, **passwords})
    new = get_user_model().objects.get(username="new")
    address = f"/admin/auth/user/{new.pk}"

    chief.post(f"{address}/change/", {**account, "role": "publisher", "is_active": "on"})
    chief.post(f"{address}/password/", passwords)
    chief.post(f"{address}/change/", {**account, "role": "publisher"})
    chief.post(f"{address}/delete/", {"post": "yes"})

    found = AuditRecord.objects.filter(who="administrator", about="new").order_by("pk")
    assert list(found.values_list("kind", "details")) == [
        ("added", "username: new; role: editor"),
        ("changed", "role: editor → publisher"),
        ("password", ""),
        ("changed", "is_active: True → False"),
        ("deleted", ""),
    ]


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


def test_audit_trail_forgets_what_is_old():
    fail(1)
    AuditRecord.objects.update(at=timezone.now() - timedelta(days=366))

    log_in()

    assert records("refused", "logged_in") == [("logged_in", "ana", "ana")]
