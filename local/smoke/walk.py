"""A customer's way from nothing to approved, in test mode, in a company that is named after it.

Every step uses what only AWS has: the authorizer, the bucket's own address, the page's policy, the
queue's machine, SES. What was made is taken away again: the customer with the files, the key, the
staff. The company stays, because companies cannot be deleted, and serves the next time.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from urllib.parse import urlsplit

import requests

from local import specimens
from local.client import Api, Json, all_passed, wait_for, wait_for_task
from local.operator import list_companies, open_company
from local.smoke.deployed import Deployed
from local.smoke.report import Report, Stopped, Wrong
from local.smoke.staff import Staff

COMPANY = "Smoke test"
# SES takes mails to it in its sandbox, too, and says that they arrived.
MAILBOX = "success+{mark}@simulator.amazonses.com"
NAME, BORN = "Somchai Specimen", date(1990, 4, 13)
MAIL_SECONDS = 120


def walk(deployed: Deployed, report: Report) -> None:
    """Ends at the first step that fails; what came before is taken away all the same."""
    with suppress(Stopped):
        policy = _page(deployed, report)
        with report.step("the API's door") as told:
            told.append(_door(deployed))
        with (
            _company(deployed, policy, report) as (back_end, reviewer),
            _customer(back_end, report) as customer_id,
        ):
            submission_id = _submission(back_end, customer_id, report)
            _review(reviewer, submission_id, policy, report)
            _mail(back_end, customer_id, report)


def _page(deployed: Deployed, report: Report) -> str:
    """The page's own policy says which addresses a browser may use."""
    with report.step("admin page") as told:
        if "AdminUrl" not in deployed.outputs:
            told.append("none: AdminPage is false")
            return ""
        index, settings = deployed.page(""), deployed.page("config.json")
        policy = index.headers.get("Content-Security-Policy", "")
        if not (index.ok and settings.ok and policy):
            raise Wrong(f"answers {index.status_code}, {settings.status_code}: run `make deploy`")
        api = settings.json()["api"]
        if api not in (deployed.outputs["ApiUrl"], deployed.api_url):
            raise Wrong(f"asks another API: {api}")
        allowed(policy, "connect-src", api)
        told.append(deployed.outputs["AdminUrl"])
    return policy


def _door(deployed: Deployed) -> str:
    url = deployed.api_url + "/v1/keys"
    for header in ({}, {"Authorization": "Bearer kyc_test_nobody"}):
        answer = requests.get(url, headers=header, timeout=30)
        if answer.status_code != 401 or answer.json()["error"]["code"] != "unauthenticated":
            raise Wrong(f"a stranger is answered {answer.status_code}: {answer.text[:200]}")
    return "401 to strangers, in our own words"


class Browser(Api):
    """Sends files only where the page's policy lets a browser send them."""

    policy = ""

    def send_file(self, permit: Json, content: bytes) -> None:
        allowed(self.policy, "connect-src", permit["url"])
        super().send_file(permit, content)


@contextmanager
def _company(deployed: Deployed, policy: str, report: Report) -> Iterator[tuple[Api, Api]]:
    """Its back end with a key of its own, and its reviewer."""
    hired, key_id = Staff(deployed), ""
    try:
        with report.step("company and staff") as told:
            company_id = _company_id(deployed)
            admin = _signed_in(deployed, hired, "admin", company_id)
            reviewer = _signed_in(deployed, hired, "reviewer", company_id)
            key = admin.post("/v1/keys", {"name": "smoke", "mode": "test"})
            key_id, back_end = str(key["key_id"]), Browser(deployed.api_url, str(key["secret"]))
            back_end.policy = policy
            told.append(f"{COMPANY}, {company_id}; their tokens name it")
        yield back_end, reviewer
    finally:
        with suppress(Stopped), report.step("what was made") as told:
            if key_id:
                admin.delete(f"/v1/keys/{key_id}")
            hired.leave()
            told.append("key, staff and their client are gone")


