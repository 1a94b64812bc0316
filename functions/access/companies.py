"""Companies: opened by the platform, and entered by whom it invites."""

from datetime import datetime
from typing import Literal

from access import sign_ins
from access.staff_fields import NewAdministrator
from shared import ids
from shared.clock import now
from shared.errors import ApiError
from shared.http import Answer
from shared.reply import Once
from shared.staff import invited
from shared.suspension import company_pk
from shared.tables import Company
from shared.transaction import Transaction, until_settled

COMPANIES = "COMPANIES"

FIRST_ROLES = ["admin"]

PolicyName = Literal["exchange", "lending"]


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


def _company_answer(company: Company) -> CompanyAnswer:
    return CompanyAnswer(
        company_id=company.company_id,
        name=company.name,
        policy=company.policy,
        created_at=company.created_at,
        suspended_at=company.suspended_at,
    )
