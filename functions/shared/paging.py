"""Cursors: where a list goes on. They hold keys of the caller's own items and nothing secret."""

import base64
import json
from typing import Annotated, Any

from pydantic import Field

from shared.errors import ApiError
from shared.http import Query

KEY_NAMES = {"pk", "sk", "list_key", "list_at"}
# DynamoDB's limit for a sort key, which is the smaller one.
MOST_KEY_BYTES = 1024

Limit = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[str, Field(max_length=2000)]


class Page(Query):
    """`limit` items from `cursor` on; the answer's `next_cursor` is null on the last page."""

    limit: Limit = 20
    cursor: Cursor | None = None


def encode(key: dict[str, Any] | None) -> str | None:
    if not key:
        return None
    return base64.urlsafe_b64encode(json.dumps(key, sort_keys=True).encode()).decode()


def decode(cursor: str | None, list_key: str) -> dict[str, Any] | None:
    """A cursor of another list, another company or nobody is 400 `invalid_cursor`.

    So is everything that the store would not take as a key of ListIndex.
    """
    if not cursor:
        return None
    try:
        key = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if set(key) != KEY_NAMES or key["list_key"] != {"S": list_key}:
            raise KeyError
        if not all(_is_key_value(value) for value in key.values()):
            raise KeyError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ApiError("invalid_cursor") from None
    return dict(key)


def _is_key_value(value: Any) -> bool:
    return set(value) == {"S"} and 0 < len(value["S"].encode()) <= MOST_KEY_BYTES


def decode_number(cursor: str | None) -> int:
    """For lists numbered from 1: the last number that was seen."""
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 8):
        raise ApiError("invalid_cursor")
    return int(cursor)
