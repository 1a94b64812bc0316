"""A message goes to public addresses only, and one try ends as it is documented."""

import datetime
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from local.world import World  # noqa: F401  first of all: it sets what the slices read at import
from tests.webhook_helpers import a_receiver
from webhooks.addresses import Target, is_public, target_of
from webhooks.post import Outcome, post

PUBLIC = ["8.8.8.8", "203.0.114.1", "2606:4700::1111", "::ffff:8.8.8.8"]
CLOSED = [
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104  nobody binds to it
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:a9fe:a9fe::1",
    "5f00::1",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff0e::1",
]
HOST = "bank.example.com"
SECONDS, SOON = 5.0, 0.4


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", CLOSED)
def test_all_others_are_closed(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example.com/",
        "ftp://bank.example.com/",
        "//bank.example.com/",
        "https://",
        "https://localhost/",
        "https://bank/",
        "https://bank.example.com:0/",
        "https://bank.example.com:66000/",
        "https://bank.example.com:22/",
        "https://bank.example.com:6379/",
        "https://bank.example.com:80/",
        "https://8.8.8.8:25/",
        "https://user:word@bank.example.com/",
        "https://@bank.example.com/",
        "https://bank.example.com/#part",
        "https://bank.example.com/a b",
        "https://bank.example.com\\@10.0.0.1/",
        "https://bänk.example.com/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.0.0.1/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:127.0.0.1]/",
    ],
)
def test_a_url_that_cannot_be_a_receivers(url: str) -> None:
    assert target_of(url, local=False) is None


def test_a_receivers_url_in_parts() -> None:
    target = target_of("https://Bank.Example.com:8443/kyc?a=1", local=False)

    expected = Target(True, HOST, 8443, "Bank.Example.com:8443", "/kyc?a=1")
    assert target == expected
    assert target_of("https://8.8.8.8", local=False) == Target(True, "8.8.8.8", 443, "8.8.8.8", "/")
    assert target_of("http://127.0.0.1:9/x", local=True) is not None


def tried(
    resolve: Callable[[str, int], list[str]],
    *,
    port: int = 443,
    secure: bool = True,
    local: bool = False,
    seconds: float = SECONDS,
) -> Outcome:
    target = Target(secure, HOST, port, HOST, "/")
    return post(target, b"{}", {}, local=local, resolve=resolve, seconds=seconds)


@pytest.mark.parametrize(
    "found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["fe80::1%eth0"], ["::ffff:127.0.0.1"]]
)
def test_a_name_with_one_closed_address_is_refused_before_any_connection(found: list[str]) -> None:
    with a_receiver() as receiver:
        port = receiver.server.server_address[1]
        outcome = tried(lambda *_: found, port=port, secure=False)

    assert (outcome.error, outcome.status_code) == ("address_refused", None)
    assert receiver.received == []


def test_a_name_is_looked_up_once_and_its_host_is_told() -> None:
    asked: list[str] = []

    def rebinding(name: str, _port: int) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"]

    with a_receiver() as receiver:
        port = receiver.server.server_address[1]
        outcome = tried(rebinding, port=port, secure=False, local=True)

    assert (outcome.status_code, outcome.error) == (200, None)
    assert asked == [HOST]
    assert receiver.received[0].headers["Host"] == HOST


def test_a_name_without_an_address() -> None:
    def nowhere(_name: str, _port: int) -> list[str]:
        raise socket.gaierror

    assert tried(nowhere).error == "name_unresolved"
    assert tried(lambda *_: []).error == "name_unresolved"


def test_the_next_address_is_tried_when_one_takes_no_connection() -> None:
    with a_receiver() as receiver:
        port = receiver.server.server_address[1]
        outcome = tried(lambda *_: ["::1", "127.0.0.1"], port=port, secure=False, local=True)

    assert outcome.status_code == 200


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 O", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_who_answers_too_late_or_never_ends_is_cut_off(answer: bytes) -> None:
    with a_dripping_server(answer) as port:
        here = ["127.0.0.1"]
        outcome = tried(lambda *_: here, port=port, secure=False, local=True, seconds=SOON)

    assert (outcome.status_code, outcome.error) == (None, "timed_out")
    assert outcome.duration_ms < 5000


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        outcome = tried(lambda *_: ["127.0.0.1"], port=port, secure=False, local=True)

    assert outcome.error == "connection_failed"


@pytest.mark.parametrize(
    ("name", "trusted", "expected"),
    [
        (HOST, True, (200, None)),
        (HOST, False, (None, "tls_failed")),
        ("other.example.com", True, (None, "tls_failed")),
    ],
)
def test_a_certificate_is_of_the_host_and_vouched_for(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    trusted: bool,
    expected: tuple[int | None, str | None],
) -> None:
    file = self_signed(tmp_path, name)
    if trusted:
        monkeypatch.setattr(certifi, "where", lambda: str(file))
    with a_receiver() as receiver:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        plain = receiver.server.socket
        receiver.server.socket = context.wrap_socket(plain, server_side=True)
        port = receiver.server.server_address[1]
        outcome = tried(lambda *_: ["127.0.0.1"], port=port, local=True)

    assert (outcome.status_code, outcome.error) == expected
    assert len(receiver.received) == (outcome.error is None)


@contextmanager
def a_dripping_server(begins: bytes) -> Iterator[int]:
    """Answers so, and then a letter now and then, without an end."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            taken, _ = server.accept()
            with taken:
                taken.recv(65536)
                taken.sendall(begins)
                while not over.wait(0.05):
                    try:
                        taken.sendall(b"a" if begins else b"")
                    except OSError:
                        return

        thread = Thread(target=drip)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


def self_signed(folder: Path, host: str) -> Path:
    """A certificate for the host, by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "certificate.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
