"""How staff are named and reached, as requests say it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.http import Body
from shared.mail_address import deliverable


def _email(address: str) -> str:
    """Cognito's users sign in with it, in whatever case."""
    return deliverable(address).lower()


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
