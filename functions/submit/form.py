"""What a customer can tell about themselves. Every field may be absent: the policy asks."""

from typing import Literal

from shared.clock import now
from shared.errors import FieldError
from shared.http import Body
from submit import days, identity_numbers
from submit.field_types import (
    Address,
    BirthDate,
    CompanyName,
    CountryCode,
    DocumentNumber,
    LongText,
    Money,
    Nationality,
    PastDate,
    PersonName,
    RegistrationNumber,
    Told,
    UnexpiredDate,
)


class SubmissionFields(Body):
    full_name: PersonName | None = None
    birth_date: BirthDate | None = None
    sex: Literal["female", "male", "x"] | None = None
    nationality: Nationality | None = None
    address: Address | None = None

    document_type: Literal["national_id", "passport", "driving_licence"] | None = None
    document_number: DocumentNumber | None = None
    document_expires_on: UnexpiredDate | None = None
    # Who issued the document, when it is not the customer's own country.
    document_country: CountryCode | None = None

    occupation: Told | None = None
    # Who has no employer says why.
    employment_status: (
        Literal["employed", "self_employed", "retired", "student", "homemaker", "unemployed"] | None
    ) = None
    employer: Told | None = None
    monthly_income: Money | None = None
    pep_status: Literal["none", "self", "family", "associate"] | None = None
    pep_details: LongText | None = None
    source_of_funds: (
        Literal["salary", "business", "savings", "investments", "inheritance", "other"] | None
    ) = None
    source_of_funds_details: LongText | None = None

    legal_name: CompanyName | None = None
    registration_number: RegistrationNumber | None = None
    incorporated_on: PastDate | None = None
    registered_address: Address | None = None
    business_activity: LongText | None = None
    authorized_person_name: PersonName | None = None


def check_identity(
    fields: SubmissionFields, country: str, full_age_years: int = days.FULL_AGE_YEARS
) -> list[FieldError]:
    """What only fits or not together: the number, its document, and who it names."""
    at = now()
    if wrong := [
        *days.check_age(fields.birth_date, country, full_age_years, at),
        *days.check_expiry(fields.document_type, fields.document_expires_on, at),
    ]:
        return wrong
    if fields.registration_number and (
        refused := identity_numbers.check_registration(country, fields.registration_number)
    ):
        return refused
    issuer = fields.document_country or country
    if refused := identity_numbers.check_allowed(country, issuer, fields.document_type):
        return refused
    if not fields.document_type or not fields.document_number:
        return []
    return identity_numbers.check(
        issuer, fields.document_type, fields.document_number, fields.birth_date, fields.sex
    )
