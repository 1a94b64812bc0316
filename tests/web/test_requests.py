"""How often each page asks the API when it is opened: as docs/admin-page.md says, with one case
waiting as with twelve."""

import re

from playwright.sync_api import Browser, Request, expect

from local.cloud import ROOT
from local.people import Company, open_for_demo, operators
from local.stack import Stack
from tests.web.browser import Desk
from tests.web.cases import Cases

# A row of the table, and the number that it begins with: `| Queue | 2: tasks, summary | …`.
ROW = re.compile(r"^\| ([^|]+) \| (\d): ", re.M)

# Nothing has arrived for a while.
QUIET = """() => performance.now() - 700 > Math.max(
  ...performance.getEntriesByType("resource").map(each => each.responseEnd))"""


def test_no_page_asks_more_often_when_more_is_waiting(browser: Browser, stack: Stack) -> None:
    exchange = open_for_demo(stack, "Counting Exchange", "exchange", "count.example.com")
    cases = Cases(stack, exchange)
    pages = _one_of_each(cases)
    desk = _signed_in(browser, stack, exchange, exchange.admin)
    written = (ROOT / "docs" / "admin-page.md").read_text(encoding="utf-8")
    documented = {name: int(number) for name, number in ROW.findall(written)}
    counted = {name: _requests(desk, route) for name, route in pages.items()}
    platform = _signed_in(browser, stack, exchange, operators(stack, exchange.password)[0])
    company = f"/operator/{exchange.company_id}"
    counted["Operator"] = _requests(platform, "/operator")
    counted["A company of the operator's"] = _requests(platform, company)
    assert counted == documented

    for _ in range(11):
        cases.submitted("Nok Another")
    grown = ("Queue", "Case", "Customers", "Customer")

    again = {name: _requests(desk, pages[name]) for name in grown}
    assert again == {name: documented[name] for name in grown}
    desk.context.close()
    platform.context.close()


def _one_of_each(cases: Cases) -> dict[str, str]:
    """The address of each page, with something on it."""
    first, resubmitted = cases.submitted("Anong Case"), cases.submitted("Boonmee Corrected")
    cases.revision_asked(resubmitted, "full_name")
    cases.resubmit(resubmitted, {"full_name": "Boonmee Better"})
    return {
        "Queue": "/queue",
        "Case": f"/cases/{first}",
        "Case from revision 2 on": f"/cases/{resubmitted}",
        "Customers": "/customers",
        "Customer": f"/customers/{cases.task(first)['customer_id']}",
        "Bank accounts": "/bank-accounts",
        "Bank account": f"/bank-accounts/{cases.with_bank_account('Nok Dee', 'Nok Dee')}",
        "Duplicates": "/duplicates",
        "Duplicate": f"/duplicates/{cases.suspected('Twin Person')}",
        "Businesses": "/businesses",
        "Business": f"/businesses/{cases.owned_business()}",
        "Billing": "/billing",
        "Consumption": "/consumption",
        "Webhooks and keys": "/webhooks",
        "Settings": "/settings",
    }


def _signed_in(browser: Browser, stack: Stack, company: Company, email: str) -> Desk:
    desk = Desk(browser, stack, company, email)
    desk.sign_in()
    return desk


def _requests(desk: Desk, route: str) -> int:
    """To the API, while the page opens in a tab that knows nothing yet."""
    page, asked, answered = desk.page, list[str](), list[str]()

    def note(request: Request) -> None:
        if "/v1/" in request.url and request.method != "OPTIONS":
            asked.append(request.url)

    def count(request: Request) -> None:
        if request.url in asked:
            answered.append(request.url)

    page.goto("about:blank")
    page.on("request", note)
    page.on("requestfinished", count)
    desk.open(route)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    while len(answered) < len(asked) or not asked or not page.evaluate(QUIET):
        expect(page.locator("[class*=awsui_spinner]")).to_have_count(0)
    page.remove_listener("request", note)
    page.remove_listener("requestfinished", count)
    return len(asked)
