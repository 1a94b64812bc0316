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
# Name, route ("{case}" waits, "{customer}" of "{company}" sent it), and the group that sees it.
PICTURES = [
    ("queue", "/queue", "reviewer"),
    ("case", "/cases/{case}", "reviewer"),
    ("customers", "/customers", "reviewer"),
    ("customer", "/customers/{customer}", "reviewer"),
    ("billing", "/billing", "billing"),
    ("consumption", "/consumption", "billing"),
    ("webhooks", "/webhooks", "admin"),
    ("settings", "/settings", "admin"),
    ("bank-accounts", "/bank-accounts", "reviewer"),
    ("duplicates", "/duplicates", "reviewer"),
    ("businesses", "/businesses", "reviewer"),
    ("operator", "/operator", "operator"),
    ("operator-company", "/operator/{company}", "operator"),
    ("operator-prices", "/operator?tab=prices", "operator"),
]
SIZES = {"1440": (1440, 900), "1024": (1024, 768)}


def main() -> int:
    with ExitStack() as until_done:
        if port := running_port():
            stack, home = find(port), KEPT
        else:
            cloud = until_done.enter_context(LocalCloud())
            stack, home = deploy(cloud), cloud.log.parent
            publish_site(stack)
        lender = demo_companies(stack, home)[1]
        cases = Cases(stack, lender)
        case = cases.submitted()
        customer = cases.task(case)["customer_id"]
        browser = until_done.enter_context(chromium())
        emails = {group: getattr(lender, group) for group in ("reviewer", "billing", "admin")}
        emails["operator"], _ = operators(stack, lender.password)
        desks: dict[str, Desk] = {}
        for name, route, group in PICTURES:
            if group not in desks:
                desks[group] = Desk(browser, stack, lender, emails[group])
                desks[group].sign_in()
            shown = route.format(case=case, customer=customer, company=lender.company_id)
            _take(desks[group], name, shown)
    out.print(f"Pictures are in {WHERE.relative_to(ROOT)}")
    return 0


def _take(desk: Desk, name: str, route: str) -> None:
    desk.open(route)
    for language in LANGUAGES:
        desk.speak(language)
        for look in ("light", "dark"):
            desk.page.emulate_media(color_scheme=look)
            for size, (width, height) in SIZES.items():
                desk.page.set_viewport_size({"width": width, "height": height})
                expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
                expect(desk.page.locator("[class*=awsui_spinner]")).to_have_count(0)
                expect(desk.page.locator("html")).to_have_attribute("style", re.compile(look))
                desk.shoot(WHERE / f"{name}-{language}-{look}-{size}.png")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
