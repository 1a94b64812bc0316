"""What staff do about papers that are missing, in calls that they make."""

import hashlib
from typing import Any

from tests.world_helpers import Company, Person, kinds_for, picture

WHY = "Brought the papers to our branch."


def staff_uploaded(
    company: Company, person: Person, kind: str, by: str | None = None, whose: str = ""
) -> str:
    """The id of a file that staff uploaded for the customer, and that was accepted."""
    content, where = picture(kind, whose), f"/customers/{person.customer_id}/uploads"
    announced = {
        "kind": kind,
        "content_type": "image/jpeg",
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "reason": WHY,
    }
    permit = company.review(where, announced, by=by)
    assert permit.status == 201, permit.text
    company.world.send_file(permit.json, content)
    done = company.review(f"{where}/{permit.json['upload_id']}/complete", {}, by=by)
    assert done.status == 200, done.text
    return str(done.json["upload_id"])


def told_to_submit(company: Company, person: Person) -> dict[str, Any]:
    """The body of a complete tier 1 submission, with files that staff uploaded."""
    files = [staff_uploaded(company, person, kind) for kind in kinds_for(person.fields)]
    return {"tier": 1, "fields": person.fields, "uploads": files, "reason": WHY}


def staff_submitted(company: Company, person: Person, body: dict[str, Any]) -> str:
    sent = company.review(f"/customers/{person.customer_id}/submissions", body)
    assert sent.status == 201, sent.text
    company.world.settle()
    return str(sent.json["submission_id"])


def staff_resubmitted(company: Company, submission_id: str, **body: Any) -> dict[str, Any]:
    sent = company.review(f"/tasks/{submission_id}/resubmit", body | {"reason": WHY})
    assert sent.status == 200, sent.text
    company.world.settle()
    return dict(sent.json)
