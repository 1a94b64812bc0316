"""What is sent to the billing routes: amounts as decimal strings with their currency."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from billing.amounts import CnyText, RateText, SignedCnyText, UsdtText
from billing.prices import Service
from billing.proposals import Settle
from billing.statement import EntriesPage
from billing.unclear import Outcome
from shared.http import Body
from shared.ids import QUOTE
from shared.tenant import Mode

CompanyId = Annotated[str, Field(pattern=r"^co_[0-9A-HJKMNP-TV-Z]{26}$")]
RequestId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", examples=["2026-11-22-a"])]
Reference = Annotated[str, Field(pattern=r"^[!-~]{1,100}$", examples=["tx-0x9f86d081"])]
EntryId = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]
Reason = Annotated[str, Field(min_length=3, max_length=500)]


class NewQuote(Body):
    amount: UsdtText
    currency: Literal["USDT"]


class NewTopUp(Body):
    """`request_id` is yours: the same one again moves nothing."""

    request_id: RequestId
    quote_id: Annotated[str, Field(pattern=QUOTE)]
    amount: UsdtText
    currency: Literal["USDT"]


class NewPrice(Body):
    """From now on, or from `valid_from`."""

    service: Service
    price: CnyText
    currency: Literal["CNY"]
    valid_from: AwareDatetime | None = None


class NewRate(Body):
    """From now on, or from `valid_from`."""

    cny_per_usdt: RateText
    valid_from: AwareDatetime | None = None


class NewDeposit(Body):
    """`reference` names the payment outside, and is used once."""

    company_id: CompanyId
    mode: Mode
    amount: UsdtText
    currency: Literal["USDT"]
    reference: Reference


class NewAdjustment(Body):
    company_id: CompanyId
    mode: Mode
    amount: SignedCnyText
    currency: Literal["CNY"]
    reason: Reason


class NewTakeBack(Body):
    """Of the deposit `entry_id`: all of it, or `amount` when only a part was too much."""

    entry_id: EntryId
    amount: UsdtText | None = None
    currency: Literal["USDT"]
    reason: Reason


class NewSettlement(Body):
    """What became of a fee that stays held; a charge says what the comparison brought."""

    entry_id: EntryId
    settle: Settle
    outcome: Outcome | None = None
    reason: Reason

    @model_validator(mode="after")
    def _only_a_charge_has_an_outcome(self) -> "NewSettlement":
        if (self.settle == "charge") != (self.outcome is not None):
            raise PydanticCustomError("outcome_of_charge", "Give outcome for a charge, only.")
        return self


class EndedProposal(Body):
    reason: Reason


class NewReversal(Body):
    entry_id: EntryId
    reason: Reason


class AccountPage(EntriesPage):
    """The statement of that account."""

    company_id: CompanyId
    mode: Mode
