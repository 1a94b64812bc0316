"""One member of staff with every credential that they can make, and what they send with each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from local.world.gateway import Reply
from tests.bank_helpers import NUMBER, where
from tests.papers_helpers import staff_uploaded
from tests.world_helpers import Company, Person, approval, kinds_for, uploaded

TEST = {"mode": "test"}
ALL_OF_TIER_1: dict[str, Any] = {"tier": 1}
BANK_BOOK: dict[str, Any] = {"tier": 2, "items": ["bank_book"]}


@dataclass(frozen=True)
class Sender:
    """`who` is their staff token, `token` what they send a customer's evidence with."""

    company: Company
    who: str
    token: str
    uploads: Callable[[Company, Person, str], str]


def link_of(company: Company, who: str, person: Person, asked: dict[str, Any]) -> str:
    """The token that a link is swapped for, which a member of staff was shown."""
    made = company.review(f"/customers/{person.customer_id}/links", asked, by=who)
    assert made.status == 201, made.text
    return swapped(company, made.json["token"])


def swapped(company: Company, secret: str) -> str:
    answer = company.world.api.post("/v1/links/exchange", {"token": secret})
    assert answer.status == 200, answer.text
    return str(answer.json["access_token"])


def by_link(company: Company, who: str, person: Person, asked: dict[str, Any]) -> Sender:
    return Sender(company, who, link_of(company, who, person, asked), uploaded)


def by_reply(company: Company, who: str, person: Person, asked: dict[str, Any]) -> Sender:
    """From the text that staff paste into a reply."""
    body = {"tier": asked["tier"]}
    text = company.review(f"/customers/{person.customer_id}/support-text", body, by=who)
    assert text.status == 201, text.text
    return Sender(company, who, swapped(company, _secret(text.json["text"])), uploaded)


def by_mailed_link(company: Company, who: str, person: Person, asked: dict[str, Any]) -> Sender:
    """Only the customer's mailbox has the secret; who asked for it could have that one too."""
    path, body = f"/customers/{person.customer_id}/links", asked | {"send": "email"}
    assert company.review(path, body, by=who).status == 201
    return Sender(company, who, swapped(company, _secret(company.world.emails[-1].text)), uploaded)


def _secret(text: str) -> str:
    return text.partition("#t=")[2].split()[0]


def a_key_of(company: Company, who: str) -> str:
    made = company.world.api.post("/v1/keys", {"name": "their own", "mode": "test"}, who)
    assert made.status == 201, made.text
    return str(made.json["secret"])


def by_key(company: Company, who: str, _person: Person, _asked: dict[str, Any]) -> Sender:
    return Sender(company, who, a_key_of(company, who), uploaded)


def by_key_and_link(company: Company, who: str, person: Person, asked: dict[str, Any]) -> Sender:
    """A link that was made with the key that they made."""
    path, key = f"/v1/customers/{person.customer_id}/links", a_key_of(company, who)
    made = company.world.api.post(path, asked, key)
    return Sender(company, who, swapped(company, made.json["token"]), uploaded)


def by_upload(company: Company, who: str, person: Person, _asked: dict[str, Any]) -> Sender:
    """The company sends the rest with its own key."""

    def theirs(company: Company, person: Person, kind: str) -> str:
        return staff_uploaded(company, person, kind, by=who, whose=person.customer_id)

    return Sender(company, who, company.token, theirs)


WAYS: dict[str, Callable[[Company, str, Person, dict[str, Any]], Sender]] = {
    "a link they made": by_link,
    "a link in a reply": by_reply,
    "a link they had mailed": by_mailed_link,
    "a key they made": by_key,
    "a link made with their key": by_key_and_link,
    "an upload they made": by_upload,
}


def tries(sender: Sender, person: Person) -> Reply:
    """A tier 1 submission that comes that way."""
    using = replace(sender.company, token=sender.token)
    files = [sender.uploads(using, person, kind) for kind in kinds_for(person.fields)]
    body = {"tier": 1, "fields": person.fields, "uploads": files}
    return using.post(f"/v1/customers/{person.customer_id}/submissions", body)


def submits(sender: Sender, person: Person) -> str:
    """The id of one that waits."""
    sent = tries(sender, person)
    assert sent.status == 201, sent.text
    sender.company.world.settle()
    return str(sent.json["submission_id"])


def sends_account(sender: Sender, person: Person, number: str = NUMBER) -> int:
    """The version of the account that came that way and waits."""
    using = replace(sender.company, token=sender.token)
    body = {
        "bank_code": "004",
        "account_number": number,
        "account_name": "Somchai Jaidee",
        "bank_book_upload_id": sender.uploads(using, person, "bank_book"),
    }
    sent = using.world.api.put(where(person), body, using.token)
    assert sent.status == 200, sent.text
    return int(sent.json["version"])


def approves(company: Company, who: str, submission_id: str, revision: int = 1) -> Reply:
    body = approval(company, submission_id, revision)
    return company.review(f"/tasks/{submission_id}/approve", body, by=who)


def verifies(company: Company, who: str, person: Person, version: int) -> Reply:
    path = f"/bank-accounts/{person.customer_id}/verify"
    return company.review(path, {"version": version}, by=who)
