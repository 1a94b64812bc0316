"""Companies and their API keys."""

from datetime import datetime
from typing import Literal

from access import sign_ins
from access.keys import ApiKey, KeySecret
from access.staff_fields import NewAdministrator
from shared import ids
from shared.bearer import hash_of, new_secret
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.reply import Once
from shared.staff import invited
from shared.suspension import company_pk
from shared.tables import Company
from shared.tenant import Mode, Tenant
from shared.transaction import Transaction, until_settled

COMPANIES = "COMPANIES"

FIRST_ROLES = ["admin"]

PolicyName = Literal["exchange", "lending"]


class KeyAnswer(Answer):
    """`secret` is shown once, when the key is made; a repeated request does not show it again."""

    key_id: str
    name: str
    mode: Mode
    last_four: str
    created_at: datetime
    revoked_at: datetime | None = None
    secret: str | None = None


class CompanyAnswer(Answer):
    company_id: str
    name: str
    policy: PolicyName
    created_at: datetime
    suspended_at: datetime | None = None


class OpenedCompany(CompanyAnswer):
    """A new company; its first administrator was invited by e-mail and makes its keys."""

    administrator: str


def open_company(
    name: str, policy: PolicyName, first: NewAdministrator, by: str, once: Once | None = None
) -> OpenedCompany:
    """A company and its first administrator: nobody who opens it can act for it."""
    return until_settled(lambda: _open(name, policy, first, by, once))


def _open(
    name: str, policy: PolicyName, first: NewAdministrator, by: str, once: Once | None
) -> OpenedCompany:
    """The sign-in first, as it keeps the company's id: what was left half done, is found by it."""
    sign_in = sign_ins.invite(first.email, first.name, ids.new_id("co"))
    company_id, at = sign_in.company_id, now()
    if not company_id or _is_open(company_id):
        raise ApiError("staff_exists")
    sign_ins.put_into(sign_in.staff_id, FIRST_ROLES)
    company = Company(company_pk(company_id), "COMPANY", company_id=company_id, name=name)
    company.policy, company.created_at = policy, at
    company.list_key, company.list_at = COMPANIES, at
    member = invited(company_id, sign_in.staff_id, first.name, first.email, by)
    member.roles = FIRST_ROLES
    answer = OpenedCompany(**_company_answer(company).model_dump(), administrator=first.email)
    tx = Transaction()
    if once:
        once.keep(tx, answer)
    tx.create(company)
    tx.create(member)
    tx.commit()
    return answer


def _is_open(company_id: str) -> bool:
    found = Company.query(company_pk(company_id), Company.sk == "COMPANY", consistent_read=True)
    return next(found, None) is not None


def list_companies() -> list[CompanyAnswer]:
    return [_company_answer(each) for each in Company.by_list.query(COMPANIES)]


def create_key(company_id: str, mode: Mode, name: str, by: str, once: Once) -> KeyAnswer:
    tx = Transaction()
    key, secret = _new_key(Tenant(company_id, mode), name, by)
    once.keep(tx, _key_answer(key))
    _add(tx, company_id, key)
    tx.commit()
    return _key_answer(key, secret)


def list_keys(company_id: str) -> list[KeyAnswer]:
    found = ApiKey.query(f"COMPANY#{company_id}", ApiKey.sk.startswith("KEY#"))
    return [_key_answer(each) for each in found]


def revoke_key(company_id: str, key_id: str) -> KeyAnswer:
    """The key stops within the authorizer's cache time; revoking twice changes nothing more."""
    return until_settled(lambda: _revoke_key(company_id, key_id))


def _revoke_key(company_id: str, key_id: str) -> KeyAnswer:
    try:
        key = ApiKey.get(f"COMPANY#{company_id}", f"KEY#{key_id}", consistent_read=True)
    except ApiKey.DoesNotExist:
        raise ApiError("not_found") from None
    if key.revoked_at is None:
        tx = Transaction()
        tx.delete(KeySecret(f"KEY#{key.secret_hash}", "KEY"))
        key.revoked_at = now()
        still_valid = ApiKey.revoked_at.does_not_exist()
        tx.update(key, [ApiKey.revoked_at.set(key.revoked_at)], still_valid)
        tx.commit()
    return _key_answer(key)


def _new_key(tenant: Tenant, name: str, by: str) -> tuple[ApiKey, str]:
    secret, key_id = new_secret(f"sk_{tenant.mode}"), ids.new_id("key")
    key = ApiKey(f"COMPANY#{tenant.company_id}", f"KEY#{key_id}", key_id=key_id, name=name)
    key.mode, key.last_four, key.secret_hash = tenant.mode, secret[-4:], hash_of(secret)
    key.created_at, key.created_by = now(), by
    return key, secret


def _add(tx: Transaction, company_id: str, key: ApiKey) -> None:
    tx.create(key)
    read = KeySecret(f"KEY#{key.secret_hash}", "KEY", key_id=key.key_id, created_by=key.created_by)
    read.tenant = f"{company_id}#{key.mode}"
    tx.create(read)


def _key_answer(key: ApiKey, secret: str | None = None) -> KeyAnswer:
    return KeyAnswer(
        key_id=key.key_id,
        name=key.name,
        mode=key.mode,
        last_four=key.last_four,
        created_at=key.created_at,
        revoked_at=key.revoked_at,
        secret=secret,
    )


def _company_answer(company: Company) -> CompanyAnswer:
    return CompanyAnswer(
        company_id=company.company_id,
        name=company.name,
        policy=company.policy,
        created_at=company.created_at,
        suspended_at=company.suspended_at,
    )
