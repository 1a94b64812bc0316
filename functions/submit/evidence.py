"""What one revision says: declared fields and uploaded files, complete by its tier's policy."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from shared.caller import Caller
from shared.errors import ApiError, FieldError
from shared.hands import hands_of
from shared.http import field_errors
from shared.policy import Tier
from shared.tables import Customer, Upload
from shared.upload_kinds import SUPPLEMENTS
from submit.form import SubmissionFields, check_identity
from submit.requirements import missing

# Who is asked for an employer may say why there is none.
INSTEAD = {"employment_status": "employer"}
NOT_ASKED_FOR = FieldError("uploads", "not_asked_for", "Nobody asked for such a document.")


@dataclass(frozen=True)
class Evidence:
    """`fields` as JSON values, `documents` as `[{upload_id, kind}]`, one for each kind.

    `hands` are those that it came through, with its files.
    """

    fields: dict[str, Any]
    documents: list[dict[str, str]]
    hands: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def items(self) -> set[str]:
        """What it contains, fields and kinds of files alike."""
        return {*self.fields, *(each["kind"] for each in self.documents)}

    def updated(self, newer: "Evidence") -> "Evidence":
        """This revision with what the customer corrected; the rest stays as it was."""
        kinds = {each["kind"]: each for each in self.documents}
        kinds |= {each["kind"]: each for each in newer.documents}
        hands = self.hands | newer.hands
        return Evidence(self.fields | newer.fields, list(kinds.values()), hands)

    def document(self, country: str) -> tuple[str, str, str] | None:
        """Issuer, type and number of what identifies a person or a business from `country`."""
        if number := self.fields.get("document_number"):
            issuer = self.fields.get("document_country") or country
            return issuer, self.fields.get("document_type", ""), number
        if number := self.fields.get("registration_number"):
            return country, "registration", number
        return None


def evidence_of(
    caller: Caller, customer: Customer, fields: SubmissionFields, upload_ids: list[str]
) -> Evidence:
    """What is sent; 403 `item_not_in_link` for what a customer's link does not ask for."""
    given = fields.model_dump(mode="json", exclude_none=True)
    uploads = _uploads(customer, upload_ids)
    hands = frozenset(hands_of(caller, *uploads) or ())
    evidence = Evidence(given, _documents(uploads), hands)
    caller.require_items(each for each in evidence.items if INSTEAD.get(each) not in caller.items)
    return evidence


def require_complete(
    evidence: Evidence,
    customer: Customer,
    tier: Tier,
    earlier: dict[str, Any],
    full_age_years: int,
    supplements: int = 0,
) -> None:
    """422 with everything that is wrong or absent; `earlier` are the fields of lower tiers.

    `supplements` is how many supplementary documents were asked for: all of them, and no others.
    `full_age_years` is how old the company's customers are.
    """
    wrong = check_identity(_form(evidence.fields), customer.country, full_age_years)
    if wrong:
        raise ApiError("invalid_fields", [_under_fields(each) for each in wrong])
    kinds = {each["kind"] for each in evidence.documents}
    if kinds & set(SUPPLEMENTS[supplements:]):
        raise ApiError("invalid_fields", [NOT_ASKED_FOR])
    known = earlier | evidence.fields
    absent = missing(tier, customer.kind, customer.country, known, kinds, supplements)
    if absent:
        raise ApiError("requirements_missing", absent)


def _form(fields: dict[str, Any]) -> SubmissionFields:
    """The whole again: what was right in an earlier revision may have expired since."""
    try:
        return SubmissionFields.model_validate(fields, strict=False)
    except ValidationError as error:
        raise ApiError("invalid_fields", field_errors(error, under="fields.")) from None


def _under_fields(error: FieldError) -> FieldError:
    name = error.field if error.field.startswith("fields.") else f"fields.{error.field}"
    return FieldError(name, error.code, error.message)


def _uploads(customer: Customer, upload_ids: list[str]) -> list[Upload]:
    """One of each kind."""
    keys = [(customer.pk, f"UPLOAD#{each}") for each in dict.fromkeys(upload_ids)]
    found = {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}
    kinds: dict[str, Upload] = {}
    for position, upload_id in enumerate(upload_ids):
        upload = found.get(upload_id)
        if upload is None or upload.status != "accepted":
            raise ApiError("upload_unknown", [_at(position, "upload_unknown", "Not usable.")])
        if kinds.setdefault(upload.kind, upload).upload_id != upload_id:
            twice = _at(position, "kind_twice", "One file of each kind, please.")
            raise ApiError("invalid_fields", [twice])
    return list(kinds.values())


def _documents(uploads: list[Upload]) -> list[dict[str, str]]:
    return [{"upload_id": each.upload_id, "kind": each.kind} for each in uploads]


def _at(position: int, code: str, message: str) -> FieldError:
    return FieldError(f"uploads.{position}", code, message)
