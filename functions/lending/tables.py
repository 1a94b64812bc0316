"""A customer's loans at rest, in the cases table under the customer's key.

sk                  item
LOAN#loan_…         Loan
LOANREF#loan_ref    LoanRef: one loan for each of the company's own ids

The sum of the open ones is the customer's `open_loans_units`.
"""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.items import IntegerAttribute, Item


class Loan(Item):
    """`units` count in the smallest unit of its currency; `status` is open or closed."""

    loan_id = UnicodeAttribute()
    loan_ref = UnicodeAttribute()
    units = IntegerAttribute()
    currency = UnicodeAttribute()
    status = UnicodeAttribute()
    opened_at = UTCDateTimeAttribute()
    opened_by = UnicodeAttribute()
    closed_at = UTCDateTimeAttribute(null=True)
    closed_by = UnicodeAttribute(null=True)


class LoanRef(Item):
    loan_id = UnicodeAttribute()


def loan_sk(loan_id: str) -> str:
    return f"LOAN#{loan_id}"


def ref_sk(loan_ref: str) -> str:
    return f"LOANREF#{loan_ref}"
