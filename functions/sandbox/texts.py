"""The pretend provider of text messages: an inbox that testers read instead of a phone.

pk     sk     item
TEXT   ULID   PretendText: also when it came before, so that a second sending is seen

Numbers and words are kept here, because reading them is what it is for; they go as everything in
the sandbox's table goes. Both ends need the contract's secret.
"""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from pydantic import BaseModel, Field, ValidationError
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute
from ulid import ULID

from sandbox.admin import admit
from sandbox.sessions import sandbox_now
from sandbox.tables import SandboxItem
from sandbox.wire import Refused
from shared.clock import rfc3339

MOST_SHOWN = 200

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


class PretendText(SandboxItem):
    message_id = UnicodeAttribute()
    phone = UnicodeAttribute()
    text = UnicodeAttribute()
    at = UTCDateTimeAttribute()


class NewText(BaseModel):
    message_id: Annotated[str, Field(min_length=1, max_length=128)]
    phone: Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
    text: Annotated[str, Field(min_length=1, max_length=1600)]


@router.post("/sms/messages")
def take_in() -> Response[str]:
    """`{message_id, phone, text}` → `{text_id}`, which is this provider's own reference."""
    admit()
    try:
        given = NewText.model_validate_json(router.current_event.decoded_body or "")
    except ValidationError:
        raise Refused(400, "BAD_ARGUMENTS: body") from None
    kept = PretendText("TEXT", str(ULID()), **given.model_dump(), at=sandbox_now())
    kept.save()
    return Response(201, "application/json", json.dumps({"text_id": kept.sk}))


@router.get("/__sim/texts")
def inbox() -> Response[str]:
    """The newest texts, oldest of them first."""
    admit()
    newest = PretendText.query(
        "TEXT", scan_index_forward=False, limit=MOST_SHOWN, consistent_read=True
    )
    listed = [
        {
            "text_id": each.sk,
            "message_id": each.message_id,
            "phone": each.phone,
            "text": each.text,
            "at": rfc3339(each.at),
        }
        for each in newest
    ]
    return Response(200, "application/json", json.dumps({"texts": listed[::-1]}))
