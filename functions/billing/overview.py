"""Every company's accounts at a glance, for operators."""

from billing.accounts import every_account
from billing.amounts import cny, usdt
from billing.balances import is_low
from billing.fees import price_at
from billing.ledger import balance
from billing.prices import SERVICES, Service
from billing.tables import Account, Slot, UsdtAccount
from shared.case_answers import Amount
from shared.clock import now
from shared.company_settings import CompanySettings, settings_key
from shared.http import Answer
from shared.tenant import Mode, Tenant


class AccountState(Answer):
    """`suspended` names the services of which the account cannot pay one more."""

    company_id: str
    mode: Mode
    available: Amount
    held: Amount
    usdt_available: Amount
    low_balance: Amount
    is_low: bool
    suspended: list[Service]


def list_accounts() -> list[AccountState]:
    """In the order of their companies; one that never had money is not opened, and not here."""
    accounts = every_account()
    tenants = [Tenant.parse(each.account) for each in accounts]
    money, administrator, chosen = _money(accounts), _usdt(accounts), _chosen(tenants)
    prices = {service: price_at(service, now()) for service in SERVICES}
    units = {service: price.units for service, price in prices.items() if price}
    return [
        _state(tenant, *money[str(tenant)], administrator[str(tenant)], chosen[tenant], units)
        for tenant in tenants
    ]


def _state(
    tenant: Tenant,
    available: int,
    held: int,
    usdt_micro: int,
    chosen: CompanySettings,
    prices: dict[Service, int],
) -> AccountState:
    return AccountState(
        company_id=tenant.company_id,
        mode=tenant.mode,
        available=cny(available),
        held=cny(held),
        usdt_available=usdt(usdt_micro),
        low_balance=cny(chosen.low_balance_units),
        is_low=is_low(available, chosen),
        suspended=[service for service, units in prices.items() if available < units],
    )


def _money(accounts: list[Account]) -> dict[str, tuple[int, int]]:
    """Available and held. Several slots are read at one moment, which a batch is not."""
    keys = [(f"ACC#{each.account}#0", "BAL") for each in accounts if each.slots == 1]
    single = {slot.pk: slot for slot in Slot.batch_get(keys, consistent_read=True)}
    money = {}
    for each in accounts:
        found = single.get(f"ACC#{each.account}#0") or balance(each.account)
        available = found.avail if isinstance(found, Slot) else found.available
        money[each.account] = available, found.held
    return money


def _usdt(accounts: list[Account]) -> dict[str, int]:
    keys = [(f"USDT#{each.account}", "BAL") for each in accounts]
    found = {each.pk: each.avail for each in UsdtAccount.batch_get(keys, consistent_read=True)}
    return {each.account: found.get(f"USDT#{each.account}", 0) for each in accounts}


def _chosen(tenants: list[Tenant]) -> dict[Tenant, CompanySettings]:
    keys = {tenant: settings_key(tenant) for tenant in tenants}
    batch = CompanySettings.batch_get(list(keys.values()), consistent_read=True)
    found = {(each.pk, each.sk): each for each in batch}
    return {tenant: found.get(key) or CompanySettings(*key) for tenant, key in keys.items()}
