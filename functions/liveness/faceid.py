"""FaceID Lite H5 on the wire: the only file that talks to it.

The person does the check on FaceID's page; this asks for the page (`get_token`), asks what came of
it (`get_result`) and believes a callback only that far.
"""

import json
import random
import re
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, quote

import requests
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from liveness.faceid_result import GONE, finding, word
from liveness.faceid_signature import callback_is_signed
from liveness.provider import CheckRequest, Finding, Session
from shared.aws import client
from shared.clock import now
from shared.errors import ProviderRefused, ProviderUnavailable
from shared.settings import settings
from shared.telemetry import logger
from shared.tenant import Mode

MOST_TRIES = 3
# All tries together end within LONGEST_SECONDS: whoever calls this has a time limit of its own.
CONNECT_SECONDS, READ_SECONDS, LONGEST_SECONDS = 5.0, 10.0, 15.0
# By which `requests` says that an answer was on its way.
LOST_ANSWERS = ("ReadTimeout", "ChunkedEncodingError")
# The second is a laptop's local cloud.
ADDRESSES = ("https://", "http://127.0.0.1:")
PAUSE_SECONDS = 0.3
# Keys and address are read again after this, so that a change reaches functions that run on.
KEPT_SECONDS = 300
# What FaceID echoes of ours is what it took: 128 bytes at most, and our ids are ASCII.
BIZ_NO = re.compile("[!-~]{1,128}")
# Busy: 403 in some of FaceID's documents and 429 in others.
BUSY = "CONCURRENCY_LIMIT_EXCEEDED"

secrets = client("secretsmanager")
parameters = client("ssm")
_http = requests.Session()


class Keys(BaseModel):
    """The secret's JSON."""

    model_config = ConfigDict(frozen=True)

    api_key: str = Field(repr=False)
    api_secret: str = Field(repr=False)


class Token(BaseModel):
    """`get_token`'s answer; `expired_time` is in Unix seconds."""

    token: str = Field(min_length=1)
    biz_id: str = Field(min_length=1)
    expired_time: int


def start(request: CheckRequest) -> Session:
    asked = {
        "biz_no": request.check_id,
        # Compare with the public-security photo of the person we name.
        "comparison_type": "1",
        "idcard_mode": "0",
        "idcard_name": request.name,
        "idcard_number": request.id_number,
        "procedure_type": "video",
        # 0 has the cloud judge masks, screens and synthetic faces; FaceID's default is not to.
        "fmp_mode": "0",
        "get_fail_reason": "1",
        "notify_url": request.notify_url,
        "return_url": request.return_url,
        "action_http_method": "POST",
    }
    body = _ask("POST", "get_token", asked, request.mode)
    try:
        made = Token.model_validate(body)
        expires_at = datetime.fromtimestamp(made.expired_time, UTC)
    except (ValidationError, ValueError, OverflowError, OSError):
        raise ProviderUnavailable("UNREADABLE_ANSWER") from None
    page = f"{_address(request.mode)}/faceid/lite/do?token={quote(made.token, safe='')}"
    return Session(made.biz_id, page, expires_at)


def find(biz_id: str, mode: Mode) -> Finding:
    """With the best image only: the others are of the card, which a mode 0 check never sees."""
    try:
        body = _ask("GET", "get_result", {"biz_id": biz_id, "return_image": "1"}, mode)
    except ProviderRefused as refused:
        if str(refused) == "RESULT_NOT_FOUND":
            return GONE
        raise
    return finding(body)


