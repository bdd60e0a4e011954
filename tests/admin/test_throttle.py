"""Guessing passwords: where it is stopped, what it costs, and that nobody is kept out by it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.models import AuditRecord, FailedLogins
from tests.admin.logins import PASSWORD, Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at", "ana")]


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password, salt):
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def hashes(settings):
    """Counts how often a password is hashed."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    yield CountingHasher
    CountingHasher.hashed = 0


@pytest.fixture
def usual_browser(ana):
    """The one in which Ana has logged in before."""
    browser = Browser("198.51.100.7")
    assert browser.log_in().status_code == 302
    browser.post("/admin/logout/")
    CountingHasher.hashed = 0
    return browser


def test_forty_names_from_one_network_are_stopped_after_twenty(usual_browser, hashes):
    before = AuditRecord.objects.count()

    tries = [
        Browser(f"192.0.2.{number}").log_in(f"name{number}", "wrong").status_code
        for number in range(40)
    ]

    assert tries == [200] * 20 + [429] * 20
    assert hashes.hashed == 20
    assert FailedLogins.objects.filter(key="network:192.0.2.0/24").get().count == 20
    assert AuditRecord.objects.count() == before + 2  # refused 19 times, then locked
    assert usual_browser.log_in().status_code == 302


def test_forty_tries_at_one_account_from_one_network_are_stopped_after_five(usual_browser, hashes):
    tries = [
        Browser(f"2001:db8:1:2::{number:x}").log_in(password="wrong").status_code
        for number in range(40)
    ]

    assert tries == [200] * 5 + [429] * 35
    assert hashes.hashed == 5
    assert FailedLogins.objects.get(key="network:2001:db8:1:2::/64").count == 5
    assert usual_browser.log_in().status_code == 302


def test_forty_tries_from_forty_networks_are_stopped_after_five(usual_browser, hashes):
    tries = [
        Browser(f"203.0.{number}.1").log_in(password="wrong").status_code for number in range(40)
    ]

    assert tries == [200] * 5 + [429] * 35
    assert hashes.hashed == 5
    assert FailedLogins.objects.filter(key__startswith="network:").count() == 6  # one is Ana's own
    assert usual_browser.log_in().status_code == 302


def test_refused_try_writes_nothing(django_assert_num_queries):
    Browser().statuses(times=5)

    with django_assert_num_queries(2):  # the tries, and what the site is called
        assert Browser().log_in().status_code == 429


@pytest.mark.parametrize("name", ["ana", "nobody"])
def test_waits_grow_to_a_quarter_of_an_hour_and_tell_nobody_who_has_an_account(at, name):
    Browser().statuses([name], times=5)
    waits, hours = [], timedelta()
    for number in range(6):
        answer = Browser(f"203.0.{number}.1").log_in(name, "wrong")
        waits.append(int(answer.headers["Retry-After"]))
        hours += timedelta(seconds=waits[-1])
        at(seconds=hours.total_seconds())
        assert Browser(f"203.0.{number}.1").log_in(name, "wrong").status_code == 200

    assert waits == [60, 120, 240, 480, 900, 900]


def test_trying_on_does_not_lengthen_the_wait(at):
    Browser().statuses(times=5)
    at(seconds=50)
    Browser().statuses(times=3)

    at(seconds=60)

    assert Browser().log_in().status_code == 302


def test_failures_are_forgotten_after_a_day(at):
    Browser().statuses(times=4)
    at(days=1)

    assert Browser().statuses(times=5) == [200] * 5


def test_right_password_forgets_the_wrong_ones_of_the_account_only():
    Browser().statuses(["other"], times=3)
    Browser().statuses(times=4)
    Browser().log_in()

    assert Browser("203.0.113.1").statuses(times=4) == [200] * 4
    assert FailedLogins.objects.get(key="network:192.0.2.0/24").count == 7


def test_own_mistakes_in_the_usual_browser_make_one_wait_there(usual_browser, at):
    usual_browser.statuses(times=5)

    assert usual_browser.log_in().headers["Retry-After"] == "60"
    assert Browser().log_in().status_code == 302
    at(minutes=1)
    assert usual_browser.log_in().status_code == 302


def test_browser_known_to_one_account_is_not_to_another(usual_browser):
    get_user_model().objects.create_user("ioan", password=PASSWORD, is_staff=True)
    Browser().statuses(["ioan"], times=5)

    assert usual_browser.log_in("ioan").status_code == 429


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "é", "W10:1u:x", "x" * 5000])
def test_forged_cookie_makes_no_browser_known(value):
    Browser().statuses(times=5)
    browser = Browser()
    browser.cookies["browser"] = value

    assert browser.log_in().status_code == 429


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There were too many attempts to log in. Try again in 1 minute."),
        ("ro", "S-a încercat autentificarea de prea multe ori. Încercați din nou peste 1 minut."),
        ("hu", "Túl sok volt a bejelentkezési kísérlet. Próbálja újra 1 perc múlva."),
    ],
)
def test_it_is_said_for_how_long_to_wait(language, words):
    Browser().statuses(times=5)

    answer = Browser(language=language).log_in()

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert words in answer.content.decode()


@pytest.mark.parametrize("name", ["x" * 151, "x" * 300, "nul\0", "nobody", "ana ", "\ud7ff"])
def test_no_name_breaks_the_login(name):
    assert set(Browser().statuses([name], times=6)) <= {200, 429}
    assert Browser("203.0.113.1").log_in(name, "wrong").status_code in (200, 429)


def test_administrator_unlocks(ana, staff):
    Browser().statuses(times=5)
    chief = staff("administrator")
    assert "after too many attempts" in chief.get("/admin/auth/user/").content.decode()

    chief.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [ana.pk]})

    assert Browser().log_in().status_code == 302
    assert AuditRecord.objects.get(kind="unlocked").about == "ana"
    assert "after too many attempts" not in chief.get("/admin/auth/user/").content.decode()


class BusyHasher(MD5PasswordHasher):
    """Somebody else tries to log in whenever a password is hashed."""

    answers: list[int] = []

    def encode(self, password, salt):
        if len(BusyHasher.answers) < 3:
            BusyHasher.answers.append(0)
            number = len(BusyHasher.answers)
            answer = Browser(f"198.51.100.{number}").log_in(f"guest{number}", "wrong")
            BusyHasher.answers[number - 1] = answer.status_code
        return super().encode(password, salt)


def test_process_hashes_one_password_at_a_time(settings, ana):
    settings.PASSWORD_HASHERS = [f"{__name__}.BusyHasher"]
    BusyHasher.answers.clear()

    Browser().log_in("nobody", "wrong")

    assert BusyHasher.answers == [429]  # it came while one was hashed
    assert Browser().log_in().status_code == 302
