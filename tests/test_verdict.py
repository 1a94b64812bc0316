"""The verdict on a finding: boundaries, suspicions, and what a second attempt is offered for."""

from typing import Any

import pytest

from liveness.provider import Finding
from liveness.verdict import judge

LEVELS = {"1e-3": 62.2, "1e-4": 69.3, "1e-5": 74.4, "1e-6": 78.0}


def compared(confidence: float = 88.1, **changed: Any) -> Finding:
    """A comparison that matches, with other facts where `changed` says so; None leaves one out."""
    facts: dict[str, Any] = {
        "status": "OK",
        "liveness": "PASS",
        "confidence": confidence,
        "thresholds": LEVELS,
        "genuineness": {"mask_confidence": 0.1, "mask_threshold": 0.5, "face_replaced": 0},
        "id_exceptions": {"id_attacked": 0, "id_photo_monochrome": 0},
    }
    facts = {name: value for name, value in (facts | changed).items() if value is not None}
    return Finding("finished", billed=True, code="compared", facts=facts)


@pytest.mark.parametrize(
    ("confidence", "level", "expected"),
    [
        (74.4, "1e-5", ("matched", "matched")),
        (74.39, "1e-5", ("review", "face_mismatch")),
        (74.4, "1e-6", ("review", "face_mismatch")),
        (78.0, "1e-6", ("matched", "matched")),
        (69.3, "1e-4", ("matched", "matched")),
        (62.2, "1e-3", ("matched", "matched")),
        (0, "1e-3", ("review", "face_mismatch")),
        (100, "1e-6", ("matched", "matched")),
        (100, "1e-7", ("review", "threshold_missing")),
        (100, "", ("review", "threshold_missing")),
    ],
)
def test_a_match_reaches_the_threshold_of_its_level(
    confidence: float, level: str, expected: tuple[str, str]
) -> None:
    assert judge(compared(confidence), level, attempts_left=True) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"genuineness": {"mask_confidence": 0.5, "mask_threshold": 0.5}}, "suspected_attack"),
        (
            {"genuineness": {"screen_replay_confidence": 0.6, "screen_replay_threshold": 0.5}},
            "suspected_attack",
        ),
        (
            {"genuineness": {"synthetic_face_confidence": 0.9, "synthetic_face_threshold": 0.8}},
            "suspected_attack",
        ),
        ({"genuineness": {"face_replaced": 1}}, "suspected_attack"),
        ({"genuineness": {"selfie_inconsistent": 1}}, "suspected_attack"),
        ({"genuineness": {"mask_confidence": 0.1}}, "threshold_missing"),
        ({"id_exceptions": {"id_attacked": 1}}, "id_attacked"),
        ({"id_exceptions": {"id_attacked": 0, "id_photo_monochrome": 1}}, "photo_monochrome"),
        ({"id_exceptions": None}, "unclear_answer"),
        ({"liveness": "FAIL"}, "unclear_answer"),
        ({"liveness": None}, "unclear_answer"),
        ({"thresholds": None}, "threshold_missing"),
    ],
)
def test_a_high_confidence_alone_is_no_match(changed: dict[str, Any], reason: str) -> None:
    assert judge(compared(99.9, **changed), "1e-5", attempts_left=True) == ("review", reason)


@pytest.mark.parametrize(
    "genuineness", [None, {}, {"mask_confidence": 0.49, "mask_threshold": 0.5}]
)
def test_numbers_below_their_thresholds_or_absent_are_no_suspicion(genuineness: Any) -> None:
    found = compared(genuineness=genuineness)

    assert judge(found, "1e-5", attempts_left=True) == ("matched", "matched")


@pytest.mark.parametrize(
    ("finding", "with_attempts", "reason"),
    [
        (Finding("aborted", False, "cancelled"), "again", "cancelled"),
        (Finding("not_started", False, "not_started"), "again", "not_started"),
        (Finding("finished", False, "source_unavailable"), "again", "source_unavailable"),
        (Finding("finished", False, "liveness_failed"), "again", "liveness_failed"),
        (Finding("finished", True, "liveness_failed"), "review", "liveness_failed"),
        (Finding("finished", True, "no_such_id"), "review", "no_such_id"),
        (Finding("finished", True, "name_mismatch"), "review", "name_mismatch"),
        (Finding("finished", None, "unclear_answer"), "review", "unclear_answer"),
        (Finding("processing", None, "processing"), "review", "processing"),
        (Finding("gone", None, "result_gone"), "review", "result_gone"),
        (Finding("processing", None, "provider_unavailable"), "review", "provider_unavailable"),
    ],
)
def test_another_attempt_is_offered_only_where_it_costs_nothing(
    finding: Finding, with_attempts: str, reason: str
) -> None:
    assert judge(finding, "1e-5", attempts_left=True) == (with_attempts, reason)
    assert judge(finding, "1e-5", attempts_left=False) == ("review", reason)


@pytest.mark.parametrize(
    "facts",
    [
        {"genuineness": {"screen_replay_confidence": 0.93, "screen_replay_threshold": 0.5}},
        {"counters": {"VIDEO_FACE_INCONSISTENT": 1}},
    ],
)
def test_an_attack_is_looked_at_though_the_attempt_cost_nothing(facts: dict[str, Any]) -> None:
    found = Finding("finished", False, "liveness_failed", {"liveness": "FAIL"} | facts)

    assert judge(found, "1e-5", attempts_left=True) == ("review", "suspected_attack")
