"""What can come of a pretend check, by the name of its scenario. Pure."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

THRESHOLDS = {"1e-3": 62.2, "1e-4": 69.3, "1e-5": 74.4, "1e-6": 78.0}
# Thresholds differ from answer to answer, so that nobody learns them by heart.
MOST_JITTER = 0.4
UPLOADS = 5


@dataclass(frozen=True)
class Scenario:
    """`told` is for whoever picks it; `notice` is what happens to the callback.

    notice: once | twice | late | never | forged | after_return
    """

    told: str
    status: str = "OK"
    alive: bool = True
    confidence: float | None = None
    error: str | None = None
    billed: bool = False
    notice: str = "once"
    genuineness: dict[str, float] = field(default_factory=dict)
    exceptions: dict[str, int] = field(default_factory=dict)
    counter: str = ""
    fail_reason: str = ""


def _compared(told: str, confidence: float = 88.1, **more: Any) -> Scenario:
    return Scenario(told, confidence=confidence, billed=True, **more)


def _not_alive(told: str, **more: Any) -> Scenario:
    return Scenario(told, alive=False, **more)


SCENARIOS = {
    "pass": _compared("The face matches"),
    "mismatch": _compared("The face is somebody else's", 41.0),
    "borderline": _compared("The face matches nearly", 70.0),
    "no_such_id": Scenario("No such ID number", error="NO_SUCH_ID_NUMBER", billed=True),
    "name_mismatch": Scenario(
        "The name is not the number's", error="ID_NUMBER_NAME_NOT_MATCH", billed=True
    ),
    "photo_bad": Scenario(
        "The official photo is unusable",
        error="IMAGE_ERROR_UNSUPPORTED_FORMAT: data_source",
        billed=True,
    ),
    "source_down": Scenario("The official source is down", error="DATA_SOURCE_ERROR"),
    "internal": Scenario("FaceID fails inside", error="INTERNAL_ERROR"),
    "replay_attack": _not_alive(
        "A screen is held up", genuineness={"screen_replay_confidence": 0.93}
    ),
    "mask_attack_fmp0": _compared("A mask is worn", genuineness={"mask_confidence": 0.9}),
    "sr_error": _not_alive("Other digits are read", counter="SR_ERROR"),
    "no_sync": _not_alive("Lips and sound differ", counter="NOT_SYNCHRONIZED"),
    "no_audio": _not_alive("There is no sound", counter="NO_AUDIO"),
    "too_short": _not_alive("The video is too short", counter="INVALID_VIDEO_DURATION"),
    "id_attacked": _compared("The number is known for attacks", exceptions={"id_attacked": 1}),
    "monochrome": _compared(
        "The official photo is black and white", exceptions={"id_photo_monochrome": 1}
    ),
    "cancelled": Scenario("The person gives up", status="CANCELLED"),
    "timeout": Scenario("The person takes too long", status="TIMEOUT"),
    "webrtc": Scenario("The browser cannot record", status="WEBRTC_UNSUPPORTED"),
    "failed": Scenario("The check breaks off", status="FAILED", fail_reason="NETWORK_ERROR"),
    "processing": Scenario("The result takes its time", status="PROCESSING", notice="never"),
    "not_started": Scenario("The person never begins", status="NOT_STARTED", notice="never"),
    "notify_dup": _compared("Match; told twice", notice="twice"),
    "notify_late": _compared("Match; told late", notice="late"),
    "notify_never": _compared("Match; never told", notice="never"),
    "notify_bad_sign": _compared("Match; told with a wrong signature", notice="forged"),
    "return_before_notify": _compared("Match; the browser returns first", notice="after_return"),
    "result_gone": _compared("Match; the result is gone"),
}
FAULTS = ("http_500", "http_concurrency", "http_429", "http_403_key", "http_413", "slow_read")

# Test persons: their numbers have right check digits and belong to nobody.
BY_NUMBER = {
    "110101199003070011": "pass",
    "11010119900307002X": "mismatch",
    "440300200002291230": "no_such_id",
    "110101199003070038": "name_mismatch",
}
NAMES = {"110101199003070011": "张测试"}


def by_person(name: str, number: str) -> str:
    """The outcome that a test person asks for; anybody else matches."""
    known = number.upper()
    if known in NAMES and name != NAMES[known]:
        return "name_mismatch"
    return BY_NUMBER.get(known, "pass")


def result_of(
    sim: str, biz_info: dict[str, str], procedure: str, *, judges_fakes: bool, tells_reason: bool
) -> dict[str, Any]:
    """`get_result`'s body without envelope and images, as callbacks carry it."""
    scenario = SCENARIOS[sim]
    body: dict[str, Any] = {"status": scenario.status, "biz_info": biz_info}
    if tells_reason and scenario.fail_reason:
        body["fail_reason"] = scenario.fail_reason
    if scenario.status != "OK":
        return body
    body["liveness_result"] = _liveness(scenario, procedure, judges_fakes=judges_fakes)
    if scenario.alive:
        body["verify_result"] = _verify(scenario, biz_info["biz_id"])
    return body


def _liveness(scenario: Scenario, procedure: str, *, judges_fakes: bool) -> dict[str, Any]:
    counters = dict.fromkeys(
        (
            "UPLOAD_TIMES",
            "FACE_NOT_FOUND",
            "LOW_FACE_QUALITY",
            "INVALID_VIDEO_DURATION",
            "SR_ERROR",
            "NOT_SYNCHRONIZED",
            "NO_AUDIO",
            "VIDEO_FORMAT_UNSUPPORTED",
            "VIDEO_FACE_INCONSISTENT",
        ),
        0,
    )
    # Whoever fails one way has failed so in every video that the console's limit allows.
    counters["UPLOAD_TIMES"] = UPLOADS if scenario.counter else 1
    if scenario.counter:
        counters[scenario.counter] = UPLOADS
    said: dict[str, Any] = {
        "procedure_type": procedure,
        "result": "PASS" if scenario.alive else "FAIL",
        "details": counters,
    }
    if judges_fakes:
        said["face_genuineness"] = {
            "synthetic_face_confidence": 0.01,
            "synthetic_face_threshold": 0.5,
            "mask_confidence": 0.02,
            "mask_threshold": 0.5,
            "screen_replay_confidence": 0.03,
            "screen_replay_threshold": 0.5,
            "face_replaced": 0,
        } | scenario.genuineness
    return said


def _verify(scenario: Scenario, biz_id: str) -> dict[str, Any]:
    if scenario.error:
        return {"error_message": scenario.error}
    # SHA-256 spreads sessions evenly between the most and the least jitter.
    drawn = hashlib.sha256(biz_id.encode()).digest()[0] / 255 * 2 - 1
    thresholds = {
        level: round(number + drawn * MOST_JITTER, 3) for level, number in THRESHOLDS.items()
    }
    return {
        "error_message": None,
        "result_faceid": {"confidence": scenario.confidence, "thresholds": thresholds},
        "id_exceptions": {"id_attacked": 0, "id_photo_monochrome": 0} | scenario.exceptions,
    }
