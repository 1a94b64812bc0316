"""E-mail addresses in the one form that the mail service takes. Pure.

SES knows no SMTPUTF8: before the @ there is ASCII only, and a domain of other letters is written
in Punycode, by IDNA 2008 (`例子.中国` as `xn--fsqu00a.xn--fiqs8s`). Another form of an address is
another text and the same mailbox.
"""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

UNDELIVERABLE = (
    "Give an address to which mails can be sent, such as name@example.com: before the @ are "
    "letters from a to z, digits and signs."
)


def as_mailed(address: str) -> str:
    """An address that was taken in whatever form; what is none stays, and is refused by SES."""
    try:
        found = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError:
        return address.strip()
    return f"{found.local_part}@{found.ascii_domain}"


def deliverable(address: str) -> str:
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise PydanticCustomError("invalid_email", UNDELIVERABLE) from None
    return f"{found.local_part}@{found.ascii_domain}"


EmailAddress = Annotated[
    str,
    Field(min_length=3, max_length=254, examples=["somchai@example.com"]),
    AfterValidator(deliverable),
    Field(json_schema_extra={"format": "email"}),
]
