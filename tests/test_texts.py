"""Text messages are the second metered service: paid in advance, sent once, never overdrawn."""

import pytest

from billing.wording import CODE, NOTICE, SENDER, code_text, notice_text, sender
from local.world import World
from review.notices import texts as notices_in
from tests.billing_helpers import priced, wrong
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.texts_helpers import (
    PHONE,
    PRICE,
    PRICE_UNITS,
    a_live_customer,
    ask_for_code,
    can_text,
    code_in,
    confirm,
    inbox,
    later,
    money,
    on_phones,
    sms_states,
    wants_texts,
)
from tests.world_helpers import (
    Company,
    a_customer,
    approved,
    asked_to_correct,
    rejected,
    resubmitted,
    submitted,
)


# ── who carries them ──────────────────────────────────────────────────────────────────────────
def test_a_live_code_goes_to_the_phone(world: World, company: Company) -> None:
    can_text(company, "live")
    customer_id = a_live_customer(company)

    assert ask_for_code(company, customer_id, company.live_token).status == 201

    [(phone, text)] = on_phones(world)
    assert phone == PHONE
    assert inbox(world) == []
    assert confirm(company, customer_id, code_in(text), company.live_token).status == 200
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]


def test_a_test_reaches_nobodys_phone(world: World, company: Company) -> None:
    can_text(company)

    ask_for_code(company, a_customer(company, phone=PHONE).customer_id)

    assert on_phones(world) == []
    assert [each["phone"] for each in inbox(world)] == [PHONE]


def test_the_inbox_opens_for_the_contracts_secret_only(world: World) -> None:
    body = {"message_id": "x", "phone": PHONE, "text": "hello"}

    assert world.sandbox.get("/__sim/texts", "guessed").status == 403
    assert world.sandbox.post("/sms/messages", body, "guessed").status == 403


# ── money ─────────────────────────────────────────────────────────────────────────────────────
def test_without_a_price_there_are_no_texts(world: World, company: Company) -> None:
    person = a_customer(company, phone=PHONE)

    call_must_be_refused(
        world, lambda: ask_for_code(company, person.customer_id), 422, "sms_not_offered"
    )


def test_an_empty_account_sends_nothing_and_is_not_charged(world: World, company: Company) -> None:
    priced(world, PRICE, "sms")
    person = a_customer(company, phone=PHONE)

    refused = ask_for_code(company, person.customer_id)

    assert (refused.status, refused.code) == (422, "sms_suspended")
    assert inbox(world) == []
    assert sms_states() == [("DECLINED", PRICE_UNITS)]
    assert money(company) == (0, 0, 0)
    assert wrong(world, full=True) == {}


def test_what_was_declined_does_not_use_up_the_day(world: World, company: Company) -> None:
    priced(world, PRICE, "sms")
    person = a_customer(company, phone=PHONE)
    for _ in range(5):
        assert ask_for_code(company, person.customer_id).code == "sms_suspended"
        later(seconds=61)

    can_text(company)

    assert ask_for_code(company, person.customer_id).status == 201


# ── notices ───────────────────────────────────────────────────────────────────────────────────
def test_a_decision_is_told_by_text_once_however_often_it_is_delivered(
    world: World, company: Company
) -> None:
    can_text(company)
    wants_texts(company)
    person = a_customer(company, phone=PHONE)
    approved(company, submitted(company, person))
    [text] = inbox(world)
    number = company.get(f"/v1/customers/{person.customer_id}/notifications").json
    [notice] = number["notifications"]
    assert notice["title"] in text["text"]
    event_number = notice["notification_id"].removeprefix("ntf_")
    assert text["message_id"] == f"{person.customer_id}:{event_number}"

    with nothing_must_change(world):
        for _ in range(3):
            [execution] = world.executions
            assert world.run("TextCustomer", execution.input) == {"wanted": False}

    assert len(inbox(world)) == 1
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]
    events = company.get(f"/v1/customers/{person.customer_id}/history").json["events"]
    texted = [each for each in events if each["type"] == "notification.texted"]
    assert [each["details"]["notification_id"] for each in texted] == [notice["notification_id"]]


def test_every_round_is_told(world: World, company: Company) -> None:
    can_text(company)
    wants_texts(company)
    submission_id = submitted(company, a_customer(company, phone=PHONE, language="th"))

    asked_to_correct(company, submission_id, "full_name")
    resubmitted(company, submission_id, fields={"full_name": "Somchai Corrected"})
    approved(company, submission_id, revision=2)

    assert len(inbox(world)) == 2
    assert "Somchai" not in str(inbox(world))
    entered = [each.states.count("TextCustomer") for each in world.executions]
    assert entered == [1, 1]


def test_who_did_not_ask_for_texts_pays_for_no_step(world: World, company: Company) -> None:
    can_text(company)

    rejected(company, submitted(company, a_customer(company, phone=PHONE)), "other", "No.")

    [execution] = world.executions
    assert "TextCustomer" not in execution.states
    assert inbox(world) == []


def test_a_customer_without_a_phone_hears_by_email(world: World, company: Company) -> None:
    can_text(company)
    wants_texts(company)

    approved(company, submitted(company, a_customer(company)))

    assert (inbox(world), sms_states()) == ([], [])
    assert len(world.emails) == 1


def test_suspended_texts_leave_the_email_and_the_app_going(world: World, company: Company) -> None:
    priced(world, PRICE, "sms")
    wants_texts(company)
    person = a_customer(company, phone=PHONE)

    approved(company, submitted(company, person))

    assert inbox(world) == []
    assert sms_states() == [("DECLINED", PRICE_UNITS)]
    assert len(world.emails) == 1
    shown = company.get(f"/v1/customers/{person.customer_id}/notifications").json
    assert len(shown["notifications"]) == 1
    assert [each.status for each in world.executions] == ["SUCCEEDED"]


def test_a_text_that_was_declined_stays_unsent_after_a_top_up(
    world: World, company: Company
) -> None:
    priced(world, PRICE, "sms")
    wants_texts(company)
    approved(company, submitted(company, a_customer(company, phone=PHONE)))
    can_text(company)

    world.run("TextCustomer", world.executions[0].input)

    assert inbox(world) == []


# ── what they say ─────────────────────────────────────────────────────────────────────────────
def segments(text: str) -> int:
    """How many a phone network makes of it: 7-bit letters where all are, else 16-bit ones."""
    if text.isascii():
        return 1 if len(text) <= 160 else -(-len(text) // 153)
    letters = len(text.encode("utf-16-le")) // 2
    return 1 if letters <= 70 else -(-letters // 67)


@pytest.mark.parametrize("phone", [PHONE, "+8613800138000"])
@pytest.mark.parametrize("language", CODE)
def test_a_text_takes_two_segments_at_most(language: str, phone: str) -> None:
    company = "The Siam Lending and Savings Company of Bangkok"
    titles = [each["title"].format(tier=3) for each in notices_in(language)["outcomes"].values()]

    who = sender(language, company, phone, registered="暹罗身份验证服务平台中国分公司一")
    texts = [who + code_text(language, "402913")]
    texts += [who + notice_text(language, title) for title in titles]

    assert [text for text in texts if segments(text) > 2] == []


def test_texts_speak_every_language_of_the_notices() -> None:
    for language in ("en", "th", "zh-CN"):
        assert language in CODE
        assert language in NOTICE
        assert language in SENDER
