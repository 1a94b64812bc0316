"""What must be in no log: what the customers of a run told, and every secret, in any spelling."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

from local.world import World
from local.world.template import template

# Shorter ones would be found in ids and times by chance.
FEWEST_BYTES, FEWEST_KINDS_OF_LETTERS, FEWEST_LETTERS_OF_A_NAME = 6, 4, 5
MOST_LETTERS_OF_A_PARTICLE = 3
# Statuses, kinds, countries and codes: they say nothing about anybody.
CHOICE = re.compile(r"[a-z_]+|[A-Z]{2,4}")
TOLD = ("email", "phone", "customer_name", "account_name", "account_number", "task_token")
SECRETS = {
    "API key or token": re.compile(r"\b(?:sk_live|sk_test|ct|lt|whsec)_[A-Za-z0-9_-]{43}"),
    "staff token": re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ"),
    "signature": re.compile(r"(?i)x-amz-(?:signature|credential|security-token)[=\"']"),
    "e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.]*"),
    "phone number": re.compile(r"\+(?:66|86|63|1)[0-9]{8,}"),
}


def found_in(lines: Iterable[str], personal: Iterable[str]) -> list[str]:
    """What of it stands there; a finding names the value or the kind of secret, and its line."""
    text = "\n".join(lines)
    found = [
        f"{value!r} in {_line_at(text, text.index(form))}"
        for value in sorted(personal)
        if _is_telling(value)
        for form in _spellings(value)
        if form in text
    ]
    for kind, pattern in SECRETS.items():
        found += [f"{kind} in {_line_at(text, hit.start())}" for hit in pattern.finditer(text)]
    return found


def stored_in(items: Iterable[dict[str, Any]]) -> set[str]:
    """Everything personal in items of the cases table (as DynamoDB gives them)."""
    told: set[str] = set()
    for item in items:
        values = {name: next(iter(value.values())) for name, value in item.items()}
        told.update(values[name] for name in TOLD if values.get(name))
        if values["sk"] == "CUSTOMER" and values.get("name"):
            told.add(values["name"])
        told.update(_texts(json.loads(values.get("personal") or "{}")))
    return {value for value in told if not CHOICE.fullmatch(value)}


def logs_must_not_tell_who_anybody_is(world: World) -> None:
    """Whatever personal a test has put into the table or into an e-mail, no line repeats."""
    pages = world.client("dynamodb").get_paginator("scan")
    scanned = pages.paginate(TableName=template().name("CasesTable"))
    stored = stored_in(item for page in scanned for item in page["Items"])
    sent = {text for email in world.emails for text in (email.text, *email.to)}
    found = found_in(world.logs, stored | sent)
    assert not found, "\n".join(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _is_telling(value: str) -> bool:
    varied = not value.isascii() or len(set(value)) >= FEWEST_KINDS_OF_LETTERS
    return varied and len(value.encode("utf-8", "replace")) >= FEWEST_BYTES


def _spellings(value: str) -> set[str]:
    """As it is, as JSON, as Python and as a URL write it, and each longer word of a name."""
    words = value.split()
    # "Please add the house number." has no name in it; small words may be particles of one.
    if any(each[0].islower() and len(each) > MOST_LETTERS_OF_A_PARTICLE for each in words):
        words = []
    parts = {value} | {each for each in words if _is_a_name(each)}
    escaped = {json.dumps(each)[1:-1] for each in parts} | {ascii(each)[1:-1] for each in parts}
    return parts | escaped | {quote(each) for each in parts} | {quote_plus(each) for each in parts}


def _is_a_name(word: str) -> bool:
    is_word = all(unicodedata.category(each)[0] in "LM" for each in word)
    return is_word and len(word) >= FEWEST_LETTERS_OF_A_NAME and not word[0].islower()


def _line_at(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0][:300]
