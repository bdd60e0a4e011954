"""Who logged in, or tried to, and what was done to accounts is written down for a time."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AuditRecord, FailedLogins
from tests.admin.logins import PASSWORD, fail, log_in, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana")]


def test_logins_are_written_down_by_network():
    answer = log_in(client_ip="2001:db8:1:2::3")
    answer.client.post("/admin/logout/")
    fail(6, client_ip="192.0.2.77")

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
        fail(1, name=f"my password by mistake {number}", client_ip=f"192.0.2.{number}")

    assert records("refused") == [("refused", "", "")]
    assert AuditRecord.objects.get().times == 4
    assert "mistake" not in str(list(FailedLogins.objects.values()))


def test_what_administrators_do_to_accounts_is_written_down(staff):
    chief = staff("administrator")
    account = {"username": "new", "role": "editor", "languages": ["hu"], "language": "hu"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    chief.post("/admin/auth/user/add/", account)
    new = get_user_model().objects.get(username="new")
    url = f"/admin/auth/user/{new.pk}"

    chief.post(f"{url}/change/", {**account, "role": "publisher", "is_active": "on"})
    chief.post(f"{url}/password/", passwords)
    chief.post(f"{url}/change/", {**account, "role": "publisher"})
    chief.post(f"{url}/delete/", {"post": "yes"})

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


def test_own_password_changed_is_written_down(ana_client):
    new = "another one, kept"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    ana_client.post("/admin/password_change/", form)

    assert records("password") == [("password", "ana", "ana")]


def test_audit_trail_is_read_by_administrators_and_changed_by_nobody(staff):
    fail(1)
    record, chief = AuditRecord.objects.earliest("pk"), staff("administrator")
    url = "/admin/accounts/auditrecord/"

    page = chief.get(url).content.decode()

    assert "login refused" in page
    assert "192.0.2.0/24" in page
    for refused in ("add/", f"{record.pk}/delete/"):
        assert chief.post(f"{url}{refused}", {"post": "yes"}).status_code == 403
    assert chief.post(f"{url}{record.pk}/change/", {"who": "x"}).status_code == 403
    assert staff("publisher").get(url).status_code == 403
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
