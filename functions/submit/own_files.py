"""Each kind of a submission has a file of its own: one photo is not both sides of a card."""

from itertools import combinations

from shared.errors import ApiError, FieldError
from shared.same_files import likeness
from shared.tables import Customer, Upload
from shared.upload_kinds import may_share_a_file
from submit.evidence import Evidence


def require_own_files(customer: Customer, evidence: Evidence, sent: Evidence) -> bool:
    """422 `same_file` for a kind of `sent` that has the file of another one.

    Whether some are alike all the same, which reviewers are told: papers may share a file, and a
    picture that was saved again may be another one that looks like it.
    """
    found, wrong = False, dict[str, FieldError]()
    for first, second in combinations(_in_order(customer, evidence, sent), 2):
        how = likeness(first, second)
        found = found or how is not None
        if how == "same_file" and not may_share_a_file(first.kind, second.kind):
            wrong.setdefault(second.kind, _same(second.kind, first.kind))
    if wrong:
        raise ApiError("invalid_fields", list(wrong.values()))
    return found


def _same(kind: str, other: str) -> FieldError:
    said = f"This is the file of {other} once more. Send one of its own."
    return FieldError(f"uploads.{kind}", "same_file", said)


def _in_order(customer: Customer, evidence: Evidence, sent: Evidence) -> list[Upload]:
    """What was kept from the revision before comes first: what was sent now is the second."""
    kinds = [each["kind"] for each in sent.documents]
    keys = [(customer.pk, f"UPLOAD#{each['upload_id']}") for each in evidence.documents]
    found = list(Upload.batch_get(keys, consistent_read=True)) if keys else []
    return sorted(found, key=lambda each: kinds.index(each.kind) if each.kind in kinds else -1)
