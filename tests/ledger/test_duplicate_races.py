"""Many clients at the same moment: one document number, one false alarm, one customer to close."""

from collections import Counter

import pytest

from duplicates.resolutions import Choice, confirm, resolve
from lending.loans import NewLoan, open_loan
from shared.caller import Caller
from shared.case_store import load_customer, record
from shared.duplicate_alerts import DuplicateAlert, IdentityGuard, alerts_of
from shared.errors import ApiError
from shared.sightings import Sighting, compare_now, file_seen, sight
from shared.tables import Event, Upload, customer_pk
from shared.transaction import Transaction, until_settled
from submit.evidence import Evidence
from submit.identity_guard import alerting, take
from tests.ledger.clients import CLIENTS, a_company, at_once
from tests.ledger.test_loan_races import a_borrower

NUMBER = {"document_type": "passport", "document_number": "AA1234567"}
DAO = "staff-dao"


def claimed(company: Caller, pk: str, customer_id: str) -> str:
    """As a submission does it: the number, the history, and the alert when it is another's."""

    def submit() -> str:
        customer = load_customer(company.tenant, customer_id)
        tx = Transaction()
        take(tx, pk, customer_id)
        record(tx, customer, company, "submission.submitted")
        with alerting(customer, pk, Evidence(NUMBER, [])):
            tx.commit()
        return "held"

    return until_settled(submit)


def staff(company: Caller, name: str) -> Caller:
    return Caller(frozenset({"reviewer"}), name, name, company.tenant)


def proposed(company: Caller) -> tuple[str, str, DuplicateAlert]:
    """A holder, a second customer, and their alert that Dao takes for a false one."""
    pk = f"{company.tenant}#IDENTITY#1"
    first, second = a_borrower(company), a_borrower(company)
    assert claimed(company, pk, first) == "held"
    with pytest.raises(ApiError, match="identity_already_used"):
        claimed(company, pk, second)
    (alert,) = alerts_of(company.tenant, second)
    resolve(staff(company, DAO), alert.alert_id, Choice("false_alarm", "Two people."))
    return first, second, alert


def steps_of(company: Caller, customer_id: str) -> Counter[str]:
    pk = customer_pk(company.tenant, customer_id)
    events = list(Event.query(pk, Event.sk.startswith("EVENT#"), consistent_read=True))
    assert [each.sequence for each in events] == list(range(2, len(events) + 2))
    return Counter(each.type for each in events)


def test_of_many_customers_with_one_number_one_holds_it_and_each_other_is_told_once() -> None:
    company = a_company()
    pk, customers = f"{company.tenant}#IDENTITY#1", [a_borrower(company) for _ in range(CLIENTS)]

    answers = at_once(lambda number: claimed(company, pk, customers[number]))

    assert Counter(answers) == {"held": 1, "identity_already_used": CLIENTS - 1}
    holder = customers[answers.index("held")]
    assert IdentityGuard.get(pk, "GUARD", consistent_read=True).customer_ids == {holder}
    raised = alerts_of(company.tenant, holder)
    losers = {each for each in customers if each != holder}
    assert {each.second_id for each in raised} == losers
    assert [(each.first_id, each.times) for each in raised] == [(holder, 1)] * len(losers)


def test_two_who_send_one_picture_at_the_same_moment_are_told_once() -> None:
    """Twelve pairs at once, each with a picture of its own."""
    company = a_company()
    customers = [a_borrower(company) for _ in range(CLIENTS)]

    def send(number: int) -> str:
        upload = Upload(upload_id=f"upl_{number}", kind="id_front", sha256=f"{number // 2:064}")
        look = f"{number // 2:04x}" * 20
        tx = Transaction()
        seen = file_seen(company.tenant, upload, look)
        sighting = sight(tx, company.tenant, customers[number], seen)
        tx.commit()
        return "compared" if compare_now(sighting) else "missed"

    answers = at_once(send)

    assert set(answers) == {"compared"}
    for one, other in zip(customers[::2], customers[1::2], strict=True):
        (alert,) = alerts_of(company.tenant, one)
        assert (alert.cause, {alert.first_id, alert.second_id}) == ("same_file", {one, other})
        for customer_id in (one, other):
            pk = customer_pk(company.tenant, customer_id)
            begins = Sighting.sk.startswith("SIGHTING#")
            assert list(Sighting.query(pk, begins, consistent_read=True)) == []


def test_a_false_alarm_that_many_confirm_is_released_once() -> None:
    company = a_company()
    first, second, alert = proposed(company)

    answers = at_once(
        lambda number: confirm(staff(company, f"staff-{number}"), alert.alert_id, None).status
    )

    assert Counter(answers) == {"resolved": 1, "already_decided": CLIENTS - 1}
    guard = IdentityGuard.get(alert.about, "GUARD", consistent_read=True)
    assert guard.customer_ids == {first, second}
    for customer_id in (first, second):
        assert steps_of(company, customer_id)["duplicate.false_alarm"] == 1


def test_nobody_borrows_from_a_customer_who_is_being_closed() -> None:
    company = a_company()
    first, second, alert = proposed(company)
    choice = Choice("same_person", "One person.", "merge", first)
    resolve(staff(company, DAO), alert.alert_id, choice)

    def act(number: int) -> str:
        if number % 2:
            loan = NewLoan(loan_ref=f"loan-{number}", amount="1.00", currency="THB")
            return open_loan(company, second, loan).status
        return confirm(staff(company, f"staff-{number}"), alert.alert_id, None).status

    answers = Counter(at_once(act))

    closed = load_customer(company.tenant, second)
    if closed.merged_into:
        assert closed.open_loans_units == answers["open"] == 0
        assert answers["resolved"] == steps_of(company, first)["duplicate.merged"] == 1
    else:
        assert closed.open_loans_units == 100 * answers["open"] > 0
        assert answers["merge_not_possible"] == CLIENTS // 2
