"""What operators book by hand, and the warning when a balance runs low."""

from typing import Any

from botocore.exceptions import ClientError

from billing import balances
from billing.slots import set_slots
from billing.tables import Account
from local.world import World
from shared.company_settings import CompanySettings, settings_key
from shared.tenant import Tenant
from tests.billing_helpers import (
    charged,
    deposited,
    event_id_of,
    operate,
    operator,
    priced,
    rated,
    reserved,
    told,
    topped_up,
    with_money,
)
from tests.refusal_helpers import call_must_be_refused
from tests.world_helpers import Company, a_company

NOBODY = "co_01JD8Z0Q2R4S6T8V0W2X4Y6Z8A"


def deposit_body(company: Company, **changes: Any) -> dict[str, Any]:
    body = {"company_id": company.company_id, "mode": "live", "amount": "100"}
    return body | {"currency": "USDT", "reference": "tx-1"} | changes


def correction(company: Company, amount: str = "-1.5000") -> dict[str, Any]:
    body = {"company_id": company.company_id, "mode": "live", "amount": amount}
    return body | {"currency": "CNY", "reason": "Credited twice."}


def it_must_be_refused(
    world: World, path: str, body: Any, status: int, code: str, by: str = "ana"
) -> None:
    token = operator(world, by)
    call_must_be_refused(
        world, lambda: world.api.post(f"/v1/operator{path}", body, token), status, code
    )


def test_a_deposit_is_booked_once_for_its_reference(world: World, company: Company) -> None:
    first = operate(world, "/deposits", deposit_body(company))

    again = operate(world, "/deposits", deposit_body(company))

    assert again == first
    assert first["entry"]["amount"] == {"amount": "100.000000", "currency": "USDT"}
    assert told(company, "/balance")["usdt_available"]["amount"] == "100.000000"
    other = a_company(world, "Other")
    for body in (deposit_body(company, amount="200"), deposit_body(other)):
        it_must_be_refused(world, "/deposits", body, 409, "reference_reused")


def test_nothing_is_booked_for_a_company_that_does_not_exist(
    world: World, company: Company
) -> None:
    unknown = {"company_id": NOBODY}
    it_must_be_refused(world, "/deposits", deposit_body(company) | unknown, 404, "not_found")
    it_must_be_refused(world, "/adjustments", correction(company) | unknown, 404, "not_found")
    malformed = {"company_id": "co_1"}
    it_must_be_refused(
        world, "/deposits", deposit_body(company) | malformed, 400, "invalid_request"
    )


def test_a_correction_needs_two_people(world: World, company: Company) -> None:
    with_money(company, "10")
    proposed = operate(world, "/adjustments", correction(company))
    where = f"/adjustments/{proposed['adjustment_id']}/apply"
    assert told(company, "/balance")["available"]["amount"] == "71.8340"

    it_must_be_refused(world, where, {}, 422, "same_person")
    applied = operate(world, where, {}, by="bo")

    assert told(company, "/balance")["available"]["amount"] == "70.3340"
    assert applied["applied_by"] != applied["proposed_by"]
    assert applied["amount"] == {"amount": "-1.5000", "currency": "CNY"}
    ana = operator(world)
    assert world.api.get("/v1/operator/adjustments", ana).json["adjustments"] == [applied]
    row = told(company, "/entries", type="adjustment")["entries"][0]
    assert (row["amount"]["amount"], row["reason"]) == ("-1.5000", "Credited twice.")


def test_a_correction_is_applied_once_however_often_it_is_asked_for(
    world: World, company: Company
) -> None:
    with_money(company, "10")
    proposed = operate(world, "/adjustments", correction(company, "5"))
    where = f"/adjustments/{proposed['adjustment_id']}/apply"
    first = operate(world, where, {}, by="bo")

    again = operate(world, where, {}, by="chi")

    assert again == first
    assert operate(world, where, {}) == first
    assert told(company, "/balance")["available"]["amount"] == "76.8340"


def test_a_correction_never_makes_a_balance_negative(world: World, company: Company) -> None:
    with_money(company, "1")
    proposed = operate(world, "/adjustments", correction(company, "-7.1835"))
    where = f"/adjustments/{proposed['adjustment_id']}/apply"

    it_must_be_refused(world, where, {}, 422, "insufficient_balance", by="bo")
    unknown = "/adjustments/adj_01JD8Z6N8Q0S2T4W6Y8A0C2E4G/apply"
    it_must_be_refused(world, unknown, {}, 404, "not_found", by="bo")


def test_a_charge_is_given_back_at_most_once(world: World, company: Company) -> None:
    with_money(company)
    charge = {"entry_id": event_id_of(charged(company)), "reason": "Our camera was broken."}
    first = operate(world, "/reversals", charge)

    again = operate(world, "/reversals", charge)

    assert again == first
    assert first["entry"]["amount"]["amount"] == "1.0000"
    assert told(company, "/balance")["available"]["amount"] == "718.3400"
    it_must_be_refused(world, "/reversals", charge | {"reason": "Other."}, 409, "already_reversed")
    it_must_be_refused(world, "/reversals", charge, 409, "already_reversed", by="bo")


def test_only_charges_are_given_back(world: World, company: Company) -> None:
    with_money(company)
    held = reserved(company)
    top_up = told(company, "/entries", type="top_up")["entries"][0]["entry_id"]

    for entry_id, status, code in (
        (f"faceid:{held['submission_id']}:1", 422, "not_reversible"),
        (top_up, 422, "not_reversible"),
        ("faceid:nothing:1", 404, "not_found"),
        ("no such thing", 400, "invalid_request"),
    ):
        body = {"entry_id": entry_id, "reason": "please"}
        it_must_be_refused(world, "/reversals", body, status, code)


