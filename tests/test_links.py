"""A customer is sent a one-time link for exactly what is missing, and it can be taken back."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.world import World
from local.world.gateway import Reply
from shared.item_texts import item_texts
from shared.languages import LANGUAGES
from submit import links
from tests.refusal_helpers import call_must_be_refused, everything_stored
from tests.world_helpers import (
    Company,
    Person,
    a_customer,
    asked_to_correct,
    backdate,
    kinds_for,
    picture,
    submitted,
    uploaded,
)

TITLES = {
    "en": "Documents needed for your identity check",
    "th": "เอกสารที่ต้องใช้สำหรับการยืนยันตัวตนของคุณ",
    "zh-CN": "您的身份认证需要补充资料",
}


def where(person: Person) -> str:
    return f"/customers/{person.customer_id}/links"


def sent_link(company: Company, person: Person, key: str | None = None, **asked: Any) -> Reply:
    body = {"tier": 1, "send": "email"} | asked
    return company.post(f"/v1{where(person)}", body, key=key)


def token_in_mail(company: Company) -> str:
    text = company.world.emails[-1].text
    return "lt_" + text.partition("#t=lt_")[2].split()[0]


def exchanged(company: Company, token: str) -> Reply:
    return company.world.api.post("/v1/links/exchange", {"token": token})


def statuses(company: Company, person: Person) -> list[str]:
    return [each["status"] for each in company.review(where(person)).json["links"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_names_exactly_what_is_missing_and_how_to_satisfy_it(
    company: Company, language: str
) -> None:
    person = a_customer(company, language=language)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "id_front", "The number is covered by light.")
    told = company.review(where(person), {"tier": 1, "send": "email"}).json

    mail, words = company.world.emails[-1], item_texts(language)
    assert (mail.to, mail.subject) == ([person.email], TITLES[language])
    assert words.label("id_front") in mail.text
    assert words.satisfied_by("id_front") in mail.text
    assert "The number is covered by light." in mail.text
    assert not [item for item in person.fields | {"selfie": 1} if words.label(item) in mail.text]
    assert told["expires_at"][:16].replace("T", " ") in mail.text
    assert (told["email"], told["items"]) == ("sent", ["id_front"])
    assert (told["token"], told["url"]) == (None, None)
    access = exchanged(company, token_in_mail(company)).json
    [asked] = access["items"]
    assert (asked["label"], asked["satisfied_by"]) == (
        words.label("id_front"),
        words.satisfied_by("id_front"),
    )


def test_a_link_opens_what_it_asks_for_and_nothing_else(company: Company) -> None:
    person = a_customer(company)
    submission_id = submitted(company, person)
    asked_to_correct(company, submission_id, "selfie")
    sent_link(company, person)
    token = exchanged(company, token_in_mail(company)).json["access_token"]
    post, announce = company.world.api.post, company.world.announce
    old, content = uploaded(company, person, "id_front"), b"never sent"
    resubmit = f"/v1/submissions/{submission_id}/resubmit"

    beyond = [
        lambda: announce(person.customer_id, "address_proof", content, "image/png", token),
        lambda: post(resubmit, {"fields": {"full_name": "Somchai Rakdee"}}, token),
        lambda: post(resubmit, {"uploads": [old]}, token),
    ]
    for call, item in zip(beyond, ["address_proof", "full_name", "id_front"], strict=True):
        refused = call_must_be_refused(company.world, call, 403, "item_not_in_link")
        assert refused.error["items"] == [item]

    upload = company.world.upload
    sent = upload(person.customer_id, "selfie", picture("selfie"), "image/jpeg", token)
    fresh = sent.json["upload_id"]
    done = post(resubmit, {"uploads": [fresh]}, token)
    assert (done.status, done.json["status"]) == (200, "pending")


def test_what_was_uploaded_already_goes_along_with_what_the_link_asks_for(
    company: Company,
) -> None:
    person = a_customer(company)
    uploaded(company, person, "selfie")
    told = sent_link(company, person).json
    assert "selfie" not in told["items"]
    assert "Selfie" not in company.world.emails[-1].text
    assert "Passport photo page (if Document type is: passport)" in company.world.emails[-1].text

    access = exchanged(company, token_in_mail(company)).json
    token, path = access["access_token"], f"/v1/customers/{person.customer_id}"
    assert access["along"] == ["selfie"]
    tier = company.world.api.get(f"{path}/requirements", token).json["tiers"][0]
    along = [each["upload_id"] for each in tier["items"] if each["status"] == "uploaded"]
    files = [uploaded(company, person, kind) for kind in kinds_for(person.fields)[:-1]]
    body = {"tier": 1, "fields": person.fields, "uploads": [*files, *along]}
    assert company.world.api.post(f"{path}/submissions", body, token).status == 201
    company.world.settle()


def test_a_repeated_request_sends_nothing_again(company: Company) -> None:
    person = a_customer(company)
    first = sent_link(company, person, key="once")

    again = sent_link(company, person, key="once")

    assert (again.status, again.text) == (201, first.text)
    assert len(company.world.emails) == 1
    assert statuses(company, person) == ["active"]
    assert token_in_mail(company) not in str(everything_stored(company.world))
    steps = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    assert [each["type"] for each in steps[1:]] == ["link.created", "link.emailed"]


def test_a_mail_that_failed_is_told_and_the_next_link_is_sent(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_customer(company)
    refused = {"Error": {"Code": "TooManyRequestsException"}}

    def refuse(**_: Any) -> None:
        raise ClientError(refused, "SendEmail")

    with monkeypatch.context() as patched:
        patched.setattr(links.ses, "send_email", refuse)
        failed = [sent_link(company, person, key="first").json["email"] for _ in range(2)]
    sent = sent_link(company, person, key="second").json["email"]

    assert (failed, sent) == (["failed", "failed"], "sent")
    listed = company.get(f"/v1{where(person)}").json["links"]
    assert [each["email"] for each in listed] == ["sent", "failed"]


def test_a_revoked_link_and_the_token_from_it_open_nothing(world: World, company: Company) -> None:
    person = a_customer(company)
    sent_link(company, person)
    first, token = company.review(where(person)).json["links"][0], token_in_mail(company)
    access = exchanged(company, token).json["access_token"]
    sent_link(company, person)
    second, unused = company.review(where(person)).json["links"][0], token_in_mail(company)
    assert statuses(company, person) == ["active", "used"]

    paths = [f"/v1{where(person)}/{each['link_id']}" for each in (first, second)]
    done = world.api.delete(
        f"/v1/review{where(person)}/{first['link_id']}", company.reviewer, query={"mode": "test"}
    )
    again = world.api.delete(paths[0], company.token)
    world.api.delete(paths[1], company.token)

    assert (done.json["status"], again.json) == ("revoked", done.json)
    assert statuses(company, person) == ["revoked", "revoked"]
    assert exchanged(company, unused).code == "link_unusable"
    seen = world.api.get(f"/v1/customers/{person.customer_id}", access)
    assert (seen.status, seen.code) == (401, "unauthenticated")
    assert world.api.delete(paths[1], company.live_token).code == "not_found"
    sent_link(company, person)
    backdate(world, "expires_at")
    assert statuses(company, person)[0] == "expired"


def test_a_link_that_nobody_could_use_is_not_made(company: Company) -> None:
    nobody, waiting = a_customer(company, email=None), a_customer(company)
    submitted(company, waiting)

    refusals = [
        (lambda: sent_link(company, nobody), "no_email"),
        (lambda: sent_link(company, waiting), "nothing_missing"),
        (lambda: sent_link(company, waiting, items=["horoscope"]), "invalid_fields"),
        (lambda: sent_link(company, waiting, tier=3, items=["selfie.eye", "x1"]), "invalid_fields"),
        (
            lambda: company.review(f"/customers/{waiting.customer_id}/support-text", {"tier": 1}),
            "nothing_missing",
        ),
    ]

    for call, code in refusals:
        call_must_be_refused(company.world, call, 422, code)


@pytest.mark.parametrize(
    ("language", "begins", "line"),
    [
        ("en", "Dear customer,", "- Proof of address: A utility bill"),
        ("th", "เรียน คุณลูกค้า", "- หลักฐานที่อยู่: ใบแจ้งค่าสาธารณูปโภค"),
        ("zh-CN", "客户，您好：", "- 住址证明：载有您姓名和住址"),
    ],
)
def test_staff_get_a_text_for_their_reply_with_or_without_a_fresh_link(
    company: Company, language: str, begins: str, line: str
) -> None:
    person = a_customer(company, language="en")
    path = f"/v1/review/customers/{person.customer_id}/support-text"
    query = {"mode": "test", "language": language, "tier": "2"}

    plain = company.world.api.get(path, company.reviewer, query=query).json
    body = {"tier": 2, "language": language}
    query = {"mode": "test"}
    made = company.world.api.post(path, body, company.reviewer, query=query, key="text").json
    again = company.world.api.post(path, body, company.reviewer, query=query, key="text").json

    assert plain["text"].startswith(begins)
    assert line in plain["text"]
    assert ("lt_" in plain["text"], "48" in plain["text"]) == (False, True)
    assert plain["items"][0]["item"] == "address_proof"
    assert "#t=lt_" in made["text"]
    assert again == made | {"text": plain["text"]}
    assert statuses(company, person) == ["active"]
