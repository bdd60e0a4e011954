"""What is kept of a former member of staff is given out, and loses the name."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from accounts.models import AuditRecord
from accounts.roles import Role, give_role
from history.snapshots import History
from tests.factories import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def ilona(admin_client, client):
    """An account with a past."""
    user = User.objects.create_user(
        "ilona", "ilona@example.org", "kept in a test", first_name="Ilona", last_name="Kovács"
    )
    give_role(user, Role.EDITOR)
    client.post("/admin/login/", {"username": "ilona", "password": "kept in a test"})
    changed = {"username": "ilona", "role": "publisher", "language": "hu", "is_active": "on"}
    admin_client.post(
        f"/admin/auth/user/{user.pk}/change/", {**changed, "last_name": "Kovács-Nagy"}
    )
    admin_client.get("/admin/")  # shows the message that it was changed
    return user


@pytest.fixture
def partner(ilona):
    partner = make_partner(status="draft")
    partner.history.update(history_user=ilona)
    return partner


def test_all_is_exported_and_then_kept_without_the_name(
    ilona, partner, admin_client, client, tmp_path
):
    file = tmp_path / "ilona.json"

    call_command("erase_account", "ilona", "--export", str(file))

    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["account"]["last_name"] == "Kovács-Nagy"
    assert told["role"] == ["publisher"]
    assert [record["kind"] for record in told["audit trail"]] == ["logged_in", "changed"]
    assert [(one["of"], one["pk"]) for one in told["saved versions"]] == [
        ("partners.HistoricalPartnerRegion", partner.pk)
    ]
    former = User.objects.get(pk=ilona.pk)
    assert (former.username, former.email, former.is_active) == (f"former-{ilona.pk}", "", False)
    assert client.get("/admin/").status_code == 302
    (version,) = History(type(partner), partner.pk).versions()
    assert version.who == f"fost membru al personalului {ilona.pk}"
    for page in ("auth/user/", "accounts/auditrecord/", f"auth/user/{ilona.pk}/history/", ""):
        shown = admin_client.get(f"/admin/{page}").content.decode()
        assert "ilona" not in shown.lower()
        assert "Kovács" not in shown
    assert AuditRecord.objects.latest("pk").kind == "erased"


def test_only_the_export_is_made_if_so_wished(ilona, tmp_path):
    file = tmp_path / "ilona.json"

    call_command("erase_account", "ilona", "--export", str(file), "--keep")

    assert json.loads(file.read_text(encoding="utf-8"))["account"]["username"] == "ilona"
    assert User.objects.get(pk=ilona.pk).username == "ilona"


def test_nothing_is_erased_that_could_not_be_exported(ilona, tmp_path):
    file = tmp_path / "ilona.json"
    file.write_text("of somebody else")

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("erase_account", "ilona", "--export", str(file))

    assert file.read_text() == "of somebody else"
    assert User.objects.get(pk=ilona.pk).username == "ilona"


def test_last_administrator_stays(admin_client, tmp_path):
    with pytest.raises(CommandError, match="the last administrator"):
        call_command("erase_account", "bori", "--export", str(tmp_path / "admin_client.json"))

    assert User.objects.get().username == "bori"
