"""`make screenshots`: every page in every language, two widths, light and dark.

Uses the cloud that `make run` started with its demonstration companies, or one of its own.
"""

import re
import sys
from contextlib import ExitStack

from playwright.sync_api import expect

from local.cloud import KEPT, ROOT, LocalCloud, running_port
from local.people import demo_companies, operators
from local.say import exit_code_of, out
from local.stack import deploy, find, publish_site
from tests.web.browser import LANGUAGES, Desk, chromium
from tests.web.cases import Cases

WHERE = ROOT / "web" / "dist" / "pictures"
# Name, route (what stands in braces is made by `_things`), and the group that sees it.
PICTURES = [
    ("queue", "/queue", "reviewer"),
    ("case", "/cases/{case}", "reviewer"),
    ("case-revised", "/cases/{revised}", "reviewer"),
    ("customers", "/customers", "reviewer"),
    ("customer", "/customers/{customer}", "reviewer"),
    ("billing", "/billing", "billing"),
    ("consumption", "/consumption", "billing"),
    ("webhooks", "/webhooks", "admin"),
    ("settings", "/settings", "admin"),
    ("bank-accounts", "/bank-accounts", "reviewer"),
    ("bank-account", "/bank-accounts/{account}", "reviewer"),
    ("duplicates", "/duplicates", "reviewer"),
    ("duplicate", "/duplicates/{alert}", "reviewer"),
    ("businesses", "/businesses", "reviewer"),
    ("business", "/businesses/{business}", "reviewer"),
    ("operator", "/operator", "operator"),
    ("operator-company", "/operator/{company}", "operator"),
    ("operator-prices", "/operator?tab=prices", "operator"),
]
SIZES = {"1440": (1440, 900), "1024": (1024, 768)}


def main() -> int:
    expect.set_options(timeout=60_000)
    with ExitStack() as until_done:
        if port := running_port():
            stack, home = find(port), KEPT
        else:
            cloud = until_done.enter_context(LocalCloud())
            stack, home = deploy(cloud), cloud.log.parent
            publish_site(stack)
        lender = demo_companies(stack, home)[1]
        things = _things(Cases(stack, lender))
        browser = until_done.enter_context(chromium())
        emails = {group: getattr(lender, group) for group in ("reviewer", "billing", "admin")}
        emails["operator"], _ = operators(stack, lender.password)
        desks: dict[str, Desk] = {}
        for name, route, group in PICTURES:
            if group not in desks:
                desks[group] = Desk(browser, stack, lender, emails[group])
                desks[group].sign_in()
            _take(desks[group], name, route.format(**things, company=lender.company_id))
    out.print(f"Pictures are in {WHERE.relative_to(ROOT)}")
    return 0


def _things(cases: Cases) -> dict[str, str]:
    """One of each kind, by the name that its route calls it; waiting ones for the lists."""
    case, revised = cases.submitted("Somchai Jaidee"), cases.submitted("Anong Suksan")
    cases.corrected_in_part(revised)
    for name in ("Malee Chaiyaporn", "Niran Wongsuwan", "Prasert Kaewmanee"):
        cases.submitted(name)
    return {
        "case": case,
        "revised": revised,
        "customer": cases.task(case)["customer_id"],
        "account": cases.with_bank_account("Kanya Srisai", account_name="Miss Kanya Srisay"),
        "alert": cases.suspected("Somsri Boonmee"),
        "business": cases.owned_business(),
    }


def _take(desk: Desk, name: str, route: str) -> None:
    desk.open(route)
    for language in LANGUAGES:
        desk.speak(language)
        for look in ("light", "dark"):
            desk.page.emulate_media(color_scheme=look)
            for size, (width, height) in SIZES.items():
                desk.page.set_viewport_size({"width": width, "height": height})
                desk.page.wait_for_load_state("networkidle")
                expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
                expect(desk.page.locator("[class*=awsui_spinner]")).to_have_count(0)
                expect(desk.page.locator("html")).to_have_attribute("style", re.compile(look))
                desk.shoot(WHERE / f"{name}-{language}-{look}-{size}.png")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
