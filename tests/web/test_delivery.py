"""How the page arrives: the deployed policy is strict and in force, and the first view is small."""

import gzip

import pytest
import requests
from playwright.sync_api import Browser, Response, expect

from local.people import Company
from local.stack import Stack
from tests.web.browser import Desk

MOST_JS_BYTES, MOST_CSS_BYTES = 400_000, 120_000


def test_the_policy_lets_nothing_foreign_in(stack: Stack) -> None:
    host = stack.admin_url.removeprefix("http://").strip("/")

    answer = requests.get(f"http://127.0.0.1:{stack.port}/", headers={"Host": host}, timeout=30)

    policy = answer.headers["Content-Security-Policy"]
    rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert (rules["script-src"], rules["style-src"]) == ("'self'", "'self'")
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["index.html", "config.json"])
def test_what_a_new_version_changes_is_asked_for_again(stack: Stack, name: str) -> None:
    host = stack.admin_url.removeprefix("http://").strip("/")

    answer = requests.get(
        f"http://127.0.0.1:{stack.port}/{name}", headers={"Host": host}, timeout=30
    )

    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_first_view_is_within_its_budget(
    browser: Browser, stack: Stack, lender: Company
) -> None:
    desk = Desk(browser, stack, lender, lender.reviewer)
    arrived: list[Response] = []

    def note(response: Response) -> None:
        arrived.append(response)

    desk.page.on("response", note)

    desk.sign_in()
    expect(desk.page.get_by_role("table")).to_be_visible()

    def packed(ending: str) -> int:
        files = {each.url: each for each in arrived if each.url.endswith(ending)}
        return sum(len(gzip.compress(each.body())) for each in files.values())

    assert 50_000 < packed(".js") < MOST_JS_BYTES
    assert 10_000 < packed(".css") < MOST_CSS_BYTES
    assert desk.said == []
    desk.context.close()
