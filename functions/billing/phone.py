"""One-time codes: a customer proves to read what is sent to the phone number on file.

A code is six digits, which a machine guesses in a moment. What protects it is how few guesses
there are: five for a code, a code a minute, five codes a day. Every guess is counted before it is
looked at.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from billing import texts
from billing.accounts import company_named
from billing.messages import (
    PhoneVerification,
    load_verification,
    moments,
    verification_id,
)
from billing.reach import why_no_text
from billing.texts import Outcome, Text
from billing.wording import code_text, sender
from shared.caller import Caller
from shared.case_answers import phone_verified_at
from shared.case_store import load_active_customer, load_customer, record, unless_deleted
from shared.clock import now, rfc3339
from shared.errors import ApiError, Raced
from shared.http import Answer
from shared.settings import settings
from shared.tables import Customer
from shared.telemetry import logger
from shared.transaction import Transaction, until_settled

CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
PAUSE = timedelta(seconds=60)
DAY = timedelta(hours=24)
MOST_CODES_A_DAY = 5
# A text that may have arrived is worth typing in; these certainly have not.
REFUSALS: dict[Outcome, str] = {
    "not_mobile": "phone_not_mobile",
    "country_closed": "sms_country_closed",
    "suspended": "sms_suspended",
    "not_offered": "sms_not_offered",
    "not_sent": "sms_not_sent",
    "company_suspended": "company_suspended",
}


class CodeSent(Answer):
    """`phone_last_two` tells which phone to look at."""

    verification_id: str
    phone_last_two: str
    expires_at: datetime
    attempts_left: int


class PhoneVerified(Answer):
    phone_verified_at: datetime


def send_code(caller: Caller, customer_id: str) -> CodeSent:
    """A new code takes the place of the one before."""
    if not texts.is_offered(caller.tenant):
        raise ApiError("sms_not_offered")
    code = f"{secrets.randbelow(1_000_000):06d}"
    customer, made = until_settled(lambda: _make(caller, customer_id, code))
    outcome = texts.send(caller.tenant, _text(caller, customer, made, code))
    if outcome in REFUSALS:
        _give_back(made)
        raise ApiError(REFUSALS[outcome])
    return CodeSent(
        verification_id=made.verification_id,
        phone_last_two=made.phone[-2:],
        expires_at=made.expires_at,
        attempts_left=MOST_TRIES,
    )


def _make(caller: Caller, customer_id: str, code: str) -> tuple[Customer, PhoneVerification]:
    customer, at = load_active_customer(caller.tenant, customer_id), now()
    _require_unverified_phone(customer)
    if refusal := why_no_text(customer.phone, settings().sms_countries):
        raise ApiError(REFUSALS[refusal])
    before = load_verification(caller.tenant, customer_id)
    counted = [each for each in moments(before) if each > at - DAY] if before else []
    if before:
        _require_turn(before, counted, at)
    number = before.number + 1 if before else 1
    made = PhoneVerification(customer.pk, "PHONE", number=number, phone=customer.phone)
    made.verification_id = verification_id(customer_id, number)
    made.code_hash = _hash(made.verification_id, code)
    made.asked_at, made.expires_at = at, at + CODE_LIFE
    made.sent_on = [rfc3339(each) for each in [*counted, at]]
    unchanged = PhoneVerification.number == number - 1
    tx = Transaction()
    tx.put(made, unchanged if before else PhoneVerification.pk.does_not_exist())
    unless_deleted(tx, customer)
    tx.commit()
    return customer, made


def _require_unverified_phone(customer: Customer) -> None:
    if not customer.phone:
        raise ApiError("no_phone")
    if verified_at := phone_verified_at(customer):
        details = {"phone_verified_at": rfc3339(verified_at)}
        raise ApiError("phone_already_verified", details=details)


def _require_turn(before: PhoneVerification, counted: list[datetime], at: datetime) -> None:
    free_at = before.asked_at + PAUSE
    if len(counted) >= MOST_CODES_A_DAY:
        free_at = max(free_at, counted[-MOST_CODES_A_DAY] + DAY)
    if at < free_at:
        seconds = int((free_at - at).total_seconds()) + 1
        raise ApiError("too_many_codes", details={"retry_after_seconds": seconds})


def _text(caller: Caller, customer: Customer, made: PhoneVerification, code: str) -> Text:
    language, company = customer.language, company_named(caller.tenant.company_id)
    name, registered = company.name if company else "KYC", settings().sms_china_signature
    return Text(
        message_id=made.verification_id,
        phone=made.phone,
        words=sender(language, name, made.phone, registered) + code_text(language, code),
        event="phone.code_sent",
        facts={"verification_id": made.verification_id},
        caller=caller,
    )


def _give_back(made: PhoneVerification) -> None:
    """What was not sent does not use up the day; the next one still has to wait its minute."""
    tx = Transaction()
    fewer = [PhoneVerification.sent_on.set(made.sent_on[:-1])]
    tx.update(made, fewer, PhoneVerification.number == made.number)
    try:
        tx.commit()
    except Raced:
        logger.info("a newer code was asked for", extra={"verification_id": made.verification_id})


def confirm_code(caller: Caller, customer_id: str, code: str) -> PhoneVerified:
    made = until_settled(lambda: _count_try(caller, customer_id))
    if not hmac.compare_digest(made.code_hash, _hash(made.verification_id, code)):
        raise ApiError("code_wrong", details={"attempts_left": MOST_TRIES - made.tries})
    return until_settled(lambda: _verify(caller, customer_id, made))


def _count_try(caller: Caller, customer_id: str) -> PhoneVerification:
    """The code to compare with, whose try is counted already."""
    customer = load_customer(caller.tenant, customer_id)
    _require_unverified_phone(customer)
    made = load_verification(caller.tenant, customer_id)
    if made is None or not _is_usable(made, customer):
        raise ApiError("code_expired")
    same = PhoneVerification.number == made.number
    uncounted = PhoneVerification.tries == made.tries
    made.tries += 1
    tx = Transaction()
    tx.update(made, [PhoneVerification.tries.set(made.tries)], same & uncounted)
    tx.commit()
    return made


def _is_usable(made: PhoneVerification, customer: Customer) -> bool:
    """A code is for the number that it was sent to, until it is late or was tried too often."""
    current = made.phone == customer.phone
    return current and now() < made.expires_at and made.tries < MOST_TRIES


def _verify(caller: Caller, customer_id: str, made: PhoneVerification) -> PhoneVerified:
    """Of two who bring the right code at once, one is written down and both are answered."""
    customer = load_customer(caller.tenant, customer_id)
    if verified_at := phone_verified_at(customer):
        return PhoneVerified(phone_verified_at=verified_at)
    if customer.phone != made.phone:
        raise ApiError("code_expired")
    at = now()
    tx = Transaction()
    verified = [Customer.phone_verified.set(made.phone), Customer.phone_verified_at.set(at)]
    facts = {"verification_id": made.verification_id}
    record(tx, customer, caller, "phone.verified", verified, facts=facts)
    tx.commit()
    return PhoneVerified(phone_verified_at=at)


def _hash(verification: str, code: str) -> str:
    """Salted with the id, so that equal codes do not look equal."""
    return hashlib.sha256(f"{verification}:{code}".encode()).hexdigest()
