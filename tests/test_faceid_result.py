"""FaceID's answers as findings, with everything that its documents and clients disagree on."""

import base64
import json
from typing import Any

import pytest

from liveness.faceid_result import finding

JPEG = b"\xff\xd8\xff\xe0 a picture"
FACE = {"confidence": 88.1, "thresholds": {"1e-5": 74.4}}
PASS: dict[str, Any] = {"result": "PASS"}


def answered(verify: Any = None, liveness: Any = None, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"status": "OK", "liveness_result": liveness or PASS}
    return body | ({} if verify is None else {"verify_result": verify}) | more


@pytest.mark.parametrize(
    ("body", "state", "code", "billed"),
    [
        (answered({"error_message": None, "result_faceid": FACE}), "finished", "compared", True),
        (answered({"result_faceid": FACE}), "finished", "compared", True),
        (answered({"error_message": "", "result_faceid": FACE}), "finished", "compared", True),
        (answered({"error_message": "NO_SUCH_ID_NUMBER"}), "finished", "no_such_id", True),
        (
            answered({"error_message": "ID_NUMBER_NAME_NOT_MATCH"}),
            "finished",
            "name_mismatch",
            True,
        ),
        (
            answered({"error_message": "IMAGE_ERROR_UNSUPPORTED_FORMAT: data_source"}),
            "finished",
            "source_photo_unusable",
            True,
        ),
        (
            answered({"error_message": "NO_FACE_FOUND:data_source"}),
            "finished",
            "source_photo_unusable",
            True,
        ),
        (
            answered({"error_message": "NO_FACE_FOUND: image_best"}),
            "finished",
            "photo_unusable",
            False,
        ),
        (answered({"error_message": "DATA_SOURCE_ERROR"}), "finished", "source_unavailable", False),
        (answered({"error_message": "INTERNAL_ERROR"}), "finished", "provider_failed", False),
        (answered({"error_message": "SOMETHING_NEW"}), "finished", "unclear_answer", None),
        (answered({"error_message": 7}), "finished", "unclear_answer", None),
        (
            answered({"error_message": "DATA_SOURCE_ERROR", "result_faceid": FACE}),
            "finished",
            "source_unavailable",
            True,
        ),
        (answered(liveness={"result": "FAIL"}), "finished", "liveness_failed", False),
        (answered(liveness={"result": "TIMEOUT"}), "finished", "liveness_failed", False),
        # Compared although not alive (force_compare): it costs.
        (
            answered({"result_faceid": FACE}, {"result": "FAIL"}),
            "finished",
            "liveness_failed",
            True,
        ),
        (answered(), "finished", "unclear_answer", None),
        (answered("nonsense", "nonsense"), "finished", "unclear_answer", None),
        (answered({"result_faceid": {"confidence": "88"}}), "finished", "unclear_answer", None),
        (answered({"result_faceid": {"confidence": True}}), "finished", "unclear_answer", None),
        ({"status": "OK"}, "finished", "unclear_answer", None),
        ({"status": "NOT_STARTED"}, "not_started", "not_started", False),
        ({"status": "PROCESSING"}, "processing", "processing", None),
        ({"status": "CANCELLED"}, "aborted", "cancelled", False),
        ({"status": "TIMEOUT"}, "aborted", "timed_out", False),
        ({"status": "WEBRTC_UNSUPPORTED"}, "aborted", "webrtc_unsupported", False),
        ({"status": "FAILED"}, "aborted", "failed", False),
        ({"status": "SOMETHING_NEW"}, "finished", "unclear_answer", None),
        ({}, "finished", "unclear_answer", None),
    ],
)
def test_every_answer_has_a_meaning(
    body: dict[str, Any], state: str, code: str, billed: bool | None
) -> None:
    found = finding(body)

    assert (found.state, found.code, found.billed) == (state, code, billed)


def test_counters_are_found_under_either_spelling() -> None:
    details = {"UPLOAD_TIMES": 2, "VIDOE_FORMAT_UNSUPPORTED": 1, "note": "x", "SR_ERROR": "2"}

    found = finding(answered(liveness={"result": "FAIL", "details": details}))

    assert found.facts["counters"] == {"UPLOAD_TIMES": 2, "VIDEO_FORMAT_UNSUPPORTED": 1}


@pytest.mark.parametrize("name", ["idcard_uneditable_field", "idcard_uneditable_feild"])
def test_nothing_personal_becomes_a_fact(name: str) -> None:
    person = {name: "idcard_number", "idcard_name": "张测试", "idcard_number": "110101199003070011"}
    body = answered(
        {"error_message": "ID_NUMBER_NAME_NOT_MATCH: 张测试", "result_faceid": FACE},
        PASS
        | {"procedure_type": "张测试", "face_genuineness": {"张测试": 1, "mask_threshold": 0.5}},
        idcard_info=person,
        fail_reason="张测试",
        biz_info={"biz_no": "kyc-1", "biz_extra_data": "110101199003070011"},
    )

    told = json.dumps(finding(body).facts, ensure_ascii=False)

    assert "张测试" not in told
    assert "110101199003070011" not in told
    assert "mask_threshold" in told


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("data:image/jpeg;base64," + base64.b64encode(JPEG).decode(), {"best": JPEG}),
        (base64.b64encode(JPEG).decode(), {"best": JPEG}),
        ("data:image/jpeg;base64,%%%", {}),
        (base64.b64encode(b"<svg>").decode(), {}),
        (None, {}),
        (7, {}),
    ],
)
def test_only_a_jpeg_is_an_image(sent: Any, kept: dict[str, bytes]) -> None:
    assert finding(answered(images={"image_best": sent})).images == kept


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_confidence(number: str) -> None:
    body = json.loads(
        f'{{"status": "OK", "verify_result": {{"result_faceid": {{"confidence": {number}}}}}}}'
    )

    assert finding(body).code == "unclear_answer"
