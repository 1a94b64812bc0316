"""One of the two customers, as a reviewer compares them: who they say they are, and their files."""

from datetime import datetime
from typing import Any

from shared.caller import Caller
from shared.case_answers import Amount, CustomerAnswer, customer_answer
from shared.case_store import load_remains, newest_revisions, submissions_of
from shared.duplicate_alerts import DuplicateAlert, last_four
from shared.http import Answer
from shared.money import to_decimal
from shared.tables import Customer, Submission, Upload
from shared.viewing import HandedOut, file_of, hand_out

WAITING = ("pending", "revision_requested")
# What names a person or a business, and nothing that was only ever asked of one of the two.
COMPARED = ("full_name", "legal_name", "birth_date", "incorporated_on", "nationality")


class DocumentNumber(Answer):
    """Of the number, its last characters: the two are one number already, or need not be."""

    type: str
    country: str
    last_four: str


class SideFile(Answer):
    """`url` opens the file for five minutes."""

    upload_id: str
    kind: str
    content_type: str
    url: str
    url_expires_at: datetime


class Side(Answer):
    """`refused` when this was declared in a submission that was refused, and stands nowhere else.

    `alike_upload_id` names the file that the alert is about.
    `declared` holds names and dates as they were sent, in the newest revision that has them.
    `files` are shown when the alert is opened, and not in the answer to a resolution: each look at
    them is an event of its own. `deleted_at`: the customer was rejected once and is deleted since,
    so that ids, codes and the number's guard are left.
    """

    customer: CustomerAnswer
    deleted_at: datetime | None = None
    declared: dict[str, Any]
    document: DocumentNumber | None
    refused: bool
    alike_upload_id: str | None
    files: list[SideFile]
    open_submission_id: str | None
    open_loans: Amount


def side_of(caller: Caller, alert: DuplicateAlert, customer_id: str, *, show: bool) -> Side:
    customer = load_remains(caller.tenant, customer_id)
    heads = submissions_of(customer)
    refused = (alert.personal or {}).get(customer_id)
    told = refused or _sent(customer, heads)
    alike = (alert.uploads or {}).get(customer_id)
    upload_ids = [each["upload_id"] for each in told["documents"]]
    loans = to_decimal(customer.open_loans_units, customer.currency)
    return Side(
        customer=customer_answer(customer),
        deleted_at=customer.deleted_at,
        declared=told["fields"],
        document=DocumentNumber(**told["document"]) if told["document"] else None,
        refused=refused is not None,
        alike_upload_id=alike,
        files=_files(caller, customer, [*filter(None, [alike]), *upload_ids]) if show else [],
        open_submission_id=open_submission_of(heads),
        open_loans=Amount(amount=loans, currency=customer.currency),
    )


def open_submission_of(heads: list[Submission]) -> str | None:
    """One that somebody is to act on; an expired one rests."""
    waiting = (each.submission_id for each in heads if each.status in WAITING)
    return next(waiting, None)


def _sent(customer: Customer, heads: list[Submission]) -> dict[str, Any]:
    """From the newest revision of each submission, where later tiers come last."""
    fields: dict[str, Any] = {}
    documents: dict[str, dict[str, str]] = {}
    sent = newest_revisions(heads)
    for submission_id in sorted(sent):
        fields |= (sent[submission_id].personal or {}).get("fields", {})
        documents |= {each["kind"]: each for each in sent[submission_id].facts["documents"]}
    declared = {name: value for name, value in fields.items() if name in COMPARED}
    number = _number(customer, fields)
    return {"fields": declared, "document": number, "documents": list(documents.values())}


def _number(customer: Customer, fields: dict[str, Any]) -> dict[str, str] | None:
    if number := fields.get("document_number"):
        country = fields.get("document_country") or customer.country
        return _shown(fields.get("document_type", ""), country, number)
    if number := fields.get("registration_number"):
        return _shown("registration", customer.country, number)
    return None


def _shown(document_type: str, country: str, number: str) -> dict[str, str]:
    return {"type": document_type, "country": country, "last_four": last_four(number)}


def _files(caller: Caller, customer: Customer, upload_ids: list[str]) -> list[SideFile]:
    """In that order, each once; the first may be the one that the alert is about."""
    ordered = list(dict.fromkeys(upload_ids))
    keys = [(customer.pk, f"UPLOAD#{each}") for each in ordered]
    found = {each.upload_id: each for each in Upload.batch_get(keys)} if keys else {}
    uploads = [found[each] for each in ordered if each in found and not found[each].erasure]
    shown = hand_out(caller, customer.customer_id, [file_of(each) for each in uploads])
    return [_file(each, shown) for each in uploads]


def _file(upload: Upload, shown: HandedOut) -> SideFile:
    return SideFile(
        upload_id=upload.upload_id,
        kind=upload.kind,
        content_type=upload.content_type,
        url=shown.urls[upload.object_key],
        url_expires_at=shown.expires_at,
    )
