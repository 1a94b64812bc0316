"""A customer is deleted while many others write about them: nothing comes after it."""

from collections import Counter

from deletion.marking import delete
from lending.loans import NewLoan, open_loan
from shared.case_store import load_remains
from shared.reply import Once
from shared.tables import Event, Upload, customer_pk
from submit.customers import CustomerChange, change_customer
from submit.uploads import NewUpload, create_upload
from tests.ledger.clients import CLIENTS, a_company, at_once
from tests.ledger.test_loan_races import a_borrower

UNKEYED = Once(None, "", None, "", 201)
FILE = NewUpload(kind="selfie", content_type="image/jpeg", size_bytes=1, sha256="0" * 64)


def test_nothing_is_written_about_a_customer_after_the_deletion() -> None:
    company = a_company()
    customer_id = a_borrower(company)

    def act(number: int) -> str:
        if number % 4 == 0:
            return delete(company, customer_id, "customer_asked").status
        if number % 4 == 1:
            return create_upload(company, customer_id, FILE, UNKEYED).status
        change = CustomerChange(language="en" if number % 4 == 2 else "zh-CN")
        return change_customer(company, customer_id, change).kyc_status

    answers = Counter(at_once(act))

    pk = customer_pk(company.tenant, customer_id)
    steps = [each.type for each in Event.query(pk, Event.sk.startswith("EVENT#"))]
    assert steps == ["customer.changed"] * (len(steps) - 1) + ["customer.deleted"]
    assert answers["deleting"] == CLIENTS / 4
    assert answers.keys() <= {"deleting", "awaiting", "approved", "not_found"}
    uploads = list(Upload.query(pk, Upload.sk.startswith("UPLOAD#"), consistent_read=True))
    assert len(uploads) == answers["awaiting"]
    assert load_remains(company.tenant, customer_id).language is None


def test_a_loan_and_a_deletion_at_once_are_one_of_the_two() -> None:
    company = a_company()
    customer_id = a_borrower(company)

    def act(number: int) -> str:
        if number % 2:
            return delete(company, customer_id, "customer_asked").status
        body = NewLoan(loan_ref=f"loan-{number}", amount="1000.00", currency="THB")
        return open_loan(company, customer_id, body).status

    answers = Counter(at_once(act))

    assert (answers["open"] == 0) is (answers["deleting"] > 0)
    remains = load_remains(company.tenant, customer_id)
    assert (remains.deleted_at is None) is (answers["open"] > 0)
