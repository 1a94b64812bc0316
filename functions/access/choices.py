"""What a company decides for itself: automatic checks, their cost, notices, loan limits."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from access import reading_texts
from access.loan_limits import LoanLimit, LoanLimitChange, changed, loan_limits
from access.reading_texts import TextToRead, TextToReadChange, texts_to_read
from access.setting_changes import differences, note
from shared.caller import Caller
from shared.case_answers import Amount
from shared.clock import now
from shared.company_settings import CompanySettings, is_check_offered, settings_of
from shared.errors import ApiError, FieldError
from shared.http import Answer, Body
from shared.money import to_decimal, to_units
from shared.transaction import Transaction, until_settled

FourEyesTiers = Annotated[list[Annotated[int, Field(ge=1, le=3)]], Field(max_length=3)]
Level = Literal["1e-3", "1e-4", "1e-5", "1e-6"]
# A month is the longest that a task may wait and be on time.
Hours = Annotated[int, Field(ge=1, le=720)]
Email = Annotated[str, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,180}\.[A-Za-z]{2,63}$")]


LATE_TOO_SOON = FieldError(
    "review_late_hours", "not_after_due_soon", "A task is due soon before it is late."
)


class Choices(Answer):
    """`match_level` is the false-acceptance rate whose threshold a face must reach.

    `review_emails` hear once a day of review tasks that wait longer than `review_late_hours`.
    Tiers in `four_eyes_tiers` are approved by two people, and never by a live face check.
    `texts_to_read` are what customers read aloud in a video, one for each language.
    """

    company_id: str
    mode: Literal["live", "test"]
    automatic: bool
    automatic_available: bool
    liveness_attempts: int
    match_level: Level
    sms_notices: bool
    low_balance: Amount
    billing_emails: list[str]
    review_due_soon_hours: int
    review_late_hours: int
    review_emails: list[str]
    beneficial_owner_percent: int
    loan_limits: list[LoanLimit]
    four_eyes_tiers: list[int]
    texts_to_read: list[TextToRead]
    updated_at: datetime | None
    updated_by: str | None


class ChoicesChange(Body):
    """What is left out stays, also a tier of `loan_limits` and a language of `texts_to_read`.

    Customers keep the limits they have. `low_balance` is CNY; "0.0000" for no warning.
    """

    automatic: bool | None = None
    liveness_attempts: Annotated[int, Field(ge=1, le=5)] | None = None
    match_level: Level | None = None
    sms_notices: bool | None = None
    low_balance: Annotated[str, Field(pattern=r"^\d{1,10}(\.\d+)?$")] | None = None
    billing_emails: Annotated[list[Email], Field(max_length=5)] | None = None
    review_due_soon_hours: Hours | None = None
    review_late_hours: Hours | None = None
    review_emails: Annotated[list[Email], Field(max_length=5)] | None = None
    beneficial_owner_percent: Annotated[int, Field(ge=5, le=50)] | None = None
    loan_limits: Annotated[list[LoanLimitChange], Field(max_length=3)] | None = None
    four_eyes_tiers: FourEyesTiers | None = None
    texts_to_read: Annotated[list[TextToReadChange], Field(max_length=3)] | None = None

    @field_validator("low_balance")
    @classmethod
    def _is_cny(cls, amount: str | None) -> str | None:
        try:
            to_units(amount or "0", "CNY")
        except ValueError:
            raise PydanticCustomError("too_precise", "CNY has four decimal places.") from None
        return amount


def choices(caller: Caller) -> Choices:
    return _answer(caller, settings_of(caller.tenant))


def change_choices(caller: Caller, body: ChoicesChange) -> Choices:
    """422 when automatic checks are asked for where no provider serves this mode."""
    if body.automatic and not is_check_offered(caller.tenant):
        raise ApiError("automatic_unavailable")
    return until_settled(lambda: _change(caller, body))


def _change(caller: Caller, body: ChoicesChange) -> Choices:
    kept = settings_of(caller.tenant)
    read_at, before = kept.updated_at, _own(_answer(caller, kept))
    given: dict[str, Any] = body.model_dump(exclude_none=True)
    if "low_balance" in given:
        given["low_balance_units"] = to_units(given.pop("low_balance"), "CNY")
    if body.loan_limits is not None:
        given["loan_limits"] = changed(kept, caller.tenant.company_id, body.loan_limits)
    if body.four_eyes_tiers is not None:
        given["four_eyes_tiers"] = sorted(set(body.four_eyes_tiers))
    if body.texts_to_read is not None:
        given["texts_to_read"] = reading_texts.changed(kept, body.texts_to_read)
    for name, value in given.items():
        setattr(kept, name, value)
    if kept.review_late_hours <= kept.review_due_soon_hours:
        raise ApiError("invalid_fields", [LATE_TOO_SOON])
    changes = differences(before, _own(_answer(caller, kept)))
    if changes:
        _write(caller, kept, changes, read_at)
    return _answer(caller, kept)


def _write(
    caller: Caller, kept: CompanySettings, changes: list[dict[str, Any]], read_at: datetime | None
) -> None:
    """With a note of what it changes, or not at all."""
    kept.updated_at, kept.updated_by = now(), caller.actor_name or caller.actor
    kept.changes += 1
    updated_at = CompanySettings.updated_at
    tx = Transaction()
    tx.put(kept, updated_at == read_at if read_at else updated_at.does_not_exist())
    note(tx, caller, kept.updated_at, kept.changes, changes)
    tx.commit()


def _own(shown: Choices) -> dict[str, Any]:
    """What can be changed, by name; None for a limit of the policy and for a shipped text."""
    values = shown.model_dump(mode="json", include=set(ChoicesChange.model_fields))
    limits, texts = values.pop("loan_limits"), values.pop("texts_to_read")
    values |= {
        f"loan_limits.{each['tier']}": each["max_loan"] if each["own"] else None for each in limits
    }
    return values | {
        f"texts_to_read.{each['language']}": each["text"] if each["own"] else None for each in texts
    }


def _answer(caller: Caller, kept: CompanySettings) -> Choices:
    low = to_decimal(kept.low_balance_units, "CNY")
    return Choices(
        company_id=caller.tenant.company_id,
        mode=caller.tenant.mode,
        automatic=kept.automatic,
        automatic_available=is_check_offered(caller.tenant),
        liveness_attempts=kept.liveness_attempts,
        match_level=kept.match_level,
        sms_notices=kept.sms_notices,
        low_balance=Amount(amount=low, currency="CNY"),
        billing_emails=kept.billing_emails,
        review_due_soon_hours=kept.review_due_soon_hours,
        review_late_hours=kept.review_late_hours,
        review_emails=kept.review_emails,
        beneficial_owner_percent=kept.beneficial_owner_percent,
        loan_limits=loan_limits(kept, caller.tenant.company_id),
        four_eyes_tiers=kept.four_eyes_tiers,
        texts_to_read=texts_to_read(kept, caller.tenant.company_id),
        updated_at=kept.updated_at,
        updated_by=kept.updated_by,
    )
