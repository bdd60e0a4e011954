"""Connects to the public internet only, at the very IP address that was looked at, and in time."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic

import httpcore
from django.conf import settings

MAX_IPS = 4  # of one name that are tried
PORTS = {80, 443}
_IPV4_WITHIN_IPV6 = ip_network("64:ff9b::/96")  # RFC 6052
_GLOBAL_IPV6 = ip_network("2000::/3")  # all that is given out; documentation (RFC 9637) is in it
_DOCUMENTATION = ip_network("3fff::/20")


class PrivateNetwork(Exception):
    """The name belongs to an IP address that is not on the public internet."""


def seconds_until(deadline: float) -> float:
    """Return how much time is left; TimeoutError if none is."""
    if (seconds := deadline - monotonic()) <= 0:
        raise TimeoutError
    return seconds


def may_connect(ip: str, port: int) -> bool:
    """Return whether an IP address is on the public internet, and the port one of the web.

    Anybody who edits could otherwise look into the network in which this server stands.
    """
    parsed = ip_address(ip.partition("%")[0])
    allowed = map(ip_network, settings.LINK_CHECK["private_networks"])
    return (port in PORTS and _is_public(parsed)) or any(parsed in network for network in allowed)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if within := getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None):
        return _is_public(within)
    if ip in _IPV4_WITHIN_IPV6:
        return _is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip.version == 6 and (ip not in _GLOBAL_IPV6 or ip in _DOCUMENTATION):
        return False
    return ip.is_global and not ip.is_multicast


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name itself and connects to what it looked at; all ends with the deadline."""

    def __init__(self, deadline: float):
        self.deadline = deadline

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ips = list(dict.fromkeys(sockaddr[0] for *_, sockaddr in found))
        if not all(may_connect(ip, port) for ip in ips):
            raise PrivateNetwork(host)
        del ips[MAX_IPS:]
        while True:
            seconds = seconds_until(self.deadline) / len(ips)
            try:
                stream = httpcore.SyncBackend().connect_tcp(ips.pop(0), port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not ips:
                    raise
            else:
                return _TimedStream(stream, self.deadline)


class _TimedStream(httpcore.NetworkStream):
    """Ends with the deadline: a time-out of a socket begins anew with each byte that drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float):
        self._stream, self._deadline = stream, deadline
        self.close, self.get_extra_info = stream.close, stream.get_extra_info

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, seconds_until(self._deadline))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, seconds_until(self._deadline))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        seconds = seconds_until(self._deadline)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except httpcore.ConnectError as error:
            raise (error.__cause__ or error) from None  # SSLError says what the matter is
        return _TimedStream(stream, self._deadline)
