"""What a finding means for the submission. Pure.

A match needs everything to be in order. Another attempt is offered only where it costs nothing:
nothing billed, nothing suspicious, an attempt left. All else is a person's decision.
"""

from typing import Any, Literal

from liveness.provider import Finding

Verdict = Literal["matched", "again", "review"]

# The fake-face numbers that the provider sends as `<name>_confidence` and `<name>_threshold`.
FAKES = ("synthetic_face", "mask", "screen_replay")
# 1 says that the face in the recording was exchanged, or is not one and the same.
FLAGS = ("face_replaced", "selfie_inconsistent", "selfie_metadata_inconsistent")


def judge(finding: Finding, level: str, attempts_left: bool) -> tuple[Verdict, str]:
    """Verdict and reason; `level` is the false-acceptance rate ("1e-5") that a match must meet."""
    if suspicion := _suspicion(finding.facts):
        return "review", suspicion
    if finding.code == "compared":
        return _compared(finding.facts, level)
    if finding.billed is False and attempts_left:
        return "again", finding.code
    return "review", finding.code


def _suspicion(facts: dict[str, Any]) -> str | None:
    """Before anything else: an attack is not forgiven because the attempt failed anyway."""
    genuineness = facts.get("genuineness", {})
    for fake in FAKES:
        confidence = genuineness.get(f"{fake}_confidence")
        threshold = genuineness.get(f"{fake}_threshold")
        if confidence is not None and threshold is None:
            return "threshold_missing"
        if confidence is not None and confidence >= threshold:
            return "suspected_attack"
    if any(genuineness.get(flag) for flag in FLAGS):
        return "suspected_attack"
    failed = facts.get("liveness") == "FAIL"
    if failed and facts.get("counters", {}).get("VIDEO_FACE_INCONSISTENT"):
        return "suspected_attack"
    return "id_attacked" if facts.get("id_exceptions", {}).get("id_attacked") else None


def _compared(facts: dict[str, Any], level: str) -> tuple[Verdict, str]:
    exceptions = facts.get("id_exceptions", {})
    threshold = facts.get("thresholds", {}).get(level)
    if facts.get("liveness") != "PASS" or "id_attacked" not in exceptions:
        return "review", "unclear_answer"
    if threshold is None:
        return "review", "threshold_missing"
    if facts["confidence"] < threshold:
        return "review", "face_mismatch"
    # A black-and-white source photo matches more people.
    if exceptions.get("id_photo_monochrome"):
        return "review", "photo_monochrome"
    return "matched", "matched"
