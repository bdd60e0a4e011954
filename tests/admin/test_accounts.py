"""The accounts of staff: found by role, given passwords, and switched off rather than deleted."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import Role, give_role
from tests.admin.browser_forms import form_of
from tests.admin.list_pages import cell
from tests.factories import make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/auth/user/"


@pytest.fixture
def ilona():
    """An account that has been used."""
    user = User.objects.create_user("ilona", last_login=timezone.now())
    give_role(user, Role.EDITOR)
    return user


@pytest.mark.parametrize(
    ("role", "names"), [("editor", ["ilona"]), ("publisher", []), ("administrator", ["bori"])]
)
def test_accounts_are_found_by_role(admin_client, ilona, role, names):
    found = admin_client.get(ACCOUNTS, {"role": role}).context["cl"].result_list

    assert [user.username for user in found] == names


@pytest.mark.parametrize("role", list(Role))
def test_form_sent_as_it_was_opened_changes_no_right(admin_client, role):
    user = User.objects.create_user("ilona")
    give_role(user, role, ["hu", "en"], live_languages=["hu"])
    url = f"{ACCOUNTS}{user.pk}/change/"
    before = user.profile.languages, user.profile.live_languages

    page = admin_client.get(url)
    row = admin_client.get(ACCOUNTS, {"q": "ilona"}, headers={"accept-language": "en"})
    admin_client.post(url, form_of(page))

    user = User.objects.get(pk=user.pk)
    assert page.context["adminform"].form.initial["role"] == role
    assert cell(row, "role") == role
    assert user.is_superuser == (role == Role.ADMINISTRATOR)
    assert [group.name for group in user.groups.all()] == ([] if user.is_superuser else [role])
    assert (user.profile.languages, user.profile.live_languages) == before
    assert before == ((["hu", "en"], ["hu"]) if role == Role.TRANSLATOR else ([], []))


def test_role_given_takes_the_place_of_whatever_was_allowed_before(admin_client, ilona):
    ilona.user_permissions.set(Permission.objects.filter(codename="delete_user"))
    ticked = {"languages": ["hu"], "live_languages": ["hu", "en"]}

    admin_client.post(
        f"{ACCOUNTS}{ilona.pk}/change/",
        {"username": "ilona", "role": "translator", "is_active": "on", "language": "hu", **ticked},
    )

    ilona = User.objects.get(pk=ilona.pk)
    assert [group.name for group in ilona.groups.all()] == ["translator"]
    assert not ilona.has_perm("auth.delete_user")
    assert (ilona.profile.languages, ilona.profile.live_languages) == (["hu"], ["hu"])


def test_account_that_was_used_is_not_deleted_but_switched_off(admin_client, ilona):
    """Else what its owner wrote would be said to be the work of the site itself."""
    bulk = {"action": "delete_selected", "_selected_action": [ilona.pk], "post": "yes"}

    form = admin_client.get(f"{ACCOUNTS}{ilona.pk}/change/")
    alone = admin_client.post(f"{ACCOUNTS}{ilona.pk}/delete/", {"post": "yes"})
    with_others = admin_client.post(ACCOUNTS, bulk)

    assert form.context["has_delete_permission"] is False
    assert "Unselect this instead of deleting accounts." in form.content.decode()
    assert (alone.status_code, with_others.status_code) == (403, 403)
    assert User.objects.filter(pk=ilona.pk).exists()


def test_history_goes_on_naming_who_was_switched_off(admin_client, ilona, client):
    client.force_login(ilona)
    partner = make_partner(status="draft")
    partner.history.update(history_user=ilona)
    admin_client.post(
        f"{ACCOUNTS}{ilona.pk}/change/",
        {"username": "ilona", "role": "editor", "is_active": "", "language": "hu"},
    )

    history = admin_client.get(f"/admin/partners/partnerregion/{partner.pk}/history/")

    assert not User.objects.get(pk=ilona.pk).is_active
    assert [version.who for version in history.context["page"]] == ["ilona"]
    assert client.get("/admin/").status_code == 302


def test_account_that_was_never_used_is_deleted(admin_client):
    user = User.objects.create_user("mistyped")
    give_role(user, Role.TRANSLATOR, ["hu"])

    page = admin_client.get(f"{ACCOUNTS}{user.pk}/delete/")
    admin_client.post(f"{ACCOUNTS}{user.pk}/delete/", {"post": "yes"})

    assert page.context["deleted_objects"] == ["mistyped"]
    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    ("language", "text"),
    [("ro", "Setează o parolă nouă"), ("hu", "Új jelszó beállítása"), ("en", "Set a new password")],
)
def test_password_is_set_in_the_language_of_the_administrator(admin_client, ilona, language, text):
    url = f"{ACCOUNTS}{ilona.pk}/password/"
    new = {"password1": "kept in a test", "password2": "kept in a test"}

    page = admin_client.get(url, headers={"accept-language": language})
    empty = admin_client.post(url, {}).context["form"].errors
    admin_client.post(url, new)

    assert text in ParsedPage(page.content.decode()).main
    assert list(page.context["form"].fields) == ["password1", "password2"]
    assert set(empty) == {"password1", "password2"}
    assert User.objects.get(pk=ilona.pk).check_password("kept in a test")


def test_right_that_a_role_should_not_have_is_taken_away_when_the_site_is_migrated(db):
    editors = Group.objects.get(name=Role.EDITOR)
    before = {*editors.permissions.all()}
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    editors.permissions.remove(Permission.objects.get(codename="add_partnerregion"))

    call_command("migrate", verbosity=0)

    assert {*editors.permissions.all()} == before
