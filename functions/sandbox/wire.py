"""How FaceID's server reads forms, refuses and signs. Pure."""

import hashlib
import json
import re
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from shared.errors import KycError

# Ports that FaceID calls back on.
PORTS = {443, 5000, 16003, 8883, 8028}
PROCEDURES = {"video", "selfie", "still", "flash"}
# Of one length in bytes at most.
LONGEST_BYTES = {"biz_no": 128, "biz_extra_data": 4096, "web_title": 32}
# field: the values it may have.
CHOICES = {
    "procedure_type": PROCEDURES,
    "action_http_method": {"GET", "POST"},
    "fmp_mode": {"0", "1"},
    "get_fail_reason": {"0", "1"},
    # Only what is pretended: comparison with the official source, of a person named by the caller.
    "comparison_type": {"1"},
    "idcard_mode": {"0"},
    "encryption_type": {"0"},
}
REQUIRED = ("return_url", "notify_url", "biz_no", "comparison_type", "idcard_mode")


class Refused(KycError):
    """An answer other than 200; `message` is FaceID's code, for some with what it is about."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def form_of(body: bytes, content_type: str) -> dict[str, str]:
    """Fields of either kind of form; of repeated ones the last."""
    if content_type.startswith("multipart/form-data"):
        head = f"Content-Type: {content_type}\r\n\r\n".encode()
        message = message_from_bytes(head + body, policy=policy.HTTP)
        parts = message.iter_parts() if message.is_multipart() else ()
        return {
            str(part.get_param("name", header="content-disposition")): bytes(
                part.get_payload(decode=True) or b""
            ).decode("utf-8", "replace")
            for part in parts
        }
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def check_keys(given: dict[str, str], api_key: str, api_secret: str) -> None:
    for name in ("api_key", "api_secret"):
        _require(given, name)
    if (given["api_key"], given["api_secret"]) != (api_key, api_secret):
        raise Refused(403, "AUTHENTICATION_ERROR")


def check_token_request(given: dict[str, str]) -> None:
    """What `get_token` refuses, in the order in which it looks."""
    for name in REQUIRED:
        _require(given, name)
    for name in ("idcard_name", "idcard_number"):
        _require(given, name)
    for name, allowed in CHOICES.items():
        if name in given and given[name] not in allowed:
            raise Refused(400, f"BAD_ARGUMENTS: {name}")
    for name, most in LONGEST_BYTES.items():
        if len(given.get(name, "").encode()) > most:
            raise Refused(400, f"BAD_ARGUMENTS: {name}")
    if not is_callable(given["notify_url"]):
        raise Refused(400, "BAD_ARGUMENTS: notify_url")
    if urlsplit(given["return_url"]).scheme not in ("http", "https"):
        raise Refused(400, "BAD_ARGUMENTS: return_url")
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", given["idcard_number"]):
        raise Refused(400, "BAD_ARGUMENTS: idcard_number")
    # The console of the pretend account has no scenes.
    if given.get("scene_id"):
        raise Refused(400, "BAD_ARGUMENTS: scene_id")


def is_callable(url: str) -> bool:
    """FaceID calls a few ports only; a laptop's own address is called on any."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return False
    if parts.hostname == "127.0.0.1":
        return parts.scheme in ("http", "https")
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port in PORTS


def signed(api_secret: str, result: dict[str, Any]) -> tuple[str, str]:
    """A callback's two fields, `data` and `sign`."""
    data = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return data, hashlib.sha1(f"{api_secret}{data}".encode()).hexdigest()  # noqa: S324  FaceID's


def _require(given: dict[str, str], name: str) -> None:
    if not given.get(name):
        raise Refused(400, f"MISSING_ARGUMENTS: {name}")