def _company_id(deployed: Deployed) -> str:
    known = list_companies(deployed.clients, deployed.outputs)
    ours = [each["company_id"] for each in known if each["name"] == COMPANY]
    if ours:
        return ours[0]
    address = MAILBOX.format(mark=secrets.token_hex(4))
    clients, outputs = deployed.clients, deployed.outputs
    company_id = open_company(clients, outputs, COMPANY, "lending", address)
    # The first administrator, whom nobody is.
    clients("cognito-idp").admin_delete_user(UserPoolId=outputs["UserPoolId"], Username=address)
    return company_id


def _signed_in(deployed: Deployed, hired: Staff, group: str, company_id: str) -> Api:
    return Api(deployed.api_url, hired.sign_in(group, company_id), mode="test")


@contextmanager
def _customer(back_end: Api, report: Report) -> Iterator[str]:
    mark = secrets.token_hex(6)
    with report.step("customer") as told:
        body = {"external_id": f"smoke-{mark}", "country": "TH", "language": "en"}
        body |= {"kind": "individual", "email": MAILBOX.format(mark=mark)}
        customer_id = str(back_end.post("/v1/customers", body)["customer_id"])
        told.append(f"{customer_id}, test mode")
    try:
        yield customer_id
    finally:
        with suppress(Stopped), report.step("deletion") as told:
            reason = {"reason": "made_by_mistake"}
            back_end.send("DELETE", f"/v1/customers/{customer_id}", query=reason)
            told.append("the customer and the files are being erased")


def _submission(back_end: Api, customer_id: str, report: Report) -> str:
    number = specimens.thai_id(secrets.randbelow(10**9))
    with report.step("upload") as told:
        uploads = []
        for kind, content in (
            ("id_front", specimens.id_card(NAME, number, BORN)),
            ("id_back", specimens.id_card(NAME, number, BORN, "back")),
            ("selfie", specimens.selfie(number)),
        ):
            uploads.append(back_end.upload(customer_id, kind, content, "image/jpeg"))
        told.append(f"{len(uploads)} pictures through the bucket's own address")
    with report.step("submission") as told:
        asked = {"tier": 1, "fields": _fields(number), "uploads": uploads}
        sent = back_end.post(f"/v1/customers/{customer_id}/submissions", asked)
        told.append(str(sent["submission_id"]))
    return str(sent["submission_id"])


def _review(reviewer: Api, submission_id: str, policy: str, report: Report) -> None:
    task = f"/v1/review/tasks/{submission_id}"
    with report.step("review queue") as told:
        wait_for_task(reviewer, submission_id, 1)
        told.append("the machine put it there")
    with report.step("viewing a file") as told:
        for each in reviewer.get(task)["documents"]:
            allowed(policy, "img-src", each["url"])
            if not requests.get(each["url"], timeout=30).content.startswith(b"\xff\xd8"):
                raise Wrong(f"{each['kind']} is no picture any more")
        told.append("from an address that the page's policy allows")
    with report.step("decision") as told:
        reviewer.post(f"{task}/claim", {"revision": 1})
        answers = all_passed(reviewer, submission_id)
        decided = reviewer.post(f"{task}/approve", {"revision": 1, "checklist": answers})
        if decided["status"] != "approved":
            raise Wrong(f"is {decided['status']}")
        told.append("approved")


def _mail(back_end: Api, customer_id: str, report: Report) -> None:
    def sent() -> Json | None:
        found = back_end.get(f"/v1/customers/{customer_id}/notifications")["notifications"]
        return next((each for each in found if each["emailed_at"]), None)

    with report.step("mail of the approval") as told:
        wait_for("a mail to SES's own mailbox", sent, MAIL_SECONDS)
        told.append("SES took it")


def allowed(policy: str, directive: str, url: str) -> None:
    """What a browser would do with this address on our page, where there is one."""
    if not policy:
        return
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    for each in policy.split(";"):
        name, *sources = each.split()
        if name == directive and origin in sources:
            return
    raise Wrong(f"the page's policy has no {origin} in {directive}")


def _fields(number: str) -> Json:
    return {
        "full_name": NAME,
        "birth_date": BORN.isoformat(),
        "nationality": "TH",
        "address": {
            "line1": "99/1 Soi Sukhumvit 11",
            "city": "Bangkok",
            "postal_code": "10110",
            "country": "TH",
        },
        "document_type": "national_id",
        "document_number": number,
    }
