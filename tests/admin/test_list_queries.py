"""What each list of the admin costs the database: the same however many entries there are."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from accounts.models import AuditRecord
from activities.models import Activity
from publishing.media.pictures import Picture
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db

STATES = "state_ro__exact=complete&state_hu__exact=complete"
QUERIES = {
    "partners/partnerregion/": 9,
    "partners/partnerregion/?q=zala": 9,
    f"partners/partnerregion/?stage=published&{STATES}&country=HU": 12,
    # A decision without a title is called by its partners, which are read at once.
    "decisions/decision/": 11,
    "decisions/decision/?q=zala": 11,
    f"decisions/decision/?{STATES}": 13,
    "decisions/agreement/": 10,
    "decisions/agreement/?holds=in_force": 11,  # a filter in use is counted alone
    "activities/event/": 10,
    "activities/event/?q=fair": 10,
    f"activities/project/?{STATES}": 12,
    "pages/page/": 7,
    "pages/page/?q=despre": 8,
    "publishing/picture/": 7,
    "publishing/picture/?silent=hu": 7,
    "auth/user/": 11,
    "accounts/auditrecord/": 9,
}


@pytest.fixture(scope="module", params=[2, 10])
def number(request, share_rows):
    """How many entries of each kind there are, made once for all lists."""
    with share_rows(lambda: fill(request.param)):
        yield request.param


def fill(number: int) -> None:
    for place in range(number):
        partner = make_partner("Zala", country="HU")
        make_decision(partner)
        for kind in Activity.Kind.values:
            make_activity("Fair", kind=kind, partners=[partner])
        make_page("Despre")
        Picture.objects.create(file="originals/a.jpg", alt_ro="Un munte")
        AuditRecord.objects.create(kind="logged_in", who="anna", about="anna")
        user = get_user_model().objects.create_user(f"anna{place}", is_staff=True)
        user.groups.set(Group.objects.filter(name="editor"))


@pytest.mark.parametrize("url", QUERIES)
def test_list_costs_the_same_queries_however_many_entries(
    number, admin_client, url, django_assert_num_queries
):
    admin_client.get(f"/admin/{url}")

    with django_assert_num_queries(QUERIES[url]):
        admin_client.get(f"/admin/{url}")


def test_no_list_costs_more_than_thirteen_queries():
    """And one more for the second step of the login."""
    assert max(QUERIES.values()) <= 13
