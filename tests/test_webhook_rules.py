"""When a message is tried again, and what it says: tables on pure functions."""

import json
from datetime import timedelta

import pytest

from webhooks.catalogue import EVENTS, body_of, data_of, wants
from webhooks.retries import MOST_TRIES, PATIENCE, PAUSES, pause_after
from webhooks.signature import signature

NOW, OLD = timedelta(0), PATIENCE + timedelta(seconds=1)
# What SQS can hide a message for.
LONGEST = timedelta(hours=12)


@pytest.mark.parametrize(
    ("tries", "age", "pause"),
    [
        (1, NOW, timedelta(seconds=5)),
        (2, NOW, timedelta(seconds=30)),
        (7, PATIENCE, timedelta(hours=5)),
        (8, NOW, None),
        (1, OLD, None),
    ],
)
def test_the_pause_after_a_failure(tries: int, age: timedelta, pause: timedelta | None) -> None:
    assert pause_after(tries, age) == pause


def test_pauses_grow_and_the_queue_can_keep_them() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert max(PAUSES) < LONGEST
    assert MOST_TRIES == 8


@pytest.mark.parametrize("event_type", EVENTS)
def test_a_message_says_only_what_its_row_names(event_type: str) -> None:
    facts = dict.fromkeys(EVENTS[event_type].facts, 1) | {"note": "a word", "name": "Somchai"}

    data = data_of(event_type, facts, {"customer_id": "cus_1", "submission_id": None})

    assert set(data) == {"customer_id", *EVENTS[event_type].facts}


def test_endpoints_choose() -> None:
    assert wants(["*"], "loan.opened")
    assert wants(["loan.opened"], "loan.opened")
    assert not wants(["loan.closed"], "loan.opened")


def test_the_envelope_and_its_signature_are_these_bytes() -> None:
    at = "2026-11-22T13:05:44.120Z"
    body = body_of("evt_1", "loan.closed", at, 7, "live", {"customer_id": "cus_1"})

    header = signature(body.encode(), 1763816744, ["whsec_new", "whsec_old"])

    assert json.loads(body) == {
        "id": "evt_1",
        "type": "loan.closed",
        "created_at": at,
        "sequence": 7,
        "mode": "live",
        "data": {"customer_id": "cus_1"},
    }
    # By openssl: printf '%s' "1763816744.$body" | openssl dgst -sha256 -hmac whsec_new
    time, new, old = header.split(",")
    assert time == "t=1763816744"
    assert new == "v1=90217de9f6393df93016a93a81a13c67cf34d709a0bbeb07073ea91e6cc5b3d3"
    assert old == "v1=241f58ef7c38f03824bb8887c62e86417d325f4634bf0e7df4f75f90c44d54e0"
