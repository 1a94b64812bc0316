"""One try: the message goes to an address that was judged, and the status line comes back.

Redirects are not followed, the answer's body is not read, and no proxy, cookie or credential of
this machine is used. `requests` looks a name up by itself when it connects, after any check of
ours, so this speaks to the layer below it.
"""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.exceptions import SSLError as TlsError

from webhooks.addresses import Refused, Resolve, Target, Unresolved, addresses_of, resolve

# From looking the name up to the status line.
SECONDS = 10.0
# What can go wrong besides an answer that is not 2xx.
ERRORS = {
    "name_unresolved": "The host has no address.",
    "address_refused": "The host has a private, link-local or otherwise special address.",
    "connection_failed": "No connection, or it was closed before an answer.",
    "tls_failed": "The certificate is not valid for the host, or TLS failed otherwise.",
    "timed_out": "No answer within 10 seconds.",
    "redirected": "The answer was a redirect. They are not followed: register the new address.",
    "status_not_2xx": "The receiver answered, and not with 2xx.",
}


@dataclass(frozen=True)
class Outcome:
    """`error` is None when the receiver accepted; `status_code` is None without an answer."""

    status_code: int | None
    error: str | None
    duration_ms: int


def post(
    target: Target,
    body: bytes,
    headers: Mapping[str, str],
    *,
    local: bool,
    resolve: Resolve = resolve,
    seconds: float = SECONDS,
) -> Outcome:
    began = time.monotonic()
    deadline = began + seconds
    status_code, error = None, None
    try:
        addresses = addresses_of(target, local=local, resolve=resolve)
        status_code = _exchange(target, addresses, body, headers, deadline)
        error = _judged(status_code)
    except Unresolved:
        error = "name_unresolved"
    except Refused:
        error = "address_refused"
    except (OSError, ValueError, HTTPError, HTTPException) as failure:
        error = _named(failure)
    if time.monotonic() >= deadline:
        status_code, error = None, "timed_out"  # what was cut off can look like an answer
    return Outcome(status_code, error, round((time.monotonic() - began) * 1000))


def _judged(status_code: int) -> str | None:
    if 300 <= status_code < 400:
        return "redirected"
    return None if 200 <= status_code < 300 else "status_not_2xx"


def _named(failure: Exception) -> str:
    if isinstance(failure, (ssl.SSLError, TlsError)):
        return "tls_failed"
    slow = isinstance(failure, (TimeoutError, ConnectTimeoutError))
    # A refused connection is a subclass of a slow one there.
    if slow and not isinstance(failure, NewConnectionError):
        return "timed_out"
    return "connection_failed"


def _exchange(
    target: Target, addresses: list[str], body: bytes, headers: Mapping[str, str], deadline: float
) -> int:
    connection = _connected(target, addresses, deadline)
    # A socket's time-out is for each piece; who answers byte by byte is cut off here.
    watch = Timer(max(0.0, deadline - time.monotonic()), _cut, [connection])
    watch.start()
    try:
        connection.request(
            "POST",
            target.path,
            body=body,
            headers={"Host": target.authority, **headers},
            preload_content=False,
        )
        return connection.getresponse().status
    finally:
        watch.cancel()
        connection.close()


def _connected(target: Target, addresses: list[str], deadline: float) -> HTTPConnection:
    """To the first address that takes the connection."""
    *others, last = addresses
    for address in others:
        with suppress(NewConnectionError):
            return _connect(target, address, deadline)
    return _connect(target, last, deadline)


def _connect(target: Target, address: str, deadline: float) -> HTTPConnection:
    left = max(0.1, deadline - time.monotonic())
    connection = (
        HTTPSConnection(
            address,
            target.port,
            timeout=left,
            # The certificate is for the name, and the name is what TLS asks for.
            server_hostname=target.name,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
        )
        if target.secure
        else HTTPConnection(address, target.port, timeout=left)
    )
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
