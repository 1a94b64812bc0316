"""How staff are named and reached, as requests say it."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.http import Body


def _email(address: str) -> str:
    """Cognito's users sign in with it, in whatever case; SES reaches ASCII addresses only."""
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise PydanticCustomError("invalid_email", "Not an e-mail address.") from None
    return str(found.normalized).lower()


StaffEmail = Annotated[
    str, Field(max_length=254, examples=["mali@example.com"]), AfterValidator(_email)
]
# Histories, claims and mails show it: a line of visible letters, and no markup or address.
StaffName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f<>@:/\\\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]+$",
        examples=["Mali"],
    ),
]


class NewAdministrator(Body):
    """Who is invited as the company's first administrator."""

    email: StaffEmail
    name: StaffName
