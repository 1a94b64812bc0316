"""A keyed hash of what could be guessed: numbers, addresses, accounts.

The table alone does not reveal what was hashed, nor allow to try all of them.
"""

import hashlib
import hmac
from functools import cache

from shared.aws import client
from shared.settings import settings

secretsmanager = client("secretsmanager")


def keyed_hash(text: str) -> str:
    """64 hexadecimal digits."""
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    answer = secretsmanager.get_secret_value(SecretId=settings().identity_secret_arn)
    return str(answer["SecretString"]).encode()
