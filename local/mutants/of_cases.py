"""Mistakes of cases: each lets somebody through, leaves somebody out, or tells them twice."""

from local.mutants import Mutant, ledger

GUARD = "functions/submit/identity_guard.py"
AUTOMATIC = "functions/shared/automatic.py"
DECISIONS = "functions/review/decisions.py"
FOUR_EYES = "functions/review/four_eyes.py"
CLAIMS = "functions/review/claims.py"
EXPIRY = "functions/review/expiry.py"
NOTICES = "functions/shared/notice_mail.py"
MACHINE = "functions/shared/machine.py"
LOANS = "functions/lending/loans.py"

MEANWHILE = ("tests/test_meanwhile.py",)

CASES = [
    Mutant(
        "a number of test mode blocks live mode",
        GUARD,
        '    named = f"{tenant}|{issuer}|{document_type}|{canonical(number)}"\n'
        '    return f"{tenant}#IDENTITY#{keyed_hash(named)}"\n',
        '    named = f"{tenant.company_id}|{issuer}|{document_type}|{canonical(number)}"\n'
        '    return f"{tenant.company_id}#IDENTITY#{keyed_hash(named)}"\n',
        ("tests/test_duplicates.py",),
    ),
    Mutant(
        "a number is everybody's",
        GUARD,
        "mine_or_free = held.does_not_exist() | held.contains(customer_id)",
        "mine_or_free = held.does_not_exist() | held.exists()",
        ("tests/test_duplicates.py",),
    ),
    Mutant(
        "a match skips a tier that was lowered",
        AUTOMATIC,
        'return "tier_lowered" if head.tier > customer.tier + 1 else None',
        "return None",
        MEANWHILE,
    ),
    Mutant(
        "a match gives no next tier",
        AUTOMATIC,
        "head.tier > customer.tier + 1",
        "head.tier > customer.tier",
        MEANWHILE,
    ),
    Mutant(
        "a match lifts what a person froze",
        DECISIONS,
        "        if caller is not SYSTEM:  # who froze it",
        "        if caller:  # who froze it",
        MEANWHILE,
    ),
    Mutant(
        "an approval is of whatever revision there is",
        DECISIONS,
        "    if head.revision != verdict.revision:\n        raise",
        "    if head.revision < verdict.revision:\n        raise",
        ("tests/test_manual_kyc.py",),
    ),
    Mutant(
        "one person is two",
        FOUR_EYES,
        'if head.first_approval["by"] == caller.actor:',
        'if head.first_approval["by"] == "":',
        (*ledger("decision_races"), "tests/test_four_eyes.py"),
    ),
    Mutant(
        "a claim keeps nobody out",
        CLAIMS,
        "if held and held.by != caller.actor:",
        'if held and held.by == "":',
        ledger("decision_races"),
    ),
    Mutant(
        "a late expiry ends a later round",
        EXPIRY,
        'if head.revision != revision or head.status != "revision_requested":',
        'if head.status != "revision_requested":',
        MEANWHILE,
    ),
    Mutant(
        "a notice is sent by two",
        NOTICES,
        "(free | over) & Notification.emailed_at.does_not_exist()",
        "Notification.emailed_at.does_not_exist()",
        MEANWHILE,
    ),
    Mutant(
        "a notice waits for a sender who died",
        NOTICES,
        "(free | over) & Notification",
        "free & Notification",
        MEANWHILE,
    ),
    Mutant(
        "a faster customer is not heard",
        MACHINE,
        '        answer(event["task_token"], head)\n        return\n',
        "        return\n",
        MEANWHILE,
    ),
    Mutant(
        "what is exactly the limit is too much",
        LOANS,
        "if customer.open_loans_units + units > customer.max_loan_units:",
        "if customer.open_loans_units + units >= customer.max_loan_units:",
        ledger("loan_races"),
    ),
    Mutant(
        "a limit is nobody's limit",
        LOANS,
        "    _require_room(customer, units)\n",
        "",
        ledger("loan_races"),
    ),
]
