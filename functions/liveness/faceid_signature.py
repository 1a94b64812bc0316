"""The two signatures of FaceID. Pure.

A callback's guards against strangers, not against repetition: it has no time and no nonce.
"""

import base64
import binascii
import hashlib
import hmac
import re

RAW = re.compile(rb"a=([^&]*)&b=(\d+)&c=(\d+)&d=(\d+)")
DIGEST_BYTES = 20


def callback_is_signed(api_secret: str, data: str, sign: str) -> bool:
    """Whether `sign` is the hex SHA-1 of the secret followed by `data`, exactly as it came."""
    made = hashlib.sha1(f"{api_secret}{data}".encode("utf-8", "replace")).hexdigest()  # noqa: S324  theirs
    return hmac.compare_digest(made.encode(), sign.lower().encode("utf-8", "replace"))


def sign_v3(api_key: str, api_secret: str, expire: int, now: int, nonce: int) -> str:
    """The `sign` field of signed requests; times are Unix seconds, `expire` 0 is for one use."""
    raw = f"a={api_key}&b={expire}&c={now}&d={nonce}".encode()
    return base64.b64encode(_digest(api_secret, raw) + raw).decode()


def check_v3(sign: str, api_key: str, api_secret: str, now: int) -> str:
    """ "" when the signature holds at `now`, else FaceID's word for what is wrong with it."""
    try:
        decoded = base64.b64decode(sign, validate=True)
    except (binascii.Error, ValueError):
        return "INVALID_SIGN"
    digest, raw = decoded[:DIGEST_BYTES], decoded[DIGEST_BYTES:]
    said = RAW.fullmatch(raw)
    if not said or not hmac.compare_digest(digest, _digest(api_secret, raw)):
        return "INVALID_SIGN"
    if said[1] != api_key.encode():
        return "INVALID_SIGN"
    expire = int(said[2])
    return "EXPIRED_SIGN" if expire and now >= expire else ""


def _digest(api_secret: str, raw: bytes) -> bytes:
    return hmac.new(api_secret.encode(), raw, hashlib.sha1).digest()
