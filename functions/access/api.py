"""HTTP routes of the access slice."""

from typing import Annotated

from pydantic import Field

from access import choices, companies, key_making, links, setting_changes, suspensions
from access.choices import Choices, ChoicesChange
from access.companies import CompanyAnswer
from access.key_making import KeyAnswer, KeyRoll, NewKey
from access.links import CustomerAccess
from access.setting_changes import SettingsChanges
from access.suspensions import CompanyStanding, StandingReason
from shared.caller import Caller
from shared.http import Answer, Api, Body
from shared.paging import Page
from shared.reply import Once
from shared.wrong_credentials import slowed

handler = api = Api(refusing=slowed)


class LinkToken(Body):
    token: Annotated[str, Field(pattern=r"^lt_[A-Za-z0-9_-]{43}$")]


class Companies(Answer):
    companies: list[CompanyAnswer]


class Keys(Answer):
    keys: list[KeyAnswer]


@api.route("GET /v1/operator/companies", may="open_companies")
def list_companies() -> Companies:
    """All companies of this deployment, oldest first."""
    return Companies(companies=companies.list_companies())


@api.route("POST /v1/operator/companies/{company_id}/suspend", may="suspend_companies")
def suspend_company(caller: Caller, company_id: str, body: StandingReason) -> CompanyStanding:
    """Nobody of the company gets in from now on: keys, staff and customers; nothing is lost."""
    return suspensions.suspend(caller, company_id, body.reason)


@api.route("POST /v1/operator/companies/{company_id}/resume", may="suspend_companies")
def resume_company(caller: Caller, company_id: str, body: StandingReason) -> CompanyStanding:
    """All keys, links and sign-ins of the company work again."""
    return suspensions.resume(caller, company_id, body.reason)


@api.route("GET /v1/operator/companies/{company_id}/standing", may="suspend_companies")
def get_company_standing(company_id: str) -> CompanyStanding:
    """Whether the company is suspended, and who suspended or resumed it when and why."""
    return suspensions.standing(company_id)


@api.route("POST /v1/keys", may="manage_keys", status=201, codes=("invalid_fields",))
def create_key(caller: Caller, body: NewKey, once: Once) -> KeyAnswer:
    """Make an API key; its secret is shown in this answer only."""
    return key_making.create_key(caller, body, once)


@api.route("GET /v1/keys", may="manage_keys")
def list_keys(caller: Caller) -> Keys:
    """The company's API keys without their secrets, revoked ones included."""
    return Keys(keys=key_making.list_keys(caller))


@api.route("DELETE /v1/keys/{key_id}", may="manage_keys")
def revoke_key(caller: Caller, key_id: str) -> KeyAnswer:
    """Revoke an API key; requests with it are refused within a minute."""
    return key_making.revoke_key(caller, key_id)


@api.route("POST /v1/keys/{key_id}/roll", may="manage_keys", status=201, codes=("key_ended",))
def roll_key(caller: Caller, key_id: str, body: KeyRoll, once: Once) -> KeyAnswer:
    """Make a key in the place of another one, which ends after an overlap, or at once."""
    return key_making.roll_key(caller, key_id, body, once)


@api.route("GET /v1/settings", may="see_settings")
def get_settings(caller: Caller) -> Choices:
    """What the company has chosen: automatic checks, notices, warnings, loan limits."""
    return choices.choices(caller)


@api.route(
    "PATCH /v1/settings",
    may="change_settings",
    codes=("automatic_unavailable", "change_pending", "invalid_fields"),
)
def change_settings(caller: Caller, body: ChoicesChange) -> Choices:
    """Change what is given; what eases a rule of two people waits for another administrator."""
    return choices.change_choices(caller, body)


@api.route(
    "POST /v1/settings/changes/{change_number}/confirm",
    may="change_settings",
    codes=("proposal_over", "same_person"),
)
def confirm_setting_change(caller: Caller, change_number: str) -> Choices:
    """Make the change that another administrator proposed."""
    return choices.confirm_change(caller, int(change_number))


@api.route(
    "POST /v1/settings/changes/{change_number}/decline",
    may="change_settings",
    codes=("proposal_over",),
)
def decline_setting_change(caller: Caller, change_number: str) -> Choices:
    """Decline a colleague's proposal, or withdraw your own; the settings stay as they are."""
    return choices.end_proposal(caller, int(change_number))


@api.route("GET /v1/settings/changes", may="see_setting_changes", codes=("invalid_cursor",))
def list_setting_changes(caller: Caller, query: Page) -> SettingsChanges:
    """Who changed which setting from what to what, newest first."""
    return setting_changes.list_changes(caller, query)


@api.route("POST /v1/links/exchange", may="use_links", codes=("company_suspended", "link_unusable"))
def exchange_link(body: LinkToken) -> CustomerAccess:
    """Swap a link's token for a 30-minute bearer token of that customer, for what it asks."""
    return links.exchange_link(body.token)