def warn_below(company: Company, units: int, emails: list[str]) -> None:
    chosen = CompanySettings(*settings_key(Tenant(company.company_id, "live")))
    chosen.low_balance_units, chosen.billing_emails = units, emails
    chosen.save()


def test_staff_are_told_once_that_the_balance_is_low(world: World, company: Company) -> None:
    with_money(company, "1")
    warn_below(company, 70_000, ["nok@example.com", "boss@example.com"])
    world.run("WatchBalances")
    assert world.emails == []
    assert told(company, "/balance")["is_low"] is False

    charged(company)
    for _ in range(3):
        world.run("WatchBalances")

    (email,) = world.emails
    assert email.to == ["nok@example.com", "boss@example.com"]
    assert "Siam Lending" in email.subject
    assert "6.1834 CNY" in email.text
    assert "7.0000 CNY" in email.text
    balance = told(company, "/balance")
    assert (balance["is_low"], balance["low_balance"]["amount"]) == (True, "7.0000")


def test_staff_are_told_again_after_the_balance_had_recovered(
    world: World, company: Company
) -> None:
    with_money(company, "1")
    warn_below(company, 80_000, ["nok@example.com"])
    world.run("WatchBalances")
    deposited(company)
    topped_up(company, "1")
    world.run("WatchBalances")

    warn_below(company, 200_000, ["nok@example.com"])
    world.run("WatchBalances")

    assert len(world.emails) == 2


def test_staff_are_told_of_an_account_that_nobody_has_paid_into(
    world: World, company: Company
) -> None:
    warn_below(company, 70_000, ["nok@example.com"])

    first, second = world.run("WatchBalances"), world.run("WatchBalances")

    assert (first, second) == ({"told": 1}, {"told": 0})
    (email,) = world.emails
    assert "0.0000 CNY" in email.text
    with_money(company, "10")
    world.run("WatchBalances")
    warn_below(company, 200_000_000, ["nok@example.com"])
    assert world.run("WatchBalances") == {"told": 1}


def test_staff_who_cannot_get_in_are_not_told(world: World, company: Company) -> None:
    warn_below(company, 70_000, ["nok@example.com"])
    path = f"/v1/operator/companies/{company.company_id}"
    world.api.post(f"{path}/suspend", {"reason": "Unpaid."}, operator(world))
    assert world.run("WatchBalances") == {"told": 0}

    world.api.post(f"{path}/resume", {"reason": "Paid."}, operator(world))

    assert world.run("WatchBalances") == {"told": 1}


def test_nobody_is_told_who_did_not_ask(world: World, company: Company) -> None:
    with_money(company, "1")
    warn_below(company, 80_000, [])
    told_so_far = world.run("WatchBalances")
    warn_below(company, 0, ["nok@example.com"])

    assert (told_so_far, world.run("WatchBalances")) == ({"told": 0}, {"told": 0})
    assert world.emails == []


def test_one_account_without_e_mail_does_not_silence_the_others(
    world: World, company: Company, monkeypatch: Any
) -> None:
    rated(world)
    companies = [company, a_company(world, "Other")]
    for each in companies:
        with_money(each, "1")
        warn_below(each, 80_000, [f"{each.company_id}@example.com"])
    send, refused = balances.ses.send_email, []

    def fails_once(**asked: Any) -> Any:
        if not refused:
            refused.append(asked["Destination"]["ToAddresses"])
            raise ClientError({"Error": {"Code": "TooManyRequestsException"}}, "SendEmail")
        return send(**asked)

    monkeypatch.setattr(balances.ses, "send_email", fails_once)
    first = world.run("WatchBalances")
    marks = [each.low_told_at is None for each in Account.scan(Account.sk == "META")]
    second = world.run("WatchBalances")

    assert (first, second) == ({"told": 1}, {"told": 1})
    assert sorted(marks) == [False, True]
    assert sorted(each.to for each in world.emails) == sorted(
        [f"{each.company_id}@example.com"] for each in companies
    )


def test_operators_see_every_account_and_what_was_booked_on_it(
    world: World, company: Company
) -> None:
    with_money(company, "1")
    priced(world, "8.0000", "sms")
    other = a_company(world, "Other")
    deposited(other, "2.5", "test")
    set_slots(f"{other.company_id}#test", 2)
    warn_below(company, 80_000, [])
    check = charged(company)

    answer = world.api.get("/v1/operator/accounts", operator(world))

    one, two = answer.json["accounts"]
    assert (one["company_id"], one["mode"]) == (company.company_id, "live")
    assert (one["available"]["amount"], one["held"]["amount"]) == ("6.1834", "0.0000")
    assert (one["is_low"], one["suspended"]) == (True, ["sms"])
    assert (two["company_id"], two["mode"]) == (other.company_id, "test")
    assert two["usdt_available"] == {"amount": "2.500000", "currency": "USDT"}
    assert (two["is_low"], two["suspended"]) == (False, ["faceid", "sms"])
    asked = {"company_id": company.company_id, "mode": "live", "type": "charge"}
    booked = world.api.get("/v1/operator/entries", operator(world), query=asked).json
    assert [each["entry_id"] for each in booked["entries"]] == [event_id_of(check)]
    for changes, status in (
        ({"company_id": NOBODY}, 404),
        ({"company_id": "co_1"}, 400),
        ({"mode": "both"}, 400),
        ({"cursor": "nowhere"}, 400),
    ):
        refused = world.api.get("/v1/operator/entries", operator(world), query=asked | changes)
        assert refused.status == status, changes
