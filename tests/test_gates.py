"""Before money leaves, a gate names everything that is against it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lending.gates import Gate, Standing, unmet
from local.world import World
from shared.tables import Event
from tests.lending_helpers import (
    a_borrower,
    ask,
    bank_account_is,
    customer_row_is,
    reasons,
    tier_2_submitted,
)
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.world_helpers import (
    Company,
    Person,
    a_company,
    a_customer,
    approved,
    rejected,
    submitted,
)

TODAY = date(2026, 11, 22)
SOUND = Standing("approved", 1, 5_000_000, 1, "verified", None)
BOTH: tuple[Gate, ...] = ("disbursement", "withdrawal")


@pytest.mark.parametrize(
    ("facts", "disbursement", "withdrawal"),
    [
        ({}, "", ""),
        ({"kyc_status": "pending"}, "", ""),
        ({"kyc_status": "revision_requested"}, "", ""),
        ({"kyc_status": "expired"}, "", ""),
        ({"kyc_status": "rejected", "rejected_for_evidence": True}, "", ""),
        ({"kyc_status": "rejected"}, "kyc_not_approved=tier_2", "kyc_not_approved=tier_2"),
        (
            {"kyc_status": "pending", "tier": 0, "max_loan_units": 0},
            "kyc_not_approved=tier_1 tier_too_low=tier_1",
            "kyc_not_approved=tier_1",
        ),
        ({"max_loan_units": 0}, "tier_too_low=None", ""),
        ({"max_loan_units": 0, "lending_tier": 2}, "tier_too_low=tier_2", ""),
        ({"max_loan_units": 0, "lending_tier": None}, "tier_too_low=None", ""),
        ({"frozen": True}, "tier_lowered=review", "tier_lowered=review"),
        ({"document_expires_on": TODAY}, "", ""),
        (
            {"document_expires_on": TODAY - timedelta(days=1)},
            "document_expired=document_expires_on",
            "document_expired=document_expires_on",
        ),
        *(
            (
                {"bank_account": status},
                "bank_account_not_verified=bank_account",
                "bank_account_not_verified=bank_account",
            )
            for status in ("not_provided", "pending", "rejected")
        ),
    ],
)
def test_what_closes_each_gate(
    facts: dict[str, object], disbursement: str, withdrawal: str
) -> None:
    customer = replace(SOUND, **facts)  # type: ignore[arg-type]

    found = {
        gate: " ".join(f"{each.code}={each.requirement}" for each in unmet(gate, customer, TODAY))
        for gate in BOTH
    }

    assert found == {"disbursement": disbursement, "withdrawal": withdrawal}


def test_all_reasons_are_told_at_once() -> None:
    worst = Standing("not_started", 0, 0, 1, "not_provided", date(2020, 1, 1), frozen=True)

    assert [each.code for each in unmet("disbursement", worst, TODAY)] == [
        "kyc_not_approved",
        "tier_too_low",
        "tier_lowered",
        "bank_account_not_verified",
        "document_expired",
    ]


def test_the_gates_open_step_by_step(world: World, company: Company) -> None:
    person = a_customer(company)
    before = ["kyc_not_approved", "tier_too_low", "bank_account_not_verified"]
    with nothing_must_change(world):
        assert reasons(company, person, "disbursement") == before
        assert reasons(company, person, "withdrawal") == [before[0], before[2]]

    approved(company, submitted(company, person))
    assert [reasons(company, person, each) for each in BOTH] == [[before[2]]] * 2
    bank_account_is(company, person, "pending")
    answer = ask(company, person, "disbursement").json
    assert answer["reasons"] == [
        {
            "code": "bank_account_not_verified",
            "text": "The customer's bank account is not verified.",
            "requirement": "bank_account",
        }
    ]

    bank_account_is(company, person, "verified")
    assert ask(company, person, "disbursement").json == {"allowed": True, "reasons": []}
    assert ask(company, person, "withdrawal").json == {"allowed": True, "reasons": []}
    seen = company.review(f"/customers/{person.customer_id}/gates/withdrawal").json
    assert seen == {"allowed": True, "reasons": []}


def test_a_rejection_of_the_next_tier_closes_what_waiting_for_it_did_not(company: Company) -> None:
    person = a_borrower(company)
    submission_id = tier_2_submitted(company, person)
    assert [reasons(company, person, each) for each in BOTH] == [[], []]

    rejected(company, submission_id, "other", "No.")

    assert [reasons(company, person, each) for each in BOTH] == [["kyc_not_approved"]] * 2


def test_a_document_is_good_on_its_last_day(company: Company) -> None:
    person = a_borrower(company, "PH")
    today = datetime.now(UTC).date()

    document_expires_on(company, person, today)
    assert [reasons(company, person, each) for each in BOTH] == [[], []]
    document_expires_on(company, person, today - timedelta(days=1))
    assert [reasons(company, person, each) for each in BOTH] == [["document_expired"]] * 2


def test_the_document_that_was_approved_last_is_the_one_that_counts(company: Company) -> None:
    person = a_borrower(company, "PH")
    document_expires_on(company, person, date(2020, 1, 1))
    renewed = {"document_type": "passport", "document_expires_on": "2036-01-31"}

    submission_id = tier_2_submitted(company, person, **renewed)
    assert reasons(company, person, "withdrawal") == ["document_expired"]
    approved(company, submission_id)

    assert reasons(company, person, "withdrawal") == []


def test_a_downgrade_closes_the_gate(company: Company) -> None:
    person = a_borrower(company)

    customer_row_is(company, person, tier=0, max_loan_units=0)

    assert reasons(company, person, "disbursement") == ["kyc_not_approved", "tier_too_low"]
    assert reasons(company, person, "withdrawal") == ["kyc_not_approved"]


def test_an_exchange_pays_out_and_does_not_lend(world: World) -> None:
    exchange = a_company(world, "Bangkok Exchange", policy="exchange")
    person = a_customer(exchange)
    del person.fields["address"]
    body = {"tier": 1, "fields": person.fields}
    sent = exchange.post(f"/v1/customers/{person.customer_id}/submissions", body)
    world.settle()
    approved(exchange, sent.json["submission_id"])
    bank_account_is(exchange, person, "verified")

    assert reasons(exchange, person, "withdrawal") == []
    assert reasons(exchange, person, "disbursement") == ["tier_too_low"]


def test_there_are_two_gates(world: World, company: Company) -> None:
    person = a_customer(company)

    for gate in ("deposit", "Withdrawal", "withdrawal "):
        call_must_be_refused(
            world, lambda named=gate: ask(company, person, named), 404, "not_found"
        )


def document_expires_on(company: Company, person: Person, day: date) -> None:
    """As if that had been sent, on a day when it was still to come."""
    pk = f"{company.company_id}#test#{person.customer_id}"
    for event in Event.query(pk, Event.sk.startswith("EVENT#")):
        if event.type == "submission.submitted":
            told = event.personal["fields"] | {"document_expires_on": day.isoformat()}
            event.personal = event.personal | {"fields": told}
            event.save()
