"""How a receiver knows that a message is ours, and not an old one sent again. Pure."""

import hashlib
import hmac
from collections.abc import Sequence


def signature(body: bytes, unix_seconds: int, secrets: Sequence[str]) -> str:
    """`t=1764000000,v1=…`: an HMAC-SHA256 over `{t}.{body}` for each secret, in hex."""
    signed = f"{unix_seconds}.".encode() + body
    macs = [hmac.new(each.encode(), signed, hashlib.sha256).hexdigest() for each in secrets]
    return ",".join([f"t={unix_seconds}", *(f"v1={each}" for each in macs)])
