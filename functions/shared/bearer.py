"""Bearer secrets: 256 random bits, of which only a hash is stored."""

import hashlib
import secrets

CUSTOMER_TOKEN = "ct"  # noqa: S105  a prefix
LINK_TOKEN = "lt"  # noqa: S105  a prefix


def new_secret(prefix: str) -> str:
    """`sk_live_…`: a prefix that people and secret scanners recognise, then the random part."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def hash_of(secret: str) -> str:
    """Unsalted SHA-256 is enough: 256 random bits cannot be guessed from it."""
    return hashlib.sha256(secret.encode()).hexdigest()
