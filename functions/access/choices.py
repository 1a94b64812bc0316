"""What a company decides for itself: automatic checks, their cost, notices, loan limits."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator
from pydantic_core import PydanticCustomError
from pynamodb.expressions.condition import Condition

from access import reading_texts
from access.easing import eases
from access.loan_limits import LoanLimit, LoanLimitChange, changed, loan_limits, policy_of
from access.reading_texts import TextToRead, TextToReadChange, texts_to_read
from access.setting_changes import (
    PENDING,
    ChangeAnswer,
    ProposalState,
    SettingsChange,
    change_answer,
    change_of,
    differences,
    end,
    proposal,
)
from shared.caller import Caller
from shared.case_answers import Amount
from shared.company_settings import CompanySettings, is_check_offered, settings_of
from shared.errors import ApiError, FieldError
from shared.http import Answer, Body
from shared.mail_address import deliverable
from shared.money import to_decimal, to_units
from shared.transaction import Transaction, until_settled

FourEyesTiers = Annotated[list[Annotated[int, Field(ge=1, le=3)]], Field(max_length=3)]
Level = Literal["1e-3", "1e-4", "1e-5", "1e-6"]
# A month is the longest that a task may wait and be on time.
Hours = Annotated[int, Field(ge=1, le=720)]
Email = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s]{1,64}@[^@\s]+$"), AfterValidator(deliverable)
]


LATE_TOO_SOON = FieldError(
    "review_late_hours", "not_after_due_soon", "A task is due soon before it is late."
)


class Choices(Answer):
    """`match_level` is the false-acceptance rate whose threshold a face must reach.

    `review_emails` hear once a day of review tasks that wait longer than `review_late_hours`.
    Tiers in `four_eyes_tiers` are approved by two people, and never by a live face check.
    `texts_to_read` are what customers read aloud in a video, one for each language.
    `pending` is a change that eases a rule and waits for another administrator, who alone see it.
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
    full_age_years: int
    loan_limits: list[LoanLimit]
    four_eyes_tiers: list[int]
    texts_to_read: list[TextToRead]
    pending: ChangeAnswer | None
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
    full_age_years: Annotated[int, Field(ge=18, le=25)] | None = None
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


def confirm_change(caller: Caller, number: int) -> Choices:
    """Another administrator makes the change that was proposed; whoever repeats it is answered."""
    return until_settled(lambda: _confirm(caller, number))


def end_proposal(caller: Caller, number: int) -> Choices:
    """Withdrawn by whoever proposed it, or declined by a colleague: nothing was changed."""
    return until_settled(lambda: _end_proposal(caller, number))


def _change(caller: Caller, body: ChoicesChange) -> Choices:
    kept = settings_of(caller.tenant)
    two, own, unchanged = kept.four_eyes_tiers, kept.loan_limits, _as_read(kept)
    changes = _applied(caller, kept, body)
    if not changes:
        return _answer(caller, kept)
    terms = policy_of(caller.tenant.company_id)
    if eases(terms, (two, own), (kept.four_eyes_tiers, kept.loan_limits)):
        return _propose(caller, body, changes)
    _write(caller, kept, changes, unchanged)
    return _answer(caller, kept)


def _applied(caller: Caller, kept: CompanySettings, body: ChoicesChange) -> list[dict[str, Any]]:
    """Set what was given, and say what that changes."""
    before = _own(_answer(caller, kept))
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
    return differences(before, _own(_answer(caller, kept)))


def _write(
    caller: Caller,
    kept: CompanySettings,
    changes: list[dict[str, Any]],
    unchanged: Condition,
    confirms: int | None = None,
) -> None:
    """With a note of what it changes, or not at all; a proposal was about what was before."""
    kept.changes += 1
    note = change_of(caller, kept.changes, changes)
    note.confirms = confirms
    kept.updated_at, kept.updated_by = note.at, caller.actor_name or caller.actor
    tx = Transaction()
    tx.create(note)
    if confirms:
        end(tx, caller, confirms, "confirmed")
    elif kept.pending:
        end(tx, caller, kept.pending, "overtaken")
    kept.pending = None
    tx.put(kept, unchanged)
    tx.commit()


def _propose(caller: Caller, body: ChoicesChange, changes: list[dict[str, Any]]) -> Choices:
    """All of the request waits; the same person's same request again is the same proposal."""
    kept, asked = settings_of(caller.tenant), body.model_dump(mode="json", exclude_unset=True)
    if kept.pending:
        waiting = proposal(caller.tenant, kept.pending)
        if (waiting.by, waiting.asked) != (caller.actor, asked):
            raise ApiError("change_pending", details={"number": waiting.number})
        return _answer(caller, kept)
    note, unchanged = change_of(caller, kept.changes + 1, changes), _as_read(kept)
    note.asked, note.state = asked, PENDING
    tx = Transaction()
    tx.create(note)
    noted = [CompanySettings.changes.set(note.number), CompanySettings.pending.set(note.number)]
    tx.update(kept, noted, unchanged)
    tx.commit()
    kept.pending = note.number
    return _answer(caller, kept)


def _confirm(caller: Caller, number: int) -> Choices:
    found, kept = proposal(caller.tenant, number), settings_of(caller.tenant)
    if found.state != PENDING:
        return _ended(caller, kept, found, "confirmed")
    if found.by == caller.actor:
        raise ApiError("same_person")
    unchanged = _as_read(kept)
    changes = _applied(caller, kept, ChoicesChange.model_validate(found.asked))
    _write(caller, kept, changes, unchanged, confirms=number)
    return _answer(caller, kept)


def _end_proposal(caller: Caller, number: int) -> Choices:
    found, kept = proposal(caller.tenant, number), settings_of(caller.tenant)
    state: ProposalState = "withdrawn" if found.by == caller.actor else "declined"
    if found.state != PENDING:
        return _ended(caller, kept, found, state)
    tx = Transaction()
    end(tx, caller, number, state)
    tx.update(kept, [CompanySettings.pending.remove()], CompanySettings.pending == number)
    tx.commit()
    kept.pending = None
    return _answer(caller, kept)


def _ended(
    caller: Caller, kept: CompanySettings, found: SettingsChange, wanted: ProposalState
) -> Choices:
    """A lost answer is given again; what somebody else made of it stays."""
    if (found.state, found.ended_by) != (wanted, caller.actor):
        raise ApiError("proposal_over", details={"state": found.state})
    return _answer(caller, kept)


def _as_read(kept: CompanySettings) -> Condition:
    """Nobody has changed or proposed anything since; each of both takes a number."""
    known = CompanySettings.changes == kept.changes
    return known if kept.changes else known | CompanySettings.changes.does_not_exist()


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
        full_age_years=kept.full_age_years,
        loan_limits=loan_limits(kept, caller.tenant.company_id),
        four_eyes_tiers=kept.four_eyes_tiers,
        texts_to_read=texts_to_read(kept, caller.tenant.company_id),
        pending=_pending(caller, kept),
        updated_at=kept.updated_at,
        updated_by=kept.updated_by,
    )


def _pending(caller: Caller, kept: CompanySettings) -> ChangeAnswer | None:
    if not kept.pending or not caller.may("see_setting_changes"):
        return None
    return change_answer(proposal(caller.tenant, kept.pending))
