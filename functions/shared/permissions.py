"""Who may do what: the one table of permissions. Pure.

Each route names the permission that it needs (`may="decide_cases"`), and shared/caller.py looks it
up here, at the front door and nowhere else. docs/permissions.md is generated from this table.

A company's key and a customer's token have a role of their own; staff have those of their groups.
A route behind `anyone` proves its callers by what they bring: a link's token, a signature.
"""

from typing import Literal

Role = Literal["company", "customer", "reviewer", "billing", "admin", "operator", "anyone"]

# The groups that a staff member can be in. A group by any other name gives nothing.
STAFF_GROUPS: frozenset[Role] = frozenset({"reviewer", "billing", "admin", "operator"})

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    # The company's back end about its customers.
    "manage_customers": ("company",),
    # For ever: no backup but the table's own recovery, and nobody's word brings a customer back.
    "delete_customers": ("company",),
    "administer_deletions": ("admin",),
    # Only the company, which can hear both sides: a rejected customer cannot simply try again.
    "reopen_rejected_tiers": ("company",),
    "manage_business_people": ("company",),
    "manage_loans": ("company",),
    "ask_gates": ("company",),
    # A customer reaches their own record and nobody else's (Caller.require).
    "see_own_case": ("company", "customer"),
    "send_evidence": ("company", "customer"),
    # The company's staff about its customers.
    "see_customers": ("reviewer", "admin"),
    "see_cases": ("reviewer", "admin"),
    "decide_cases": ("reviewer", "admin"),
    "write_notes": ("reviewer", "admin"),
    # A claim is somebody's work: only those above them take it out of their hands.
    "take_over_tasks": ("admin",),
    # The rejection stays; the customer may send another submission for that tier.
    "reopen_for_customers": ("reviewer", "admin"),
    # Whoever sends a customer's papers cannot approve them (sent_by_you).
    "bring_papers": ("reviewer", "admin"),
    # For ever: no backup of a file exists.
    "erase_files": ("admin",),
    "decide_bank_accounts": ("reviewer", "admin"),
    # That a number is two people's takes two members of staff (same_person).
    "resolve_duplicates": ("reviewer", "admin"),
    # Whoever finds a reason to doubt stops the money; that it may leave again is said above them.
    "lower_tiers": ("reviewer", "admin"),
    "unfreeze_customers": ("admin",),
    # A link opens a customer's record: the company makes them in bulk, staff for one who asks.
    "send_links": ("company",),
    "hand_out_links": ("reviewer", "admin"),
    # The company's own affairs. Reviewers see what decides cases; billing sees what costs money.
    "see_settings": ("reviewer", "billing", "admin"),
    "change_settings": ("admin",),
    # Who eased a rule is looked for above those who work under it.
    "see_setting_changes": ("admin",),
    # A key reads and writes every customer, so whoever makes one could do all that it can.
    "manage_keys": ("admin",),
    # Who may come in, and as what: whoever decides it could make themselves anything.
    "manage_staff": ("admin",),
    # Where messages about customers go, and what proves them.
    "manage_webhooks": ("company",),
    "administer_webhooks": ("admin",),
    # Not for reviewers: the company's account is no part of a decision.
    "see_money": ("billing", "admin"),
    "top_up": ("billing", "admin"),
    # The platform. Operators have no company, so they reach no customer's data.
    "open_companies": ("operator",),
    "suspend_companies": ("operator",),
    "set_prices": ("operator",),
    # Amounts and the numbers of cases, to book and to give back; never whose case it is.
    "see_accounts": ("operator",),
    "enter_deposits": ("operator",),
    # It takes two of them, as a large deposit does: whoever proposed cannot apply (same_person).
    "correct_balances": ("operator",),
    # No credentials: the link's own token, or FaceID's signature.
    "use_links": ("anyone",),
    "report_face_checks": ("anyone",),
}


def roles_with(permission: str) -> frozenset[str]:
    """KeyError for a permission that is not in the table."""
    return frozenset(PERMISSIONS[permission])
