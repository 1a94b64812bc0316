"""A signed-in Chromium on the admin page, and what a reviewer does with it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from local.cloud import ROOT
from local.people import Company
from local.stack import Stack

CHROMIUM = "/usr/bin/chromium"
# A browser that calls nobody: no updates, no sync, no prefetching.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
LANGUAGES = ("en", "zh-CN", "th")
# The strictest common rules, and Cloudscape's own best practices with them.
AXE_RUN = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(
  each => each.id + ": " + each.nodes.map(node => node.target.join(" ")).join("; "))"""

STILL = """() => Promise.all(document.getAnimations()
  .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
  .map(each => each.finished.catch(() => null))).then(() => null)"""

# The first call of a function waits for its process, beside another cloud's for half a minute.
expect.set_options(timeout=45_000)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


class Desk:
    """A member of staff at the page, in one window; `said` is what the console complained of."""

    def __init__(self, browser: Browser, stack: Stack, company: Company, email: str) -> None:
        self.stack, self.company, self.email = stack, company, email
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="Asia/Bangkok"
        )
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(f"thrown: {error}"))
        # Everything here is made with test keys. The browser's own view of a PDF has no storage.
        self.context.add_init_script("if (window === top) localStorage['kyc.mode'] ??= 'test'")
        self.context.add_init_script(
            "document.addEventListener('securitypolicyviolation', event =>"
            " console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )

    def sign_in(self) -> None:
        """Through Cognito's own page."""
        self.page.goto(self.stack.admin_url)
        self.pass_sign_in()

    def pass_sign_in(self) -> None:
        self.page.get_by_label(re.compile("username|email", re.I)).first.fill(self.email)
        self.page.locator("input[type=password]").first.fill(self.company.password)
        self.page.locator("button[type=submit], input[type=submit]").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        # Cognito's page is not ours: the emulator's has no icon.
        self.said.clear()

    def open(self, route: str) -> None:
        self.page.goto(f"{self.stack.admin_url}#{route}")

    def speak(self, language: str) -> None:
        if self.page.locator("html").get_attribute("lang") == language:
            return
        self.page.evaluate("language => localStorage.setItem('kyc.language', language)", language)
        self.page.reload()
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands, once nothing on it moves."""
        self.page.evaluate(STILL)
        # Through the driver: the page's own policy lets no other script in.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(AXE_RUN)
        return found

    def shoot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, animations="disabled")

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser notes by itself that somebody else was first; that is no fault of the page.
        if message.type in ("error", "warning") and "status of 409" not in message.text:
            self.said.append(f"{message.type}: {message.text}")