def heard(form_body: str) -> str | None:
    """The check_id that a callback names; None for one that FaceID did not sign."""
    try:
        fields = parse_qs(form_body, keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return None
    data, sign = fields.get("data", [""])[0], fields.get("sign", [""])[0]
    if not callback_is_signed(_keys().api_secret, data, sign):
        return None
    try:
        echoed = json.loads(data)["biz_info"]["biz_no"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return echoed if isinstance(echoed, str) and BIZ_NO.fullmatch(echoed) else None


def forget() -> None:
    """Read keys and address again with the next call."""
    _keys_in.cache_clear()
    _address_in.cache_clear()


def _ask(method: str, path: str, asked: dict[str, str], mode: Mode) -> dict[str, Any]:
    """With the keys of now; when they are refused, once more with what the secret then holds."""
    where, keys = f"{_address(mode)}/faceid/lite/{path}", _keys()
    try:
        return _tried(method, where, asked, keys)
    except ProviderRefused as refused:
        if str(refused) != "AUTHENTICATION_ERROR":
            raise
        forget()
        if _keys() == keys:
            raise
    return _tried(method, where, asked, _keys())


def _tried(method: str, where: str, asked: dict[str, str], keys: Keys) -> dict[str, Any]:
    """Both calls may be repeated: a session that nobody opens and a result that is read twice
    cost nothing. A comparison is made by the person on the page, never by a call from here.

    FaceID tells a result a few times only, and one that was lost on its way counts: after such a
    loss whoever asked comes back later."""
    deadline, path = time.monotonic() + LONGEST_SECONDS, where.rpartition("/")[2]
    told = {"call": path, "about": asked.get("biz_no") or asked["biz_id"]}
    for each in range(1, MOST_TRIES + 1):
        try:
            body = _once(method, where, asked | keys.model_dump(), deadline)
        except ProviderUnavailable as error:
            logger.warning("asked faceid", extra=told | {"code": str(error), "try": each})
            pause = random.uniform(PAUSE_SECONDS / 2, PAUSE_SECONDS) * each
            counts = path == "get_result" and str(error) in LOST_ANSWERS
            if counts or each == MOST_TRIES or time.monotonic() + pause >= deadline:
                raise
            time.sleep(pause)
        except ProviderRefused as error:
            logger.warning("asked faceid", extra=told | {"code": str(error), "try": each})
            raise
        else:
            return body
    raise ProviderUnavailable("NO_TRY")  # unreachable: the last try returns or raises


def _once(method: str, where: str, sent: dict[str, str], deadline: float) -> dict[str, Any]:
    """`sent` holds keys and personal data: nothing of the exchange leaves but a code word."""
    left = max(deadline - time.monotonic(), 0.1) / LONGEST_SECONDS
    try:
        answer = _http.request(
            method,
            where,
            data=sent if method == "POST" else None,
            params=sent if method == "GET" else None,
            timeout=(CONNECT_SECONDS * left, READ_SECONDS * left),
            # Keys are for this address and no other.
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise ProviderUnavailable(type(error).__name__) from None
    return _body(answer)


def _body(answer: requests.Response) -> dict[str, Any]:
    """The answer's JSON, or the right error. Some answers are plain text (413)."""
    try:
        body = answer.json()
    except ValueError:
        body = None
    said = body if isinstance(body, dict) else {}
    code = word(said.get("error_message")) or word(said.get("error"))
    if code == BUSY or answer.status_code == 429 or answer.status_code >= 500:
        raise ProviderUnavailable(code or f"HTTP_{answer.status_code}")
    if answer.status_code != 200 or code:
        raise ProviderRefused(code or f"HTTP_{answer.status_code}")
    if not said:
        raise ProviderUnavailable("UNREADABLE_ANSWER")
    return said


def _keys() -> Keys:
    return _keys_in(_period())


def _address(mode: Mode) -> str:
    """Test mode is the sandbox's in every stage: nobody's test costs money."""
    named = settings()
    parameter = named.sandbox_url_parameter if mode == "test" else named.faceid_url_parameter
    address = _address_in(parameter, _period())
    if not address.startswith(ADDRESSES):
        raise ProviderRefused("NO_PROVIDER")
    return address


def _period() -> int:
    return int(now().timestamp()) // KEPT_SECONDS


@lru_cache(maxsize=1)
def _keys_in(_period: int) -> Keys:
    secret = secrets.get_secret_value(SecretId=settings().faceid_secret_arn)
    try:
        return Keys.model_validate_json(secret["SecretString"])
    except ValidationError:
        # The error would quote what it could not read.
        raise ProviderRefused("UNREADABLE_KEYS") from None


@lru_cache(maxsize=2)
def _address_in(parameter: str, _period: int) -> str:
    found = parameters.get_parameter(Name=parameter)
    return str(found["Parameter"]["Value"]).rstrip("/")
