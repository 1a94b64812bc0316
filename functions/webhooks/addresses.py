"""Where messages may be sent: addresses of the public internet, and no others.

A receiver's name is resolved once, all of its addresses are judged, and the connection goes to one
that was judged (webhooks/post.py): a name that points elsewhere a moment later changes nothing.
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

# Forms of IPv6 that lead to an IPv4 address of somebody's choice, and what `is_global` overlooks:
# NAT64, 6to4, Teredo, IPv4-compatible, old site-local; the relay of 6to4; IETF assignments.
CLOSED = [
    ip_network(each)
    for each in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/23",
        "::/96",
        "fec0::/10",
        "192.88.99.0/24",
        "192.0.0.0/24",
    )
]
# A DNS name with a dot whose last label has a letter: neither `localhost` nor `0x7f.1`.
NAME = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


# Where receivers listen; others would make a port scanner of the delivery log.
PORTS = frozenset({443, 8443})


class Refused(Exception):
    """The receiver has an address that no message may be sent to."""


class Unresolved(Exception):
    """The receiver's name has no address now."""


@dataclass(frozen=True)
class Target:
    """A receiver's URL in parts; `authority` goes into the Host header."""

    secure: bool
    name: str
    port: int
    authority: str
    path: str


def target_of(url: str, *, local: bool) -> Target | None:
    """None for a URL that cannot be a receiver's. `local` lets http and any host pass."""
    if not url.isascii() or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    name, secure = parts.hostname or "", parts.scheme == "https"
    if parts.username is not None or parts.fragment or port == 0 or not name:
        return None
    if not local and (port or 443) not in PORTS:
        return None
    if not (secure or (local and parts.scheme == "http")) or not (local or _is_public_host(name)):
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, name, port or (443 if secure else 80), parts.netloc, path)


def _is_public_host(name: str) -> bool:
    try:
        return is_public(ip_address(name))
    except ValueError:
        return bool(NAME.fullmatch(name))


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    special = address.is_multicast or address.is_reserved or address.is_link_local
    closed = any(address.version == each.version and address in each for each in CLOSED)
    return address.is_global and not special and not closed


def resolve(name: str, port: int) -> Sequence[str]:
    """Every address of the name, in the order in which this machine would try them."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def addresses_of(target: Target, *, local: bool, resolve: Resolve = resolve) -> list[str]:
    """All of them must be public: one private among them is somebody's attempt."""
    try:
        found = resolve(target.name, target.port)
        parsed = [ip_address(each) for each in found]
    except (OSError, UnicodeError):
        raise Unresolved from None
    except ValueError:
        raise Refused from None  # `fe80::1%eth0` and the like
    if not parsed:
        raise Unresolved
    if not local and not all(is_public(each) for each in parsed):
        raise Refused
    return [str(each) for each in parsed]
