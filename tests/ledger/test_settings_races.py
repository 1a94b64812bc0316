"""Many administrators at once: a proposal is confirmed once, or not at all."""

from collections import Counter

import pytest

from access import choices
from access.choices import ChoicesChange
from access.setting_changes import SettingsChange, proposal
from shared.caller import Caller
from shared.clock import now
from shared.company_settings import settings_of
from shared.errors import ApiError
from shared.tables import Company
from shared.tenant import Tenant
from tests.ledger import clients

PEOPLE = 8


@pytest.fixture
def tenant() -> Tenant:
    """Its first administrator has proposed that one person approves tier 3 again."""
    tenant = clients.a_company().tenant
    company = Company(f"COMPANY#{tenant.company_id}", "COMPANY", company_id=tenant.company_id)
    company.name, company.policy, company.created_at = "Siam Lending", "lending", now()
    company.save()
    for tiers in ([3], []):
        choices.change_choices(admin(tenant, 0), ChoicesChange(four_eyes_tiers=tiers))
    return tenant


def admin(tenant: Tenant, number: int) -> Caller:
    return Caller(frozenset({"admin"}), f"admin-{number}", f"Admin {number}", tenant)


def one(tenant: Tenant, number: int) -> str:
    """Some confirm, some decline, some change something else."""
    by = admin(tenant, 1 + number % PEOPLE)
    try:
        if number % 3 == 0:
            choices.confirm_change(by, 2)
        elif number % 3 == 1:
            choices.end_proposal(by, 2)
        else:
            choices.change_choices(by, ChoicesChange(liveness_attempts=1 + number % 5))
    except ApiError as refused:
        return refused.code
    return "done"


def test_a_proposal_ends_once_and_the_numbers_of_changes_have_no_gap(tenant: Tenant) -> None:
    answers = Counter(clients.at_once(lambda number: one(tenant, number)))

    kept, ended = settings_of(tenant), proposal(tenant, 2)
    pk = f"COMPANY#{tenant.company_id}"
    notes = list(SettingsChange.query(pk, SettingsChange.sk.startswith("CHANGE#")))
    confirms = [each.confirms for each in notes if each.confirms]
    assert answers.keys() <= {"done", "proposal_over", "busy"}
    assert (kept.pending, kept.changes) == (None, len(notes))
    assert [each.number for each in notes] == list(range(1, len(notes) + 1))
    assert confirms == ([2] if ended.state == "confirmed" else [])
    assert kept.four_eyes_tiers == ([] if ended.state == "confirmed" else [3])
