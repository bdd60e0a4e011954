"""Where a request comes from, as far as it can be known, and as much of it as is kept."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = {4: 24, 6: 48}  # what an address keeps of itself in records: a network, not a person
SINGLE_BITS = {4: 24, 6: 64}  # the network of one line: what anybody at home has for themselves


def client_ip(request: HttpRequest) -> str | None:
    return ip_in(request.META)


def ip_in(environ: Mapping) -> str | None:
    """Return the IP of whoever asks; None where there is none, as on a socket of the machine.

    What a proxy says of it counts only where settings say that there is one; and of what it
    says, only the last: that it has seen itself, while anybody may send it the rest.
    """
    stated = environ.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        stated = environ.get("HTTP_X_FORWARDED_FOR", stated).rpartition(",")[2]
    try:
        ip = ip_address(stated.strip())
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip)))  # without a zone's name
    return str(ip)


def network_of(ip: str | None, single: bool = False) -> str:
    """Return the network that an address is in: ``192.0.2.77`` → ``192.0.2.0/24``."""
    if ip is None:
        return ""
    bits = SINGLE_BITS if single else NETWORK_BITS
    return str(ip_network(f"{ip}/{bits[ip_address(ip).version]}", strict=False))
