"""Staff who are customers too: every door that changes a customer's record is closed for theirs."""

from collections.abc import Callable
from typing import Any

import pytest

from local import openapi
from local.world import World
from tests.bank_helpers import sent
from tests.duplicate_helpers import alerts, merge_proposed
from tests.refusal_helpers import call_must_be_refused
from tests.two_people_helpers import TEST
from tests.world_helpers import Company, a_customer, submitted, uploaded

PHONE = "+66812345678"
WHY: dict[str, Any] = {"reason": "It is mine."}
NO: dict[str, Any] = {"code": "other", "comment": "No."}
CORRECTIONS = [{"item": "address", "code": "other", "comment": "More."}]
FILE = {"kind": "selfie", "content_type": "image/jpeg", "size_bytes": 9, "sha256": "0" * 64}

# By route: what is sent there.
DOORS: dict[str, dict[str, Any]] = {
    "POST /v1/review/bank-accounts/{customer_id}/reject": {"version": 1} | NO,
    "POST /v1/review/bank-accounts/{customer_id}/verify": {"version": 1},
    "DELETE /v1/review/customers/{customer_id}": {},
    "POST /v1/review/customers/{customer_id}/downgrade": WHY | {"tier": 0},
    "POST /v1/review/customers/{customer_id}/links": {"tier": 1},
    "DELETE /v1/review/customers/{customer_id}/links/{link_id}": {},
    "POST /v1/review/customers/{customer_id}/reopen": WHY | {"tier": 1},
    "POST /v1/review/customers/{customer_id}/submissions": WHY | {"tier": 1},
    "POST /v1/review/customers/{customer_id}/support-text": {"tier": 1},
    "POST /v1/review/customers/{customer_id}/unfreeze": WHY,
    "POST /v1/review/customers/{customer_id}/uploads": WHY | FILE,
    "POST /v1/review/customers/{customer_id}/uploads/{upload_id}/complete": {},
    "POST /v1/review/customers/{customer_id}/uploads/{upload_id}/erase": WHY,
    "POST /v1/review/duplicates/{alert_id}/confirm": {},
    "POST /v1/review/duplicates/{alert_id}/resolve": {"verdict": "false_alarm", "note": "No."},
    "POST /v1/review/tasks/{submission_id}/approve": {"revision": 1},
    "POST /v1/review/tasks/{submission_id}/claim": {},
    "POST /v1/review/tasks/{submission_id}/hand-over": {"to": "mali"},
    "POST /v1/review/tasks/{submission_id}/notes": {"text": "A good customer."},
    "POST /v1/review/tasks/{submission_id}/reject": {"revision": 1} | NO,
    "POST /v1/review/tasks/{submission_id}/request-revision": {
        "revision": 1,
        "corrections": CORRECTIONS,
    },
    "POST /v1/review/tasks/{submission_id}/resubmit": WHY,
    "POST /v1/review/tasks/{submission_id}/take-over": {},
}
# Giving back what one holds harms nobody.
HARMLESS = {"POST /v1/review/tasks/{submission_id}/release"}


def test_every_door_to_a_customers_record_is_tried() -> None:
    routes = {f"{method} {path}" for found in openapi.slices().values() for method, path in found}
    about = ("{customer_id}", "{submission_id}", "{alert_id}")
    changing = {
        each
        for each in routes
        if "/v1/review/" in each and not each.startswith("GET") and any(map(each.count, about))
    }

    assert changing - HARMLESS == set(DOORS)


@pytest.fixture
def mine(company: Company) -> Callable[[str], str]:
    """The address of a route about a customer who is Dao of the staff, by another spelling."""
    dao = a_customer(company, email="D.A.O+loans@GoogleMail.com", phone=PHONE)
    other = a_customer(company, phone=PHONE)
    names = {
        "customer_id": dao.customer_id,
        "submission_id": submitted(company, dao),
        "upload_id": uploaded(company, dao, "bank_book"),
    }
    sent(company, dao, bank_book_upload_id=names["upload_id"])
    path = f"/v1/customers/{dao.customer_id}/links"
    names["link_id"] = company.post(path, {"tier": 1}).json["link_id"]
    names["alert_id"] = alerts(company)[0]["alert_id"]
    proposed = merge_proposed(company, names["alert_id"], keep=dao, by=company.admin)
    assert proposed.status == 200, (proposed.text, other)
    return lambda route: route.format(**names)


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_closed_for_ones_own_record(
    world: World, company: Company, mine: Callable[[str], str], door: str
) -> None:
    groups, address = ["admin", "reviewer"], "dao@gmail.com"
    staff = world.staff(address, groups, company.company_id, "Dao Reviewer")
    method, path = mine(door).split(" ")
    query = TEST | ({"reason": "other"} if door.endswith("{customer_id}") else {})
    body = None if method == "DELETE" else DOORS[door]

    call_must_be_refused(
        world,
        lambda: world.api.request(method, path, staff, json=body, query=query),
        403,
        "own_case",
    )
