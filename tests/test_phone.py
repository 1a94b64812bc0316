"""A customer proves to read what is sent to the phone number on file."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.world import World
from local.world.gateway import Reply
from shared.transaction import connection
from tests.billing_helpers import wrong
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.texts_helpers import (
    PHONE,
    PRICE_UNITS,
    another_than,
    ask_for_code,
    can_text,
    confirm,
    inbox,
    later,
    newest_code,
    sms_entries,
    sms_states,
)
from tests.world_helpers import Company, Person, a_customer


@pytest.fixture
def person(company: Company) -> Person:
    """A customer with a phone, of a company that can pay for texts."""
    can_text(company)
    return a_customer(company, phone=PHONE)


def verified_at(company: Company, person: Person) -> str | None:
    shown = company.get(f"/v1/customers/{person.customer_id}").json
    return shown["phone_verified_at"]


def history_of(company: Company, person: Person) -> list[dict[str, object]]:
    return list(company.get(f"/v1/customers/{person.customer_id}/history").json["events"])


def sent_code(company: Company, person: Person) -> str:
    assert ask_for_code(company, person.customer_id).status == 201
    return newest_code(company.world)


def test_a_code_is_sent_confirmed_and_charged_once(
    world: World, company: Company, person: Person
) -> None:
    asked = ask_for_code(company, person.customer_id)

    assert asked.status == 201, asked.text
    assert asked.json["phone_last_two"] == "78"
    assert asked.json["attempts_left"] == 5
    [text] = inbox(world)
    assert (text["phone"], text["message_id"]) == (PHONE, asked.json["verification_id"])
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]
    [entry] = sms_entries()
    assert entry.event_id == f"sms:{asked.json['verification_id']}"
    assert (entry.provider_ref, entry.outcome) == (text["text_id"], "sent")

    done = confirm(company, person.customer_id, newest_code(world))

    assert done.status == 200, done.text
    assert verified_at(company, person) == done.json["phone_verified_at"]
    told = history_of(company, person)[-2:]
    assert [each["type"] for each in told] == ["phone.code_sent", "phone.verified"]
    facts = {"verification_id": asked.json["verification_id"]}
    assert [each["details"] for each in told] == [facts, facts]
    assert [each["actor"][:4] for each in told] == ["key_", "key_"]
    assert wrong(world, full=True) == {}


def test_the_code_is_nowhere_but_in_the_text(
    world: World, company: Company, person: Person
) -> None:
    code = sent_code(company, person)

    confirm(company, person.customer_id, code)

    scanned = world.client("dynamodb").scan(TableName="kyc-CasesTable")["Items"]
    assert [item for item in scanned if code in str(item)] == []
    assert [line for line in world.logs if code in line or PHONE in line] == []


def test_a_customer_may_do_it_alone(world: World, company: Company, person: Person) -> None:
    token = customer_token(company, person.customer_id)

    assert ask_for_code(company, person.customer_id, token).status == 201
    assert confirm(company, person.customer_id, newest_code(world), token).status == 200


def test_nobody_elses_phone_can_be_asked_for(
    world: World, company: Company, person: Person
) -> None:
    token = customer_token(company, a_customer(company).customer_id)

    call_must_be_refused(
        world, lambda: ask_for_code(company, person.customer_id, token), 404, "not_found"
    )


def test_five_wrong_codes_end_the_code(world: World, company: Company, person: Person) -> None:
    code = sent_code(company, person)

    wrong = [confirm(company, person.customer_id, another_than(code)) for _ in range(5)]

    assert [(each.status, each.code) for each in wrong] == [(422, "code_wrong")] * 5
    assert [each.error["attempts_left"] for each in wrong] == [4, 3, 2, 1, 0]
    call_must_be_refused(
        world, lambda: confirm(company, person.customer_id, code), 409, "code_expired"
    )
    later(seconds=61)
    assert confirm(company, person.customer_id, sent_code(company, person)).status == 200


def test_sixteen_who_guess_at_once_have_five_tries(company: Company, person: Person) -> None:
    code = sent_code(company, person)

    def guess(_: int) -> str:
        return confirm(company, person.customer_id, another_than(code)).code

    with ThreadPoolExecutor(16) as guessers:
        codes = list(guessers.map(guess, range(64)))

    assert codes.count("code_wrong") == 5
    assert set(codes) <= {"code_wrong", "code_expired", "busy"}
    assert confirm(company, person.customer_id, code).code == "code_expired"


def test_two_who_bring_the_right_code_at_once_are_both_answered(
    company: Company, person: Person
) -> None:
    code = sent_code(company, person)

    with ThreadPoolExecutor(2) as both:
        replies = list(both.map(lambda _: confirm(company, person.customer_id, code), range(2)))

    ended = [each.json["phone_verified_at"] for each in replies if each.status == 200]
    refused = [each.code for each in replies if each.status != 200]
    assert ended
    assert set(ended) == {verified_at(company, person)}
    assert set(refused) <= {"phone_already_verified"}
    types = [each["type"] for each in history_of(company, person)]
    assert types.count("phone.verified") == 1


def test_a_code_is_used_once(world: World, company: Company, person: Person) -> None:
    code = sent_code(company, person)
    done = confirm(company, person.customer_id, code)

    for call in (
        lambda: confirm(company, person.customer_id, code),
        lambda: ask_for_code(company, person.customer_id),
    ):
        again = call_must_be_refused(world, call, 409, "phone_already_verified")
        assert again.error["phone_verified_at"][:19] == done.json["phone_verified_at"][:19]


def test_a_code_is_good_for_ten_minutes(world: World, company: Company, person: Person) -> None:
    code = sent_code(company, person)
    later(minutes=10)

    call_must_be_refused(
        world, lambda: confirm(company, person.customer_id, code), 409, "code_expired"
    )


def test_without_a_code_there_is_nothing_to_confirm(
    world: World, company: Company, person: Person
) -> None:
    call_must_be_refused(
        world, lambda: confirm(company, person.customer_id, "123456"), 409, "code_expired"
    )


def test_a_new_code_takes_the_place_of_the_one_before(company: Company, person: Person) -> None:
    first = sent_code(company, person)
    later(seconds=61)
    second = sent_code(company, person)

    if first != second:
        assert confirm(company, person.customer_id, first).code == "code_wrong"
    assert confirm(company, person.customer_id, second).status == 200


def test_a_code_a_minute_and_five_a_day(world: World, company: Company, person: Person) -> None:
    sent_code(company, person)

    soon = call_must_be_refused(
        world, lambda: ask_for_code(company, person.customer_id), 429, "too_many_codes"
    )

    assert 0 < soon.error["retry_after_seconds"] <= 60
    for _ in range(4):
        later(seconds=61)
        sent_code(company, person)
    later(seconds=61)
    sixth = call_must_be_refused(
        world, lambda: ask_for_code(company, person.customer_id), 429, "too_many_codes"
    )
    assert 23 * 3600 < sixth.error["retry_after_seconds"] < 24 * 3600
    later(hours=24)
    sent_code(company, person)
    assert len(sms_states()) == len(inbox(world)) == 6


def test_who_asks_many_times_at_once_is_sent_one_code(
    world: World, company: Company, person: Person
) -> None:
    with ThreadPoolExecutor(8) as hands:
        replies = list(hands.map(lambda _: ask_for_code(company, person.customer_id), range(8)))

    assert [each.status for each in replies].count(201) == 1
    assert {each.code for each in replies} <= {"", "too_many_codes", "busy"}
    assert len(inbox(world)) == 1
    assert sms_states() == [("CAPTURED", PRICE_UNITS)]
    assert confirm(company, person.customer_id, newest_code(world)).status == 200


def test_of_two_who_ask_at_the_same_moment_one_is_sent_a_code(
    world: World, company: Company, person: Person
) -> None:
    """The second asks while the first is about to write."""
    events, faster = connection().client.meta.events, list[Reply]()

    def be_overtaken(request: Any, **_: Any) -> None:
        if b'"PHONE"' in request.body and not faster:
            faster.append(Reply(0, {}, ""))
            faster.append(ask_for_code(company, person.customer_id))

    events.register_first("before-send.dynamodb.TransactWriteItems", be_overtaken)
    try:
        slower = ask_for_code(company, person.customer_id)
    finally:
        events.unregister("before-send.dynamodb.TransactWriteItems", be_overtaken)

    assert faster[-1].status == 201
    assert (slower.status, slower.code) == (429, "too_many_codes")
    assert confirm(company, person.customer_id, newest_code(world)).status == 200


def test_another_number_has_to_be_proved_again(
    world: World, company: Company, person: Person
) -> None:
    where = f"/v1/customers/{person.customer_id}"
    unused = sent_code(company, person)
    company.patch(where, {"phone": "+66898765432"})
    call_must_be_refused(
        world, lambda: confirm(company, person.customer_id, unused), 409, "code_expired"
    )
    later(seconds=61)
    assert confirm(company, person.customer_id, sent_code(company, person)).status == 200
    assert verified_at(company, person)

    company.patch(where, {"phone": "+66811111111"})

    assert verified_at(company, person) is None
    later(seconds=61)
    sent_code(company, person)
    assert inbox(world)[-1]["phone"] == "+66811111111"


def test_there_must_be_a_phone(world: World, company: Company) -> None:
    can_text(company)
    nobody = a_customer(company)

    call_must_be_refused(world, lambda: ask_for_code(company, nobody.customer_id), 422, "no_phone")
    call_must_be_refused(
        world, lambda: confirm(company, nobody.customer_id, "123456"), 422, "no_phone"
    )


@pytest.mark.parametrize("code", ["12345", "1234567", "12345a", " 123456", "１２３４５６", ""])
def test_a_code_is_six_digits(world: World, company: Company, person: Person, code: str) -> None:
    sent_code(company, person)

    reply = confirm(company, person.customer_id, code)

    assert (reply.status, reply.code) in {(400, "invalid_request"), (422, "code_wrong")}
