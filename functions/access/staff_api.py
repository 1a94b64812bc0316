"""HTTP routes that make people's sign-ins: the only ones that may write to Cognito."""

from typing import Annotated

from pydantic import AfterValidator, Field

from access import companies, staff
from access.companies import OpenedCompany, PolicyName
from access.staff import NewStaffMember, Staff, StaffAnswer, StaffChange
from access.staff_fields import NewAdministrator
from shared.caller import Caller
from shared.http import Api, Body
from shared.plain_names import one_line
from shared.reply import Once

handler = api = Api()


class NewCompany(Body):
    name: Annotated[
        str,
        Field(min_length=1, max_length=100, examples=["Example Exchange"]),
        AfterValidator(one_line),
    ]
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


@api.route("GET /v1/staff", may="manage_staff")
def list_staff(caller: Caller) -> Staff:
    """The company's staff: who was invited, and who has looked at its queue."""
    return staff.list_staff(caller)


@api.route(
    "POST /v1/staff",
    may="manage_staff",
    status=201,
    codes=("staff_exists", "invalid_fields"),
)
def invite_staff(caller: Caller, body: NewStaffMember, once: Once) -> StaffAnswer:
    """Invite somebody by e-mail; they sign in with a password of their own."""
    return staff.invite(caller, body, once)


@api.route("PATCH /v1/staff/{staff_id}", may="manage_staff", codes=("last_administrator",))
def change_staff(caller: Caller, staff_id: str, body: StaffChange) -> StaffAnswer:
    """Name somebody, put them into groups, disable or enable them; it counts at once."""
    return staff.change(caller, staff_id, body)
