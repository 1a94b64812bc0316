"""Tables of docs/api.md about the automatic way: its reasons, and the outcomes of the sandbox.

What a reason means is written here; that no reason is missing is seen by tests/test_docs.py.
"""

import local.world.template  # noqa: F401  it is by this that slices are found
from liveness.faceid_result import GONE, finding
from liveness.provider import Finding
from liveness.verdict import judge
from local.docs_layout import table
from sandbox.scenarios import BY_NUMBER, FAULTS, NAMES, SCENARIOS, result_of

LEVEL = "1e-5"

# `route_reason`, when it is not what a check ended with: in the order in which it is decided.
ROUTES = {
    "eligible": "Nothing is against it: the revision is decided by a live face check.",
    "automatic_off": "The company has not switched automatic checks on.",
    "four_eyes": "The company wants two people to approve this tier.",
    "provider_absent": "Test mode, on a stage without the sandbox.",
    "not_an_individual": "Only persons have a face.",
    "not_mainland_china": "The customer's country is not `CN`.",
    "phone_not_chinese": "The customer's phone number does not begin with +86.",
    "not_a_resident_id": "Another document, or an ID card that is not the mainland's.",
    "no_card_photos": "This revision does not have both sides of the card.",
    "files_alike": "Two of its files are one file, or one picture that was saved again.",
    "name_not_chinese": "The register has names in Chinese letters only.",
    "duplicate_suspected": "An alert that the customer is another one, too, is unresolved.",
    "attempts_used": "The submission has had all the attempts that the company allows.",
    "service_not_priced": "No price is set, so nobody knows what to charge.",
    "insufficient_balance": "Less is available than one check costs.",
    "company_suspended": "The company was suspended meanwhile. Resumed, its reviewers decide.",
    "evidence_erased": "A file of this revision was erased meanwhile.",
    "tier_lowered": "The customer's tier was lowered meanwhile; the one below has to come first.",
    "attempt_ended": "The fee of this attempt was settled already, so it pays for no other check.",
    "automatic_check_failed": "One of our own steps failed, after all its tries.",
}
# What a check ended with: `reason` of the check, and `route_reason` when a reviewer takes over.
CHECKS = {
    "matched": "The face is the one in the register.",
    "face_mismatch": "The face is less alike than the company's `match_level` asks.",
    "no_such_id": "The register has no such number.",
    "name_mismatch": "The register has another name for this number.",
    "source_photo_unusable": "The register's photo is missing or cannot be compared.",
    "photo_monochrome": "The register's photo is black and white, which matches more people.",
    "suspected_attack": "A mask, a screen, a made-up or exchanged face.",
    "id_attacked": "FaceID knows the number from earlier attacks.",
    "threshold_missing": "FaceID gave a number without the one to compare it with.",
    "unclear_answer": "FaceID's answer fits nothing that it documents.",
    "liveness_failed": "No living person was recognised: wrong digits, no sound, too short.",
    "photo_unusable": "The picture that was taken cannot be compared.",
    "cancelled": "The person gave up.",
    "timed_out": "The person took longer than FaceID allows.",
    "webrtc_unsupported": "The phone's browser cannot record.",
    "failed": "The check broke off: network, permissions.",
    "source_unavailable": "The register could not be asked.",
    "provider_failed": "FaceID failed inside.",
    "provider_unavailable": "FaceID could not be reached, or refused our keys.",
    "no_answer_in_time": "Nobody came, or the result took longer than the page was open.",
    "result_gone": "FaceID keeps results for a day, and no longer had this one.",
}


def route_reasons() -> str:
    return table(["Route reason", "What it says"], [[f"`{r}`", s] for r, s in ROUTES.items()])


def check_reasons() -> str:
    return table(["Check's reason", "What it says"], [[f"`{r}`", s] for r, s in CHECKS.items()])


def sandbox_outcomes() -> str:
    """Each through the code that reads and judges FaceID's answers."""
    rows = [
        [f"`{sim}`", scenario.told, *_what_follows(_found(sim))]
        for sim, scenario in SCENARIOS.items()
    ]
    return table(["Outcome", "The person", "Charged", "Then", "Reason"], rows)


def test_persons() -> str:
    rows = [
        [f"`{number}`", NAMES.get(number, "any"), f"`{sim}`"] for number, sim in BY_NUMBER.items()
    ]
    return table(["ID number", "Name", "Outcome"], rows)


def sandbox_faults() -> str:
    return ", ".join(f"`{fault}`" for fault in FAULTS) + "\n"


def _found(sim: str) -> Finding:
    if sim == "result_gone":
        return GONE
    told = {"biz_id": "documented", "biz_no": "", "biz_extra_data": ""}
    return finding(result_of(sim, told, "video", judges_fakes=True, tells_reason=True))


def _what_follows(found: Finding) -> list[str]:
    """Charged, then, reason: of the first attempt of several."""
    if found.state == "processing":
        return ["yes", "approved, some minutes later", "`matched`"]
    if found.state == "not_started":
        return ["no", "a reviewer, when the page has closed", "`no_answer_in_time`"]
    verdict, reason = judge(found, LEVEL, attempts_left=True)
    then = {"matched": "approved", "again": "another attempt", "review": "a reviewer"}[verdict]
    return ["yes" if found.billed else "no", then, f"`{reason}`"]
