"""HTTP routes that make people's sign-ins: the only ones that may write to Cognito."""

from typing import Annotated

from pydantic import Field

from access import companies
from access.companies import OpenedCompany, PolicyName
from access.staff_fields import NewAdministrator
from shared.caller import Caller
from shared.http import Api, Body
from shared.reply import Once

handler = api = Api()


class NewCompany(Body):
    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Example Exchange"])]
    policy: PolicyName
    administrator: NewAdministrator


@api.route(
    "POST /v1/operator/companies",
    may="open_companies",
    status=201,
    codes=("busy", "staff_exists", "invalid_fields"),
)
def open_company(caller: Caller, body: NewCompany, once: Once) -> OpenedCompany:
    """Open a company; its first administrator is invited by e-mail and makes its keys."""
    return companies.open_company(body.name, body.policy, body.administrator, caller.actor, once)
