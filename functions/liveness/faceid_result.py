"""FaceID's `get_result` body as a finding. Pure.

Documents of different years spell and omit things differently, so whatever is missing, misspelt
or of another type is treated as not said; only numbers and code words are taken over.
"""

import base64
import binascii
import math
import re
from typing import Any

from liveness.provider import Finding

CODE_WORD = re.compile(r"[A-Z][A-Z0-9_]{1,63}")
# Statuses of a flow that ended without a result, and our words for them.
ABORTED = {
    "CANCELLED": "cancelled",
    "TIMEOUT": "timed_out",
    "WEBRTC_UNSUPPORTED": "webrtc_unsupported",
    "FAILED": "failed",
}
# What a comparison says instead of a confidence: our word, and whether FaceID bills it.
UNCOMPARED: dict[str, tuple[str, bool | None]] = {
    "NO_SUCH_ID_NUMBER": ("no_such_id", True),
    "ID_NUMBER_NAME_NOT_MATCH": ("name_mismatch", True),
    "IMAGE_ERROR_UNSUPPORTED_FORMAT": ("source_photo_unusable", True),
    "NO_FACE_FOUND": ("source_photo_unusable", True),
    "DATA_SOURCE_ERROR": ("source_unavailable", False),
    "INTERNAL_ERROR": ("provider_failed", False),
}
# These two are billed only when it is the data source's photo that is unusable.
ABOUT_A_PHOTO = ("IMAGE_ERROR_UNSUPPORTED_FORMAT", "NO_FACE_FOUND")
IMAGES = {"best": "image_best"}
JPEG = b"\xff\xd8\xff"

GONE = Finding("gone", None, "result_gone")


def finding(body: dict[str, Any]) -> Finding:
    facts, status = facts_of(body), word(body.get("status"))
    if status == "NOT_STARTED":
        return Finding("not_started", False, "not_started", facts)
    if status == "PROCESSING":
        return Finding("processing", None, "processing", facts)
    if status in ABORTED:
        return Finding("aborted", False, ABORTED[status], facts, images_of(body))
    code, billed = _outcome(body, facts) if status == "OK" else ("unclear_answer", None)
    return Finding("finished", billed, code, facts, images_of(body))


def read_again(facts: dict[str, Any]) -> Finding:
    """What a kept answer means by the words that are known today."""
    kept = {"verify_result": {"error_message": facts.get("error")}}
    code, billed = (
        _outcome(kept, facts) if facts.get("status") == "OK" else ("unclear_answer", None)
    )
    return Finding("finished", billed, code, facts)


def _outcome(body: dict[str, Any], facts: dict[str, Any]) -> tuple[str, bool | None]:
    """Our reason word and whether FaceID bills it; an answer that fits nothing is for a person."""
    compared = "confidence" in facts
    error = _part(body, "verify_result").get("error_message")
    if error:
        code, billed = UNCOMPARED.get(word(error), ("unclear_answer", None))
        if word(error) in ABOUT_A_PHOTO and _about(error) != "data_source":
            code, billed = "photo_unusable", False
        # A confidence is a result, whatever else is said beside it.
        return code, True if compared else billed
    if facts.get("liveness") in ("FAIL", "TIMEOUT"):
        return "liveness_failed", compared
    return ("compared", True) if compared else ("unclear_answer", None)


def facts_of(body: dict[str, Any]) -> dict[str, Any]:
    """As liveness/provider.py lists them; empty ones are left out."""
    liveness, verify = _part(body, "liveness_result"), _part(body, "verify_result")
    face = _part(verify, "result_faceid")
    found = {
        "status": word(body.get("status")),
        "fail_reason": word(body.get("fail_reason")),
        "liveness": word(liveness.get("result")),
        "procedure_type": _procedure(liveness.get("procedure_type")),
        "error": word(verify.get("error_message")),
        "thresholds": _numbers(_part(face, "thresholds"), r"1e-\d{1,2}"),
        "genuineness": _numbers(_part(liveness, "face_genuineness"), r"[a-z_]{1,64}"),
        "id_exceptions": _numbers(_part(verify, "id_exceptions"), r"[a-z_]{1,64}"),
        "counters": _counters(_part(liveness, "details")),
    }
    if _is_number(face.get("confidence")):
        found["confidence"] = face["confidence"]
    return {name: value for name, value in found.items() if value not in ("", {})}


def images_of(body: dict[str, Any]) -> dict[str, bytes]:
    """JPEGs by our names; anything else in their place is not an image."""
    sent = _part(body, "images")
    decoded = {ours: _decoded(sent.get(theirs)) for ours, theirs in IMAGES.items()}
    return {name: image for name, image in decoded.items() if image.startswith(JPEG)}


def word(value: Any) -> str:
    """The code word of `MISSING_ARGUMENTS: return_url`; what follows it may be personal."""
    said = value.partition(":")[0].strip() if isinstance(value, str) else ""
    return said if CODE_WORD.fullmatch(said) else ""


def _about(error: str) -> str:
    return error.partition(":")[2].strip()


def _procedure(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[a-z_]{1,32}", value) else ""


def _counters(details: dict[str, Any]) -> dict[str, Any]:
    """Of a video; a selfie has them one level down, which we never ask for. Some say VIDOE_."""
    spelt = {name.replace("VIDOE_", "VIDEO_"): value for name, value in details.items()}
    return _numbers(spelt, r"[A-Z_]{1,64}")


def _numbers(part: dict[str, Any], names: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in part.items()
        if re.fullmatch(names, name) and _is_number(value)
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def _decoded(value: Any) -> bytes:
    """`data:image/jpeg;base64,…`; some clients saw the base64 alone."""
    if not isinstance(value, str):
        return b""
    try:
        return base64.b64decode(value.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return b""
