"""Codes of the second step: a wrong one is refused, a right one is taken once."""

import pytest
from django.core import mail
from django.test import Client

from accounts.mail import outbox
from tests.admin.second_step import LOGIN, PASSWORD, STEP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_step_required")]


@pytest.mark.parametrize("code", ["", None, "12345", "abcdefgh", "١٢٣٤٥٦", "x" * 31])
def test_wrong_code_is_refused_in_words(person, code):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()

    answer = publisher.give(publisher.wrong_code() if code is None else code)

    assert list(answer.context["form"].errors) == ["code"]
    assert not publisher.is_in()


def test_code_is_taken_once(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    code = publisher.code()
    publisher.comes_back()
    publisher.give(code)
    publisher.client = Client(headers={"accept-language": "en"})
    publisher.give_password()

    publisher.give(code)

    assert not publisher.is_in()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There were too many wrong codes. Try again in 15 seconds."),
        ("ro", "S-au introdus prea multe coduri greșite. Încercați din nou peste 15 secunde."),
        ("hu", "Túl sok hibás kódot adtak meg. Próbálja újra 15 másodperc múlva."),
    ],
)
def test_after_five_wrong_codes_there_is_a_wait_that_is_said(person, at, language, words):
    publisher = person("publisher")
    publisher.user.email = "publisher@example.org"
    publisher.user.save()
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back(cookies=False)
    for _ in range(5):
        publisher.give(publisher.wrong_code())

    answer = publisher.client.post(
        STEP, {"step-code": publisher.code()}, headers={"accept-language": language}
    )

    assert answer.context["form"].errors["code"] == [words]
    assert not publisher.is_in()
    outbox.submit(int).result()
    (warning,) = mail.outbox
    assert (warning.to, warning.subject) == (
        ["publisher@example.org"],
        "Coduri greșite la contul dumneavoastră",
    )
    at(seconds=15)
    publisher.give(publisher.code())
    assert publisher.is_in()


def test_nobody_is_kept_out_by_wrong_codes_for_longer_than_five_minutes(person, at):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.client.post(STEP, {"done": "1"})
    stranger = Client(headers={"accept-language": "en"})
    stranger.post(LOGIN, {"username": "publisher", "password": PASSWORD})
    for minutes in range(20):
        at(minutes=5 * minutes)
        stranger.post(STEP, {"step-code": publisher.wrong_code()})

    publisher.comes_back()
    publisher.give(publisher.code())

    assert publisher.is_in()  # in the usual browser at once, elsewhere soon
    publisher.comes_back(cookies=False)
    refused = publisher.give(publisher.code())
    assert refused.context["form"].errors["code"] == [
        "There were too many wrong codes. Try again in 5 minutes."
    ]
    at(minutes=5 * 20)
    publisher.give(publisher.code())
    assert publisher.is_in()


def test_recovery_code_is_good_for_one_login(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    code = f"{publisher.codes[0][:4].upper()}-{publisher.codes[0][4:]}"

    publisher.comes_back()
    publisher.give(code)
    assert publisher.is_in()

    publisher.comes_back()
    publisher.give(code)
    assert not publisher.is_in()


def test_new_recovery_codes_take_the_place_of_the_old_ones(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    old = publisher.codes

    new = publisher.give(old[0]).context["codes"]

    assert set(old) & set(new) == set()
    publisher.comes_back()
    publisher.give(old[1])
    assert not publisher.is_in()
