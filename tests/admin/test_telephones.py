"""Telephones and computers of the second step: set up, trusted, changed, and lost."""

import re

import pytest
from django.core.management import call_command

from accounts.models import AuditRecord
from tests.admin.second_step import PASSWORD, STEP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_step_required")]


def test_second_step_is_not_asked_for_on_a_trusted_computer(person, at):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()
    assert not publisher.is_in()
    publisher.give(publisher.code(), trust="1")

    publisher.comes_back()
    assert publisher.is_in()
    assert AuditRecord.objects.filter(kind="trusted").count() == 1
    cookie = publisher.client.cookies["browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")

    at(days=29)
    publisher.comes_back()
    assert publisher.is_in()
    at(days=31)
    publisher.comes_back()
    assert not publisher.is_in()


@pytest.mark.parametrize("reason", ["password", "step", "elsewhere", "forged"])
def test_trust_ends(person, reason):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    publisher.comes_back()
    publisher.give(publisher.code(), trust="1")

    if reason == "password":
        publisher.user.set_password(PASSWORD)
        publisher.user.save()
    elif reason == "step":
        publisher.user.totpdevice_set.all().delete()
    elif reason == "forged":
        publisher.client.cookies["browser"] = publisher.client.cookies["browser"].value + "x"
    publisher.comes_back(cookies=reason != "elsewhere")

    assert not publisher.is_in()


def test_set_up_in_two_windows_at_once_works_in_one(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.client.get(STEP)
    publisher.user.totpdevice_set.create(name="app", confirmed=False)  # by the other window

    publisher.set_up()

    assert publisher.is_in()
    assert publisher.user.totpdevice_set.count() == 1


def test_another_telephone_is_set_up_by_who_has_a_code(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()
    first = publisher.secret

    refused = publisher.give("aaaaaaaa", choice="remove")
    assert list(refused.context["form"].errors) == ["code"]
    publisher.give(publisher.codes[0], choice="remove")
    publisher.set_up()

    assert publisher.secret != first
    assert publisher.is_in()


def test_who_has_an_app_is_asked_for_a_passkey_only(person):
    publisher = person("publisher")
    publisher.give_password()
    publisher.set_up()

    page = publisher.give(publisher.codes[0], choice="more")

    html = page.content.decode()
    assert 'data-passkey="new"' in html
    assert 'name="add" value="1"' in html
    assert "Enter the code" not in html
    again = publisher.client.post(STEP, {"step-code": "", "step-passkey": "x", "add": "1"})
    assert "That passkey does not work here." in again.content.decode()


def test_set_up_works_on_the_telephone_itself(person):
    publisher = person("publisher")
    publisher.give_password()

    page = publisher.client.get(STEP).content.decode()

    assert re.search(r'<a href="otpauth://totp/testserver%3Apublisher\?secret=[A-Z2-7]+&amp;', page)


def test_administrator_lets_in_who_lost_the_telephone(person):
    publisher, chief = person("publisher"), person("administrator")
    publisher.give_password()
    publisher.set_up()
    chief.give_password()
    chief.set_up()
    listed = chief.client.get("/admin/auth/user/").content.decode()
    assert listed.count('<td class="field-has_second_step">yes</td>') == 2

    chosen = {"action": "remove_second_step", "_selected_action": [publisher.user.pk]}
    chief.client.post("/admin/auth/user/", chosen)

    assert not publisher.is_in()
    publisher.comes_back()
    assert "square-frame" in publisher.client.get(STEP).content.decode()
    record = AuditRecord.objects.filter(kind="step_removed").get()
    assert (record.who, record.about) == ("administrator", "publisher")


def test_command_lets_in_the_last_administrator(person, capsys):
    chief = person("administrator")
    chief.give_password()
    chief.set_up()

    call_command("remove_second_step", "administrator")

    chief.comes_back()
    chief.set_up()
    assert chief.is_in()
