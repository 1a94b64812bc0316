"""Mistakes of the ledger: each loses money, invents it, or tells it wrong."""

from local.mutants import Mutant, ledger

HOLDS = "functions/billing/holds.py"
SLOTS = "functions/billing/slots.py"
TRANSFERS = "functions/billing/transfers.py"
FEES = "functions/billing/fees.py"
SWEEPER = "functions/billing/sweeper.py"
SEALS = "functions/billing/seals.py"
STATEMENT = "functions/billing/statement.py"
TRANSACTION = "functions/shared/transaction.py"
CHECKS = "functions/liveness/checks.py"

ALL = ledger("ledger_operations", "ledger_races", "ledger_clients", "ledger_faults", "ledger_model")
BESIDE = ledger("ledger_boundaries")

MONEY = [
    Mutant(
        "a hold is put whether or not it exists",
        HOLDS,
        "        tx.create(entry, AlreadyThere)\n        kept =",
        "        tx.put(entry)\n        kept =",
        ALL,
    ),
    Mutant(
        "a hold is taken from any balance",
        HOLDS,
        "kept, Slot.avail >= units, Short)",
        "kept, Slot.pk.exists(), Short)",
        ALL,
    ),
    Mutant(
        "an ended hold ends again",
        HOLDS,
        "tx.update(entry, changes, Entry.state == HELD, Ended)",
        "tx.update(entry, changes, Entry.pk.exists(), Ended)",
        ALL,
    ),
    Mutant(
        "a decline is not kept",
        HOLDS,
        "or _written(is_final(entry_in(0), DECLINED))",
        "or is_final(entry_in(0), DECLINED)",
        ALL,
    ),
    Mutant(
        "the hold and the balance are two writes",
        HOLDS,
        "        tx.create(entry, AlreadyThere)\n        kept =",
        "        tx.create(entry, AlreadyThere)\n        tx.commit()\n"
        "        tx = Transaction()\n        kept =",
        ALL,
    ),
    Mutant(
        "the price of the capture's moment is charged",
        HOLDS,
        "    units = entry.units\n    changes = finished(entry, state)\n",
        "    from billing.fees import now, price_at\n\n"
        '    row = price_at(entry.service or "", now())\n'
        "    units = row.units if row else entry.units\n    changes = finished(entry, state)\n",
        BESIDE,
    ),
    Mutant(
        "too little is answered though a slot was added",
        SLOTS,
        "        elif slots_of(account) == count:\n",
        "        else:\n",
        BESIDE,
    ),
    Mutant(
        "exactly enough over all slots is too little",
        SLOTS,
        "sum(slot.avail for slot in slots) >= units:",
        "sum(slot.avail for slot in slots) > units:",
        BESIDE,
    ),
    Mutant(
        "a top-up has an id for each try",
        TRANSFERS,
        'f"topup:{account}:{request_id}", [quote_id, usdt_micro]',
        'f"topup:{account}:{request_id}:{now()}", [quote_id, usdt_micro]',
        ledger("ledger_transfers"),
    ),
    Mutant(
        "a quote is looked at before the write only",
        TRANSFERS,
        "    usable = Quote.used_by.does_not_exist() & (Quote.expires_at > now())\n",
        '    if quote.expires_at <= now():\n        raise ApiError("quote_expired")\n'
        "    usable = Quote.used_by.does_not_exist()\n",
        BESIDE,
    ),
    Mutant(
        "a quote is used by every request",
        TRANSFERS,
        "usable = Quote.used_by.does_not_exist() & (Quote.expires_at > now())",
        "usable = Quote.expires_at > now()",
        ledger("ledger_transfers"),
    ),
    Mutant(
        "the last USDT does not buy",
        TRANSFERS,
        "UsdtAccount.spent.add(usdt_micro)]\n    enough, short = UsdtAccount.avail >= usdt_micro",
        "UsdtAccount.spent.add(usdt_micro)]\n    enough, short = UsdtAccount.avail > usdt_micro",
        BESIDE,
    ),
    Mutant(
        "an adjustment takes more than there is",
        TRANSFERS,
        "Slot.avail >= -units, Short)",
        "Slot.pk.exists(), Short)",
        ledger("ledger_transfers"),
    ),
    Mutant(
        "a price is valid a moment late",
        FEES,
        "if each.valid_from <= at)",
        "if each.valid_from < at)",
        BESIDE,
    ),
    Mutant(
        "what has ended pays for a check",
        FEES,
        'return (True, "") if entry.state == HELD else (False, "attempt_ended")',
        'return (True, "")',
        ("tests/test_no_longer.py",),
    ),
    Mutant(
        "the sweeper releases what it does not know",
        FEES,
        "        return ledger.extend(entry.event_id, now() + ASK_AGAIN)\n",
        "        return ledger.release(entry.event_id)\n",
        ledger("ledger_sweeper"),
    ),
    Mutant(
        "the sweeper takes holds before their time",
        SWEEPER,
        "before = Entry.open_until < now()",
        "before = Entry.open_until < now() + UNRESOLVED_AFTER",
        ledger("ledger_sweeper"),
    ),
    Mutant(
        "a late result is due for ever",
        SWEEPER,
        "_due(check, [LivenessCheck.due.remove(), LivenessCheck.due_at.remove()])",
        "_due(check, [LivenessCheck.due_at.remove()])",
        ledger("ledger_sweeper"),
    ),
    Mutant(
        "a day is sealed at midnight",
        SEALS,
        "return (at - AFTER).date() - ONE_DAY",
        "return at.date() - ONE_DAY",
        BESIDE,
    ),
    Mutant(
        "a seal does not name the day before",
        SEALS,
        "seal.previous_hash = previous.hash if previous else FIRST",
        "seal.previous_hash = FIRST",
        ("tests/test_billing_seals.py",),
    ),
    Mutant(
        "the last second is of no day",
        STATEMENT,
        "begin, end = first.isoformat(), (last + timedelta(days=1)).isoformat()",
        'begin, end = first.isoformat(), f"{last.isoformat()}T23:59:59"',
        BESIDE,
    ),
    Mutant(
        "a second late answer replaces the first",
        CHECKS,
        "ended_once = LivenessCheck.verdict.exists() & LivenessCheck.late.does_not_exist()",
        "ended_once = LivenessCheck.verdict.exists()",
        BESIDE,
    ),
    Mutant(
        "an open check has a late answer",
        CHECKS,
        "ended_once = LivenessCheck.verdict.exists() & LivenessCheck.late.does_not_exist()",
        "ended_once = LivenessCheck.late.does_not_exist()",
        BESIDE,
    ),
    Mutant(
        "a conflict is taken for a short balance",
        TRANSACTION,
        '            return "busy" if code == CONFLICT else "unavailable"\n',
        "            return guards[-1]\n",
        ledger("transactions"),
    ),
    Mutant(
        "a retry is another request",
        TRANSACTION,
        "_until_done(lambda: _sent(request, guards))",
        "_until_done(lambda: _sent(self._request(), guards))",
        ledger("transactions"),
    ),
    Mutant(
        "who is slowed down is told busy",
        TRANSACTION,
        '            return "busy" if code == CONFLICT else "unavailable"\n',
        '            return "busy"\n',
        ledger("transactions"),
    ),
]
