"""A member of staff's own account: an authenticator app, and signing out."""

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import Browser, expect

from local.operator import invite
from local.people import Company
from local.stack import Stack
from tests.web.browser import Desk

STEP_SECONDS = 30


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // STEP_SECONDS), "sha1")
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def test_an_authenticator_app_is_set_up_and_signing_out_ends_the_session(
    browser: Browser, stack: Stack, lender: Company
) -> None:
    email = "careful@siam.example.com"
    invite(stack.client, stack.outputs, email, "reviewer", lender.company_id, lender.password)
    desk = Desk(browser, stack, lender, email)
    desk.sign_in()
    page = desk.page
    page.get_by_role("button", name="Careful").click()
    page.get_by_role("menuitem", name="Authenticator app").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    secret = dialog.get_by_text(re.compile(r"^[A-Z2-7]{16,}$")).inner_text()
    assert desk.violations() == []

    dialog.get_by_label("The six digits").fill("000000")
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_text("This is not the code.")).to_be_visible()
    dialog.get_by_label("The six digits").fill(code_of(secret))
    dialog.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("signing in asks for a code")).to_be_visible()

    pool, cognito = stack["UserPoolId"], stack.client("cognito-idp")
    user = cognito.admin_get_user(UserPoolId=pool, Username=email)
    assert user["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]
    page.get_by_role("button", name="Careful").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.locator("input[type=password]").first).to_be_visible()
    desk.context.close()
