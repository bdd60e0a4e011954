"""Guessing passwords: where it is stopped, what it costs, and that nobody is kept out by it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import AuditRecord, FailedLogins
from accounts.roles import Role, give_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

LOGIN = "/admin/login/"
PASSWORD = "kept in a test"


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


@pytest.fixture(autouse=True)
def ana(hashes):
    user = get_user_model().objects.create_user("ana", password=PASSWORD)
    give_role(user, Role.EDITOR)
    hashes.hashed = 0
    return user


class Browser(Client):
    def __init__(self, address="192.0.2.1", language="en", **headers):
        super().__init__(headers={"accept-language": language, **headers}, REMOTE_ADDR=address)

    def log_in(self, name="ana", password=PASSWORD):
        given = {"username": name, "password": password, "next": "/admin/"}
        return self.post(LOGIN, given)

    def statuses(self, names=("ana",), times=1, password="wrong") -> list[int]:
        return [self.log_in(name, password).status_code for name in names for _ in range(times)]


@pytest.fixture
def usual_browser():
    """The one in which Ana has logged in before."""
    browser = Browser("198.51.100.7")
    assert browser.log_in().status_code == 302
    browser.post("/admin/logout/")
    CountingHasher.hashed = 0
    return browser


# --- Where it is stopped --------------------------------------------------------------------------


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


# --- What is said ---------------------------------------------------------------------------------


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


# --- Where a request comes from -------------------------------------------------------------------


def network_of(**headers) -> list[str]:
    Browser(**headers).log_in(password="wrong")
    keys = FailedLogins.objects.values_list("key", flat=True)
    return [key for key in keys if key.startswith("network:")]


def test_what_anybody_can_send_does_not_change_the_network():
    assert network_of(**{"x-forwarded-for": "198.51.100.1"}) == ["network:192.0.2.0/24"]


def test_behind_a_proxy_only_its_own_word_counts(settings):
    settings.BEHIND_PROXY = True

    said = network_of(**{"x-forwarded-for": "198.51.100.1, 203.0.113.9"})

    assert said == ["network:203.0.113.0/24"]


@pytest.mark.parametrize("said", ["", "no address", "1.2.3.4, ", "x" * 5000])
def test_who_comes_from_nowhere_is_counted_by_account(settings, said):
    settings.BEHIND_PROXY = True

    assert network_of(**{"x-forwarded-for": said}) == []
    assert Browser(**{"x-forwarded-for": said}).statuses(times=5)[-1] == 429


def test_whole_addresses_names_and_browsers_are_nowhere_kept():
    Browser("192.0.2.77", **{"user-agent": "telltale"}).statuses(["my secret", "ana"])

    kept = str([*FailedLogins.objects.values(), *AuditRecord.objects.values()])

    assert "192.0.2.77" not in kept
    assert "telltale" not in kept
    assert "secret" not in kept


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
