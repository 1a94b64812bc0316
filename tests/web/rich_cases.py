"""Cases with more than one person's photos: a recorded video, live face checks, a business."""

import base64
import secrets
from datetime import date
from functools import partial

from playwright.sync_api import Page
from stdnum.th import moa

from local import automatic, specimens
from local.client import Json, wait_for, wait_for_task
from local.people import Company, operator_of
from local.stack import Stack
from tests.web.cases import ADDRESS, Cases

PAPERS = ("company_registration", "articles_of_association", "certificate_of_incorporation")
# Two seconds of a moving square, recorded as a phone's browser does.
RECORD = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 240});
  const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: "video/webm"});
  const parts = [];
  recorder.ondataavailable = event => parts.push(event.data);
  const paint = canvas.getContext("2d");
  const drawing = setInterval(() => {
    paint.fillStyle = `hsl(${performance.now() / 10 % 360} 80% 50%)`;
    paint.fillRect(0, 0, 320, 240);
  }, 40);
  recorder.start();
  await new Promise(done => setTimeout(done, 2000));
  clearInterval(drawing);
  await new Promise(done => { recorder.onstop = done; recorder.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(bytes.reduce((all, each) => all + String.fromCharCode(each), ""));
}"""


def recorded(page: Page) -> bytes:
    """A WebM that does not say how long it is."""
    told: str = page.evaluate(RECORD)
    return base64.b64decode(told)


def after_face_checks(stack: Stack, company: Company, cases: Cases, *outcomes: str) -> str:
    """A mainland customer of the lender who did each check so; returns the submission's id."""
    billing = company.staff(stack, company.billing)
    automatic.switch_on(operator_of(stack, company.password), cases.colleague, billing, "10")
    customer_id = automatic.create_mainlander(cases.back_end)
    person = automatic.mainlander(secrets.randbelow(10**8))
    submission_id = automatic.submit(cases.back_end, customer_id, person)
    for attempt, outcome in enumerate(outcomes, start=1):
        page = wait_for("the attempt", partial(_page, cases, submission_id, attempt))
        automatic.show_face(page["url"], outcome)
    wait_for_task(cases.review, submission_id, 1)
    return submission_id


def of_business(cases: Cases, owner: str) -> str:
    """Half of it is `owner`'s, who is its director, too; its tier 1 waits. The submission's id."""
    business = cases.empty_business()
    cases.add_person(business, owner, ["director", "shareholder"], "50")
    digits = f"0105{secrets.randbelow(10**8):08d}"
    fields = {
        "legal_name": "Chao Phraya Trading Co., Ltd.",
        "registration_number": digits + moa.calc_check_digit(digits),
        "incorporated_on": "2016-04-13",
        "registered_address": ADDRESS,
    }
    paper = specimens.utility_bill_pdf("Chao Phraya", "Bangkok", date(2026, 11, 1))
    uploads = [cases.back_end.upload(business, kind, paper, "application/pdf") for kind in PAPERS]
    sent = cases.back_end.post(
        f"/v1/customers/{business}/submissions", {"tier": 1, "fields": fields, "uploads": uploads}
    )
    wait_for_task(cases.review, sent["submission_id"], 1)
    return str(sent["submission_id"])


def _page(cases: Cases, submission_id: str, attempt: int) -> Json | None:
    """None while it is still the attempt before."""
    found = automatic.wait_for_page(cases.back_end, submission_id)
    return found if found["attempt"] == attempt else None
