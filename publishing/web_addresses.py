"""Which web addresses others can open, and which only somebody's own computer knows."""

from ipaddress import ip_address, ip_network
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Names that are no site of the internet: RFC 6761, 6762, 8375, 9476, and those of routers.
_LOCAL = {"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp"}
_LOCAL |= {"arpa", "test", "invalid", "alt", "onion", "private"}


def validate_public_address(url: str) -> None:
    """Refuse an address that tells a password, or that others cannot open; ValidationError."""
    try:
        parts = urlsplit(url.strip())
        host, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise _no_name(url) from error
    if "@" in parts.netloc:
        raise ValidationError(
            _("Remove the name and the password before the “@”. Everybody could read them."),
            code="credentials",
        )
    if is_local(host):
        message = _("“%(host)s” exists only on your own network. Enter an address on the internet.")
        raise ValidationError(message % {"host": host}, code="local")
    if not is_name(host):
        raise _no_name(host or url)


def is_public_address(url: str) -> bool:
    """Return whether others can open an address, and no password stands in it."""
    try:
        validate_public_address(url)
    except ValidationError:
        return False
    return True


def _no_name(host: str) -> ValidationError:
    message = _("“%(host)s” is not a valid website name. Copy the address from the browser.")
    return ValidationError(message % {"host": host}, code="name")


def is_local(host: str) -> bool:
    """Return whether a host is on no public network: a name or an IP address."""
    try:
        ip = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        last = host.lower().rpartition(".")[2]
        return bool(host) and (last in _LOCAL or "." not in host)
    allowed = [
        ip_network(name) for name in cast("list[str]", settings.LINK_CHECK["private_networks"])
    ]
    return (not ip.is_global or ip.is_multicast) and not any(ip in network for network in allowed)


def is_name(host: str) -> bool:
    """Return whether a host's name can be asked for: each of its parts in Unicode, or its code."""
    try:
        ip_address(host)
    except ValueError:
        return all(map(_is_label, host.split(".")))
    return True


def _is_label(label: str) -> bool:
    """Return whether a part of a name is one: a code (RFC 3492) must stand for letters."""
    try:
        code = label.encode("idna").decode().lower()
        decoded = code.encode().decode("idna")
    except UnicodeError:
        return False
    is_code = code.startswith("xn--")
    return bool(code) and is_code == (decoded.lower() != code) and len(code) <= 63
