"""HTTP routes of the billing slice."""

from billing import (
    balances,
    export,
    overview,
    prices,
    quotes,
    statement,
    statistics,
    top_ups,
)
from billing.accounts import account_of
from billing.balances import BalanceAnswer
from billing.bodies import (
    AccountPage,
    NewPrice,
    NewQuote,
    NewRate,
    NewTopUp,
)
from billing.export import EntriesCsv
from billing.overview import AccountState
from billing.prices import ServiceAnswer, SetPrice
from billing.quotes import QuoteAnswer, RateAnswer
from billing.statement import Entries, EntriesPage, Filters, Period
from billing.statistics import Statistics
from billing.top_ups import TopUpAnswer
from shared.caller import Caller
from shared.http import Answer, Api
from shared.reply import Once

handler = api = Api()


class Services(Answer):
    services: list[ServiceAnswer]


class Prices(Answer):
    """By service, newest first."""

    prices: list[SetPrice]


class Rates(Answer):
    """Newest first."""

    rates: list[RateAnswer]


class Accounts(Answer):
    """In the order of their companies."""

    accounts: list[AccountState]


@api.route("GET /v1/billing/services", may="see_money")
def list_services(caller: Caller) -> Services:
    """What each metered service costs, and whether it can be used now."""
    return Services(services=prices.services(str(caller.tenant)))


@api.route("GET /v1/billing/balance", may="see_money")
def get_balance(caller: Caller) -> BalanceAnswer:
    """The company's CNY service account and its USDT administrator account."""
    return balances.show_balance(caller.tenant)


@api.route(
    "POST /v1/billing/quotes",
    may="top_up",
    status=201,
    codes=("invalid_fields", "rate_unavailable", "amount_too_small"),
)
def make_quote(caller: Caller, body: NewQuote, once: Once) -> QuoteAnswer:
    """How much CNY an amount of USDT brings, promised for five minutes."""
    return quotes.make_quote(str(caller.tenant), body.amount, once)


@api.route(
    "POST /v1/billing/top-ups",
    may="top_up",
    status=201,
    codes=(
        "invalid_fields",
        "quote_unknown",
        "quote_used",
        "quote_expired",
        "amount_differs",
        "insufficient_usdt",
        "request_id_reused",
    ),
)
def top_up(caller: Caller, body: NewTopUp) -> TopUpAnswer:
    """Turn USDT into CNY as quoted, both or neither; it cannot be taken back."""
    account = str(caller.tenant)
    return top_ups.top_up(account, body.request_id, body.quote_id, body.amount, caller.actor)


@api.route("GET /v1/billing/top-ups/{top_up_id}", may="see_money")
def get_top_up(caller: Caller, top_up_id: str) -> TopUpAnswer:
    """A top-up with both of its legs."""
    return top_ups.show_top_up(str(caller.tenant), top_up_id)


@api.route(
    "POST /v1/billing/top-ups/{top_up_id}/refund",
    may="top_up",
    codes=("top_up_not_refundable",),
)
def refund_top_up(caller: Caller, top_up_id: str) -> TopUpAnswer:
    """Always refused: what was topped up cannot be returned."""
    top_ups.refuse_refund(str(caller.tenant), top_up_id)


@api.route(
    "GET /v1/billing/entries",
    may="see_money",
    codes=("invalid_cursor", "invalid_fields"),
)
def list_entries(caller: Caller, query: EntriesPage) -> Entries:
    """Consumption details: every charge, top-up and correction, newest first."""
    return statement.list_entries(str(caller.tenant), query)


@api.route(
    "GET /v1/billing/entries.csv",
    may="see_money",
    codes=("export_too_large", "invalid_fields"),
)
def export_entries(caller: Caller, query: Filters) -> EntriesCsv:
    """The same as a table for a spreadsheet, at most 10,000 lines."""
    return export.export(str(caller.tenant), query)


@api.route("GET /v1/billing/statistics", may="see_money", codes=("invalid_fields",))
def get_statistics(caller: Caller, query: Period) -> Statistics:
    """Consumption by day, service and outcome."""
    return statistics.statistics(str(caller.tenant), query)


@api.route(
    "POST /v1/operator/prices",
    may="set_prices",
    status=201,
    codes=("invalid_fields", "valid_from_past", "price_exists"),
)
def set_price(caller: Caller, body: NewPrice, once: Once) -> SetPrice:
    """Set what a service costs from now or a later moment on."""
    return prices.set_price(body.service, body.price, body.valid_from, caller.actor, once)


@api.route("GET /v1/operator/prices", may="set_prices")
def list_prices() -> Prices:
    """All prices that were set, those to come included."""
    return Prices(prices=prices.list_prices())


@api.route(
    "POST /v1/operator/rates",
    may="set_prices",
    status=201,
    codes=("invalid_fields", "valid_from_past", "rate_exists"),
)
def set_rate(caller: Caller, body: NewRate, once: Once) -> RateAnswer:
    """Set how much CNY one USDT brings from now or a later moment on."""
    return quotes.set_rate(body.cny_per_usdt, body.valid_from, caller.actor, once)


@api.route("GET /v1/operator/rates", may="set_prices")
def list_rates() -> Rates:
    """The newest rates, those to come included."""
    return Rates(rates=quotes.list_rates())


@api.route("GET /v1/operator/accounts", may="see_accounts")
def list_company_accounts() -> Accounts:
    """What every account has: those of all companies, live and test."""
    return Accounts(accounts=overview.list_accounts())


@api.route(
    "GET /v1/operator/entries",
    may="see_accounts",
    codes=("invalid_cursor", "invalid_fields", "not_found"),
)
def list_account_entries(query: AccountPage) -> Entries:
    """A company's statement, newest first: what was booked by hand, and what can be given back."""
    return statement.list_entries(account_of(query.company_id, query.mode), query)
