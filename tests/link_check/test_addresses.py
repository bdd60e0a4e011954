"""The check asks servers of the web, and nothing in the network in which this one stands."""

import pytest

from editing.link_check.guard import may_connect

PUBLIC = ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"]
INSIDE = [
    *("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("::1", "::7f00:1", "::ffff:10.0.0.1", "fe80::1%eth0", "fec0::1", "fd00::1", "ff02::1"),
    *("64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:db8::1", "3fff::1", "5f00::1"),
]


@pytest.mark.parametrize("url", PUBLIC)
def test_public_address_is_asked_at_the_ports_of_the_web_only(url):
    assert [may_connect(url, port) for port in (80, 443, 22, 8080, 6379)] == [
        *(True, True),
        *(False, False, False),
    ]


@pytest.mark.parametrize("url", INSIDE)
def test_any_other_address_is_not_asked(url):
    assert not may_connect(url, 443)
