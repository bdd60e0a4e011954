"""Tries to log in are counted by the network that they come from, and no more of it is kept."""

import pytest

from accounts.models import AuditRecord, FailedLogins
from tests.admin.logins import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at", "ana")]


def network_of(**headers) -> list[str]:
    Browser(**headers).log_in(password="wrong")
    keys = FailedLogins.objects.values_list("key", flat=True)
    return [key for key in keys if key.startswith("network:")]


def test_what_anybody_can_send_does_not_change_the_network():
    assert network_of(**{"x-forwarded-for": "198.51.100.1"}) == ["network:192.0.2.0/24"]


def test_behind_a_proxy_only_its_own_word_counts(settings):
    settings.BEHIND_PROXY = True

    stated = network_of(**{"x-forwarded-for": "198.51.100.1, 203.0.113.9"})

    assert stated == ["network:203.0.113.0/24"]


@pytest.mark.parametrize("stated", ["", "no address", "1.2.3.4, ", "x" * 5000])
def test_who_comes_from_nowhere_is_counted_by_account(settings, stated):
    settings.BEHIND_PROXY = True

    assert network_of(**{"x-forwarded-for": stated}) == []
    assert Browser(**{"x-forwarded-for": stated}).statuses(times=5)[-1] == 429


def test_whole_addresses_names_and_browsers_are_nowhere_kept():
    Browser("192.0.2.77", **{"user-agent": "telltale"}).statuses(["my secret", "ana"])

    stored = str([*FailedLogins.objects.values(), *AuditRecord.objects.values()])

    assert "192.0.2.77" not in stored
    assert "telltale" not in stored
    assert "secret" not in stored
