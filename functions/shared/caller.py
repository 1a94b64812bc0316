"""Who is asking: what API Gateway's authorizers hand over, as one value. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shared.errors import ApiError
from shared.ids import customer_of
from shared.item_texts import root
from shared.permissions import STAFF_GROUPS, roles_with
from shared.tenant import Tenant


@dataclass(frozen=True)
class Caller:
    """`actor` goes into history (`key_…`, `cus_…` or a staff member's Cognito id)."""

    roles: frozenset[str]
    actor: str
    actor_name: str | None = None
    _tenant: Tenant | None = None
    customer_id: str = ""
    tier: int = 0
    # All that a customer's link asks for.
    items: frozenset[str] = frozenset()
    # A staff member's own address, as they sign in with it.
    email: str = ""
    # The staff through whose hands it comes: who made the key or the link, or signed in.
    hands: frozenset[str] = frozenset()
    # The link that a customer's token was swapped for.
    link_id: str = ""

    @property
    def tenant(self) -> Tenant:
        """Whose data; staff without a company (operators) have none."""
        if self._tenant is None:
            raise ApiError("forbidden")
        return self._tenant

    @property
    def is_staff(self) -> bool:
        """Signed in, in whatever groups."""
        return not self.roles & {"company", "customer", "anyone"}

    @property
    def tenant_or_none(self) -> Tenant | None:
        return self._tenant

    @property
    def sender(self) -> str:
        """Whose an Idempotency-Key is: the company's, whichever of its keys it used, or theirs."""
        return "company" if "company" in self.roles else self.actor

    def may(self, permission: str) -> bool:
        """Whether any of their roles has it (shared/permissions.py)."""
        having = roles_with(permission)
        return bool(self.roles & having) or "anyone" in having

    def require(self, permission: str, path: dict[str, str]) -> None:
        """403 without it; 404 when a customer's token names anybody else's things."""
        if not self.may(permission):
            raise ApiError("forbidden")
        if "customer" not in self.roles:
            return
        named = path.get("customer_id") or customer_of(path.get("submission_id", ""))
        if named != self.customer_id:
            raise ApiError("not_found")

    def require_tier(self, tier: int) -> None:
        """A customer's link opens one tier."""
        if "customer" in self.roles and tier != self.tier:
            raise ApiError("forbidden")

    def require_items(self, sent: Iterable[str]) -> None:
        """A customer's link opens what it asks for; one for `address.city` opens `address`."""
        beyond = {root(each) for each in sent} - {root(each) for each in self.items}
        if "customer" in self.roles and beyond:
            raise ApiError("item_not_in_link", details={"items": sorted(beyond)})


SYSTEM = Caller(frozenset(), "system")


def caller_of(event: dict[str, Any]) -> Caller:
    """From an API Gateway REST event: a Lambda authorizer's context or Cognito's claims."""
    given = event["requestContext"].get("authorizer") or {}
    if "claims" in given:
        return _staff(given["claims"], event.get("queryStringParameters") or {})
    if given.get("kind") == "company":
        tenant = Tenant.parse(given["tenant"])
        hands = _names(given.get("created_by"))
        return Caller(frozenset({"company"}), given["key_id"], None, tenant, hands=hands)
    if given.get("kind") == "customer":
        return _customer(given)
    return Caller(frozenset({"anyone"}), "anyone")


def _customer(given: dict[str, Any]) -> Caller:
    return Caller(
        frozenset({"customer"}),
        given["customer_id"],
        _tenant=Tenant.parse(given["tenant"]),
        customer_id=given["customer_id"],
        tier=int(given["tier"]),
        items=frozenset(given["items"].split(",")),
        hands=_names(given.get("hands")),
        link_id=given.get("link_id", ""),
    )


def _names(listed: str | None) -> frozenset[str]:
    return frozenset(each for each in (listed or "").split(",") if each)


def _staff(claims: dict[str, Any], query: dict[str, str]) -> Caller:
    groups = claims.get("cognito:groups") or ""
    # API Gateway flattens the list: "admin,reviewer" on AWS, "[admin reviewer]" elsewhere.
    listed = groups if isinstance(groups, list) else groups.strip("[]").replace(",", " ").split()
    company = claims.get("custom:company_id")
    mode = query.get("mode", "live")
    try:
        tenant = Tenant.parse(f"{company}#{mode}") if company else None
    except ValueError:
        raise ApiError("invalid_request") from None
    name = claims.get("name") or claims.get("email") or claims["sub"]
    roles, email = STAFF_GROUPS.intersection(listed), claims.get("email") or ""
    hands = frozenset({claims["sub"]})
    return Caller(roles, claims["sub"], name, tenant, email=email, hands=hands)
