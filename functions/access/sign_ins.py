"""Staff's sign-ins: the one file that knows Cognito.

Each call may be sent again: what is done already is found done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from access.settings import access_settings
from shared.aws import client
from shared.errors import ApiError
from shared.permissions import STAFF_GROUPS

_cognito = client("cognito-idp")
# Cognito's own limits, which pass; one of them is on the e-mails that it sends in a day.
PASSING = {"LimitExceededException", "ThrottlingException", "TooManyRequestsException"}

COMPANY_GROUPS = STAFF_GROUPS - {"operator"}


@dataclass(frozen=True)
class SignIn:
    """`company_id` was written when it was made, and nobody can change it; empty for operators."""

    staff_id: str
    company_id: str


def invite(email: str, name: str, company_id: str) -> SignIn:
    """Cognito mails somebody new a first password, which nobody else sees.

    Whoever has a sign-in already is found as they are, of whatever company.
    """
    facts = {"email": email, "email_verified": "true", "name": name}
    facts["custom:company_id"] = company_id
    given = [{"Name": each, "Value": value} for each, value in facts.items()]
    try:
        made = _ask(
            _cognito.admin_create_user,
            Username=email,
            UserAttributes=given,
            DesiredDeliveryMediums=["EMAIL"],
        )
        return _sign_in(made["User"]["Attributes"])
    except _cognito.exceptions.UsernameExistsException:
        return _sign_in(_ask(_cognito.admin_get_user, Username=email)["UserAttributes"])


def put_into(staff_id: str, groups: Iterable[str]) -> None:
    for each in groups:
        _ask(_cognito.admin_add_user_to_group, Username=staff_id, GroupName=each)


def set_groups(staff_id: str, groups: Iterable[str]) -> None:
    """These and no other of a company's."""
    put_into(staff_id, groups)
    for each in sorted(COMPANY_GROUPS.difference(groups)):
        _ask(_cognito.admin_remove_user_from_group, Username=staff_id, GroupName=each)


def disable(staff_id: str) -> None:
    """They cannot sign in, and no session of theirs is renewed."""
    _ask(_cognito.admin_user_global_sign_out, Username=staff_id)
    _ask(_cognito.admin_disable_user, Username=staff_id)


def enable(staff_id: str) -> None:
    _ask(_cognito.admin_enable_user, Username=staff_id)


def _sign_in(attributes: list[dict[str, str]]) -> SignIn:
    known = {each["Name"]: each["Value"] for each in attributes}
    return SignIn(known["sub"], known.get("custom:company_id", ""))


def _ask(call: Callable[..., Any], **asked: Any) -> Any:
    try:
        return call(UserPoolId=access_settings().staff_pool_id, **asked)
    except ClientError as error:
        if error.response["Error"]["Code"] in PASSING:
            raise ApiError("busy") from None
        raise
