from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.roles import Role, give_role
from tests.admin.logins import PASSWORD
from tests.admin.second_step import Person
from tests.factories import make_partner


@pytest.fixture
def admin_client(db):
    """A client logged in with every right, whose admin speaks English."""
    user = get_user_model().objects.create_superuser("bori", password="kept in a test")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def staff(db):
    """Gives a client logged in with a role; a translator's Hungarian is public at once."""
    return log_in


def log_in(role: str) -> Client:
    """Make an account with a role and return a client that it is logged in with."""
    user = get_user_model().objects.create_user(role, password="kept in a test")
    give_role(user, Role(role), ["hu"], live_languages=["hu"])
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def second_step_required(settings):
    """As in production: everybody of staff takes the second step of the login."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def person(db):
    return Person


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of waits and trust to a moment so much later."""
    start = timezone.now()

    def later(**time):
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(**time))

    later()
    return later


@pytest.fixture
def partner(db):
    """A partner region that is public, with texts in two languages and a link."""
    partner = make_partner(
        "Hont", slug_ro="hont", slug_hu="hont-hu", text_ro="Unu.", text_hu="Egy."
    )
    partner.links.create(url="https://one.example/")
    return partner


@pytest.fixture
def ana(db):
    """An editor who logs in with a password and gets mail."""
    user = get_user_model().objects.create_user("ana", "ana@example.org", PASSWORD)
    give_role(user, Role.EDITOR)
    return user


@pytest.fixture
def ana_client(ana):
    client = Client(headers={"accept-language": "en"})
    client.force_login(ana)
    return client
