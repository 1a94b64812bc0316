"""Business examples of a reviewer's decisions: corrections, reasons, the checklist."""

from typing import Any

_asked = {"item": "id_front", "code": "glare", "comment": "The number is covered by light."}
CORRECTION = _asked | {"title": None}
REASON = {"code": "document_forged", "comment": "The card does not belong to a real document."}
CHECKLIST: list[dict[str, Any]] = [
    {
        "code": "document_clear",
        "answer": "failed",
        "note": "The number on the front cannot be read.",
    },
    {"code": "name_consistent", "answer": "passed", "note": None},
]
CHECKLIST_LINE: dict[str, Any] = {
    "code": "document_clear",
    "required": True,
    "text": {
        "en": "The photos of the document are sharp, whole and legible.",
        "th": "รูปถ่ายเอกสารคมชัด เห็นครบทั้งใบ และอ่านได้",
        "zh-CN": "证件照片清晰、完整、可辨认。",
    },
    "answers": [
        {
            "revision": 1,
            "answer": "failed",
            "note": "The number on the front cannot be read.",
            "by": "Dao",
            "at": "2026-11-22T11:02:10Z",
        }
    ],
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "Approval": {
        "revision": 2,
        "checklist": [{"code": "document_clear", "answer": "passed"}],
        "note": "Called the customer; all is well.",
    },
    "RevisionRequest": {
        "revision": 1,
        "corrections": [_asked],
        "supplements": [
            {"title": "Lease", "description": "The contract for the flat in your address, please."}
        ],
        "checklist": CHECKLIST,
    },
    "Rejection": {"revision": 1, **REASON},
    "Reasons": {
        "reasons": [
            {
                "use": "rejection",
                "code": "document_forged",
                "finality": "final",
                "text": "The document could not be accepted as genuine.",
                "internal": "Signs of forgery or alteration. Keep what shows it in a note.",
            }
        ]
    },
}
