"""The automatic way as its people take it: operator, billing staff, a mainland customer's phone."""

import json
import secrets
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

from local import specimens
from local.client import TIMEOUT_SECONDS, Api, Json, Refused, wait_for
from local.stack import NAME, Stack

PRICES = {"faceid": "3.5000", "sms": "0.0450"}
CNY_PER_USDT = "7.1834"


def set_terms(operator: Api) -> None:
    """Prices and the rate, once; what has been set already stays."""
    priced = {each["service"] for each in operator.get("/v1/operator/prices")["prices"]}
    for service in PRICES.keys() - priced:
        asked = {"service": service, "price": PRICES[service], "currency": "CNY"}
        with suppress(Refused):
            operator.post("/v1/operator/prices", asked)
    if not operator.get("/v1/operator/rates")["rates"]:
        operator.post("/v1/operator/rates", {"cny_per_usdt": CNY_PER_USDT})


def deposit(operator: Api, company_id: str, amount: str, mode: str = "test") -> None:
    """USDT that arrived for the company's administrator account."""
    reference = f"tx-{secrets.token_hex(8)}"
    given = {"company_id": company_id, "mode": mode, "amount": amount, "currency": "USDT"}
    operator.post("/v1/operator/deposits", given | {"reference": reference})


def top_up(billing: Api, amount: str) -> Json:
    """USDT becomes CNY at the rate of a quote."""
    paid = {"amount": amount, "currency": "USDT"}
    quote = billing.post("/v1/billing/quotes", paid)
    asked = {"request_id": secrets.token_hex(8), "quote_id": quote["quote_id"]}
    return billing.post("/v1/billing/top-ups", asked | paid)


def switch_on(operator: Api, admin: Api, billing: Api, amount_usdt: str) -> Json:
    """From a new company to one whose mainland customers are checked by FaceID."""
    set_terms(operator)
    company_id = admin.get("/v1/settings")["company_id"]
    deposit(operator, company_id, amount_usdt)
    admin.patch("/v1/settings", {"automatic": True})
    return top_up(billing, amount_usdt)


def wait_for_page(back_end: Api, submission_id: str) -> Json:
    """The hand-off: the machine has it a moment after the submission."""

    def look() -> Json | None:
        try:
            return back_end.post(f"/v1/submissions/{submission_id}/liveness")
        except Refused as refused:
            if refused.code != "liveness_not_ready":
                raise
            return None

    return wait_for("the page of the live face check", look)


def mainlander(seed: int) -> Json:
    """Tier 1's fields of a lender, with a resident ID card; another seed is somebody else."""
    born = specimens.adult_birth_date(seed)
    return {
        "full_name": "王小明",
        "birth_date": born.isoformat(),
        "nationality": "CN",
        "address": {
            "line1": "测试路1号",
            "city": "北京",
            "postal_code": "100000",
            "country": "CN",
        },
        "document_type": "national_id",
        "document_number": specimens.chinese_id(born, "male", seed),
    }


def a_phone() -> str:
    """A mobile number of the mainland; everybody has their own."""
    return f"+86138{secrets.randbelow(10**8):08d}"


def create_mainlander(back_end: Api, **told: Any) -> str:
    mark = secrets.token_hex(4)
    made = back_end.post(
        "/v1/customers",
        {
            "external_id": f"cn-{mark}",
            "country": "CN",
            "language": "zh-CN",
            "email": f"xiaoming-{mark}@example.com",
            "phone": a_phone(),
        }
        | told,
    )
    return str(made["customer_id"])


def submit(back_end: Api, customer_id: str, fields: Json) -> str:
    """Both sides of the card and a selfie; returns the submission's id."""
    name, number = fields["full_name"], fields["document_number"]
    born = date.fromisoformat(fields["birth_date"])
    files = {
        "id_front": specimens.id_card(name, number, born, "front"),
        "id_back": specimens.id_card(name, number, born, "back"),
        "selfie": specimens.selfie(number),
    }
    uploads = [
        back_end.upload(customer_id, kind, content, "image/jpeg") for kind, content in files.items()
    ]
    asked = {"tier": 1, "fields": fields, "uploads": uploads}
    sent = back_end.post(f"/v1/customers/{customer_id}/submissions", asked)
    return str(sent["submission_id"])


def bill_of_sandbox(stack: Stack) -> str:
    """The pretend FaceID's bill, in the form of the real one's monthly file."""
    answer = requests.get(
        f"{stack.sandbox_url}/__sim/billing",
        params={"format": "csv"},
        headers={"Authorization": f"Bearer {faceid_secret(stack)}"},
        timeout=TIMEOUT_SECONDS,
    )
    answer.raise_for_status()
    return answer.text


def faceid_secret(stack: Stack) -> str:
    found = stack.client("cloudformation").describe_stack_resource(
        StackName=NAME, LogicalResourceId="FaceidSecret"
    )
    arn = found["StackResourceDetail"]["PhysicalResourceId"]
    secret = stack.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    return str(json.loads(secret)["api_secret"])


def show_face(url: str, outcome: str = "", *, go_back: bool = True) -> None:
    """The person opens the pretend FaceID's page, presses a button, and the browser returns."""
    with requests.Session() as phone:
        phone.trust_env = "127.0.0.1" not in url
        page = phone.get(url, timeout=TIMEOUT_SECONDS)
        page.raise_for_status()
        form = _form(page.text)
        # Browsers resolve a form's address by the page's.
        where = urljoin(url, form.action)
        sent = form.fields | ({"sim": outcome} if outcome else {})
        done = phone.post(where, data=sent, timeout=TIMEOUT_SECONDS)
        done.raise_for_status()
        if go_back:
            form = _form(done.text)
            back = phone.post(
                form.action, data=form.fields, timeout=TIMEOUT_SECONDS, allow_redirects=False
            )
            back.raise_for_status()


class _Form(HTMLParser):
    """The page's form: where it goes, and its hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = found.get("action", "")
        if tag == "input" and found.get("type") == "hidden":
            self.fields[found["name"]] = found.get("value", "")


def _form(page: str) -> _Form:
    form = _Form()
    form.feed(page)
    return form
