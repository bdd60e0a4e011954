import pytest
from django.test import Client

from tests.admin.conftest import log_in
from tests.admin.roles.site import ROLES, Site


@pytest.fixture(scope="module")
def shared(share_rows):
    """What there is, the sessions of four people, and the forms that each was shown; made once."""
    with share_rows(lambda: (Site.make(), {role: log_in(role).cookies for role in ROLES})) as made:
        yield *made, {role: {} for role in ROLES}


@pytest.fixture
def site(shared, db):
    return shared[0]


@pytest.fixture
def staff(shared, db):
    """Gives a client logged in with a role, as nobody has used it before."""

    def of_role(role: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.cookies.load({name: cookie.value for name, cookie in shared[1][role].items()})
        client.forms = shared[2][role]
        return client

    return of_role
