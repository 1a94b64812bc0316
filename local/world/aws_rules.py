"""What DynamoDB refuses by itself, and the engines that tests run on let through.

`refusal(operation, asked)` is what AWS would answer to a request before it looks at any item, as
code and message; None when it would go on. What depends on other requests under way is in
tests/ledger/aws_like.py.
"""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

MOST_ACTIONS, MOST_GET, MOST_WRITTEN = 100, 100, 25
MOST_ITEM_BYTES, MOST_TRANSACTION_BYTES = 400 * 1024, 4 * 1024 * 1024
KEY_BYTES = {"pk": 2048, "sk": 1024}
INDEX_KEYS = ("list_key", "list_at", "due", "due_at")

Refusal = tuple[str, str]


def refusal(operation: str, asked: dict[str, Any]) -> Refusal | None:
    check = CHECKS.get(operation)
    found = check(asked) if check else None
    return ("ValidationException", found) if found else None


def actions_of(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What each action of a transaction asks for, without its kind."""
    return [next(iter(each.values())) for each in asked["TransactItems"]]


def writes_of(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What each write of a batch asks for, without its kind."""
    return [
        {"TableName": table} | next(iter(each.values()))
        for table, wanted in asked["RequestItems"].items()
        for each in wanted
    ]


def key_of(action: dict[str, Any]) -> tuple[str, str, str]:
    named = action.get("Key") or action["Item"]
    return (action["TableName"], *(str(named[each]["S"]) for each in KEY_BYTES if each in named))


def _transaction(asked: dict[str, Any]) -> str | None:
    actions = actions_of(asked)
    if not 1 <= len(actions) <= MOST_ACTIONS:
        return f"Member must have length less than or equal to {MOST_ACTIONS}"
    keys = [key_of(each) for each in actions]
    if len(keys) != len(set(keys)):
        return "Transaction request cannot include multiple operations on one item"
    if sum(_size_bytes(each) for each in actions) > MOST_TRANSACTION_BYTES:
        return "Collection size of all items is larger than allowed"
    return next(filter(None, map(_write, actions)), None)


def _write(asked: dict[str, Any]) -> str | None:
    """A put, an update, a delete or a check, in a transaction or alone."""
    wrong = _key(asked.get("Key") or asked.get("Item") or {})
    written = asked.get("Item") or dict(_set_by(asked))
    return wrong or _index_key(written) or _overlap(asked) or _too_large(asked)


def _key(named: dict[str, Any]) -> str | None:
    for name, most_bytes in KEY_BYTES.items():
        text = named.get(name, {}).get("S", "-")
        if text == "":
            return f"The AttributeValue for a key attribute cannot contain an empty string: {name}"
        if len(text.encode()) > most_bytes:
            return f"Size of {name} has exceeded the maximum of {most_bytes} bytes"
    return None


def _index_key(written: dict[str, Any]) -> str | None:
    for name in INDEX_KEYS:
        if not written.get(name, {"S": "-"}).get("S"):
            return f"A value specified for a secondary index key is not supported: {name}"
    return None


def _too_large(asked: dict[str, Any]) -> str | None:
    over = _size_bytes(asked) > MOST_ITEM_BYTES
    return "Item size has exceeded the maximum allowed size" if over else None


def _size_bytes(asked: dict[str, Any]) -> int:
    return _bytes_of(asked.get("Item") or asked.get("ExpressionAttributeValues") or {})


def _bytes_of(value: Any) -> int:
    """About as AWS counts: names and texts as UTF-8, 3 bytes for a list or a map."""
    if isinstance(value, dict):
        return 3 + sum(len(name.encode()) + _bytes_of(each) for name, each in value.items())
    if isinstance(value, list):
        return 3 + sum(_bytes_of(each) for each in value)
    return len(str(value).encode())


def _overlap(asked: dict[str, Any]) -> str | None:
    for one, other in combinations((path for path, _ in _changes(asked)), 2):
        shorter = min(len(one), len(other))
        if one[:shorter] == other[:shorter]:
            return "Invalid UpdateExpression: Two document paths overlap with each other"
    return None


def _set_by(asked: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Attributes that are set to a value of the request."""
    values = asked.get("ExpressionAttributeValues", {})
    for path, value in _changes(asked):
        if len(path) == 1 and value in values:
            yield path[0], values[value]


def _changes(asked: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each path of an UpdateExpression with its names filled in, and what it becomes."""
    names = asked.get("ExpressionAttributeNames", {})
    parts = re.split(r"\b(SET|REMOVE|ADD|DELETE)\b", asked.get("UpdateExpression", ""))
    for kind, clauses in zip(parts[1::2], parts[2::2], strict=True):
        for clause in re.split(r",(?![^(]*\))", clauses):
            path, _, value = re.sub(r"\s+", " ", clause).strip().partition(" ")
            steps = re.findall(r"[^.\[\]]+", path)
            value = value.removeprefix("=").strip() if kind == "SET" else ""
            yield tuple(names.get(each, each) for each in steps), value


def _read_together(asked: dict[str, Any]) -> str | None:
    if not 1 <= len(asked["TransactItems"]) <= MOST_GET:
        return f"Member must have length less than or equal to {MOST_GET}"
    return _twice([key_of(each) for each in actions_of(asked)])


def _read_many(asked: dict[str, Any]) -> str | None:
    keys = [
        key_of({"TableName": table, "Key": key})
        for table, wanted in asked["RequestItems"].items()
        for key in wanted["Keys"]
    ]
    if not 1 <= len(keys) <= MOST_GET:
        return f"Too many items requested for the BatchGetItem call: {len(keys)}"
    return _twice(keys)


def _write_many(asked: dict[str, Any]) -> str | None:
    writes = writes_of(asked)
    if not 1 <= len(writes) <= MOST_WRITTEN:
        return f"Too many items requested for the BatchWriteItem call: {len(writes)}"
    twice = _twice([key_of(each) for each in writes])
    return twice or next(filter(None, map(_write, writes)), None)


def _twice(keys: list[tuple[str, str, str]]) -> str | None:
    return "Provided list of item keys contains duplicates" if len(keys) > len(set(keys)) else None


def _query(asked: dict[str, Any]) -> str | None:
    if asked.get("IndexName") and asked.get("ConsistentRead"):
        return "Consistent reads are not supported on global secondary indexes"
    return None


CHECKS: dict[str, Callable[[dict[str, Any]], str | None]] = {
    "TransactWriteItems": _transaction,
    "TransactGetItems": _read_together,
    "BatchGetItem": _read_many,
    "BatchWriteItem": _write_many,
    "PutItem": _write,
    "UpdateItem": _write,
    "DeleteItem": _write,
    "GetItem": lambda asked: _key(asked["Key"]),
    "Query": _query,
    "Scan": _query,
}
