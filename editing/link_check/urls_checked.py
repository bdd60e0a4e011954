"""Which addresses lead to other sites, and which of them may be asked."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urldefrag, urlsplit

from django.conf import settings

_IPV4_WITHIN_IPV6 = ip_network("64:ff9b::/96")  # RFC 6052
_GLOBAL_IPV6 = ip_network("2000::/3")  # all that is given out; documentation (RFC 9637) is in it
_DOCUMENTATION = ip_network("3fff::/20")
PORTS = {80, 443}


def leads_outside(url: str) -> bool:
    """Whether the address is one of the web, and not of this site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.startswith(("http://", "https://"))  # a faulty one, which the check reports
    return parts.scheme in ("http", "https") and parts.netloc != urlsplit(settings.SITE_URL).netloc


def without_fragment(url: str) -> str:
    """What a server is asked for: the place within the page is the browser's own business."""
    try:
        return urldefrag(url.strip()).url
    except ValueError:
        return url.strip()


def may_be_asked(address: str, port: int) -> bool:
    """Return whether an IP address is on the public internet, and the port one of the web.

    Anybody who edits could otherwise look into the network in which this server stands.
    """
    asked = ip_address(address.partition("%")[0])
    allowed = map(ip_network, settings.LINK_CHECK["private_networks"])
    is_web = port in PORTS and _is_public(asked)
    return is_web or any(asked in network for network in allowed)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if within := getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None):
        return _is_public(within)
    if address in _IPV4_WITHIN_IPV6:
        return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.version == 6 and (address not in _GLOBAL_IPV6 or address in _DOCUMENTATION):
        return False
    return address.is_global and not address.is_multicast
