"""HTTP routes of the liveness slice."""

from liveness import callbacks, handoff
from liveness.handoff import HandOff, LivenessAnswer
from shared.caller import Caller
from shared.http import Api, Form, Nothing, Redirect
from shared.wrong_credentials import slowed

handler = api = Api(refusing=slowed)


@api.route(
    "POST /v1/submissions/{submission_id}/liveness",
    may="send_evidence",
    codes=("liveness_not_offered", "liveness_not_ready", "liveness_over"),
)
def hand_off(caller: Caller, submission_id: str) -> HandOff:
    """Get the page of the live face check, as an address and as a QR code for the phone."""
    return handoff.hand_off(caller, submission_id)


@api.route("GET /v1/submissions/{submission_id}/liveness", may="see_own_case")
def get_liveness(caller: Caller, submission_id: str) -> LivenessAnswer:
    """How the live face check goes, with every attempt and what it cost."""
    return handoff.liveness(caller, submission_id)


@api.route(
    "POST /v1/liveness/faceid/notify", may="report_face_checks", codes=("invalid_signature",)
)
def faceid_notifies(body: Form) -> Nothing:
    """FaceID says that a result is ready; the result itself is fetched."""
    return callbacks.notified(body.text)


@api.route("POST /v1/liveness/faceid/return", may="report_face_checks", status=303)
def faceid_returns(body: Form) -> Redirect:
    """The person's browser comes back from FaceID's page and goes on to the customer page."""
    return callbacks.returned(body.text)
