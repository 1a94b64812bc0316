"""`make run`: the whole service on this machine, until Ctrl-C. What happened is kept."""

import argparse
import shlex
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from local import automatic
from local.client import sign_in
from local.cloud import KEPT, LocalCloud
from local.people import Company, demo_companies, operator_of, operators
from local.say import exit_code_of, out, phase
from local.stack import Stack, deploy, publish_site

PORT = 4566
FUNDS_USDT = "100.000000"
# The emulator's ID tokens last an hour.
TOKEN_SECONDS = 30 * 60

CURLS = """\
. {env}   # API, COMPANY_KEY and a fresh REVIEWER_TOKEN; lender.env is the lender's

# 1  The company's back end makes a customer.
ANSWER=$(curl -sS "$API/v1/customers" -H "Authorization: Bearer $COMPANY_KEY" \\
  -d '{{"external_id": "shell-'$(date +%s)'", "kind": "individual", "country": "TH",
       "language": "en", "email": "somchai@example.com"}}')
CUSTOMER=$(echo "$ANSWER" | sed 's/.*"customer_id":"\\([^"]*\\)".*/\\1/'); echo "$ANSWER"

# 2  The customer's evidence for tier 1; a passport number belongs to one customer only.
ANSWER=$(curl -sS "$API/v1/customers/$CUSTOMER/submissions" \\
  -H "Authorization: Bearer $COMPANY_KEY" \\
  -d '{{"tier": 1, "fields": {{"full_name": "Somchai Jaidee", "birth_date": "1990-04-13",
       "nationality": "TH", "document_type": "passport",
       "document_number": "AA'$(date +%s | tail -c 8)'", "document_expires_on": "2035-01-31"}}}}')
SUBMISSION=$(echo "$ANSWER" | sed 's/.*"submission_id":"\\([^"]*\\)".*/\\1/'); echo "$ANSWER"

# 3  A moment later it waits in the reviewers' queue.
sleep 5; curl -sS "$API/v1/review/tasks?mode=test" -H "Authorization: Bearer $REVIEWER_TOKEN"; echo

# 4  The reviewer answers the tier's checklist and approves revision 1; kyc_status and tier change
#    together.
curl -sS "$API/v1/review/tasks/$SUBMISSION/approve?mode=test" \\
  -H "Authorization: Bearer $REVIEWER_TOKEN" -d '{{"revision": 1, "checklist": [
       {{"code": "document_not_expired", "answer": "passed"}},
       {{"code": "name_consistent", "answer": "passed"}},
       {{"code": "birth_date_consistent", "answer": "passed"}}]}}'; echo
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--enforce-iam", action="store_true", help="as strict as AWS")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with LocalCloud(asked.port, keep_in=KEPT, enforce_iam=asked.enforce_iam) as cloud:
            stack = deploy(cloud)
            publish_site(stack)
            with phase("demonstration companies"):
                companies = demo_companies(stack, KEPT)
                _switch_on(stack, companies[1])
                env = _write_envs(stack, companies)
            _welcome(stack, companies, env, cloud.log)
            while True:
                time.sleep(TOKEN_SECONDS)
                _write_envs(stack, companies)
    except KeyboardInterrupt:
        out.print("\nStopped. Everything is kept; `make run` goes on from here.")
        return 0


def _switch_on(stack: Stack, lender: Company) -> None:
    """The lender's mainland customers are checked by FaceID, from an account with some money."""
    admin = lender.staff(stack, lender.admin)
    if not admin.get("/v1/settings")["automatic"]:
        operator = operator_of(stack, lender.password)
        automatic.switch_on(operator, admin, lender.staff(stack, lender.billing), FUNDS_USDT)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _write_envs(stack: Stack, companies: tuple[Company, Company]) -> Path:
    """Each company's keys and fresh tokens as shell variables; returns the exchange's file."""
    paths = [KEPT / "demo.env", KEPT / "lender.env"]
    for path, company in zip(paths, companies, strict=True):
        variables = {
            "API": stack.api_url,
            "COMPANY_ID": company.company_id,
            "COMPANY_KEY": company.test_key,
            "REVIEWER_TOKEN": sign_in(stack, company.reviewer, company.password),
            "ADMIN_TOKEN": sign_in(stack, company.admin, company.password),
            "BILLING_TOKEN": sign_in(stack, company.billing, company.password),
            "OPERATOR_TOKEN": operator_of(stack, company.password).token,
            "SANDBOX": stack.sandbox_url,
            "SANDBOX_SECRET": automatic.faceid_secret(stack),
        }
        path.touch(mode=0o600)
        lines = [f"{name}={shlex.quote(value)}\n" for name, value in variables.items()]
        path.write_text("".join(lines))
    return paths[0]


def _welcome(stack: Stack, companies: tuple[Company, ...], env: Path, log: Path) -> None:
    out.rule("The KYC service runs on this machine")
    out.print(f"Admin   {stack.admin_url}")
    out.print(f"API     {stack.api_url}")
    out.print(f"AWS     http://127.0.0.1:{stack.port} (region us-east-1, key test, secret test)")
    out.print(f"Mails   http://127.0.0.1:{stack.port}/_ministack/ses/messages")
    out.print(f"Log     {log}")
    for each in companies:
        out.print(f"\n[bold]{each.name}[/], policy {each.policy}, {each.company_id}")
        out.print(f"  test key  {each.test_key}\n  live key  {each.live_key}")
        staff = ", ".join((each.reviewer, each.admin, each.billing))
        out.print(f"  staff     {staff}; password {each.password}")
    password = companies[-1].password
    out.print(f"\n[bold]Operators[/] of all companies\n  {', '.join(operators(stack, password))};")
    out.print(f"  password {password}")
    out.rule("From nothing to approved: paste these in another terminal")
    out.print(CURLS.format(env=env), markup=False)
    out.rule("Next")
    out.print("make face            a mainland customer; open FaceID's pretend page, pick the end")
    out.print("make demo            a revision round; then three live face checks and their money")
    out.print("make day             a lender's day: tiers, a bank account, loans, a business")
    out.print("make reconcile       the seven numbers that must be 0")
    out.print('make company NAME="…" ADMIN=you@…   a company of your own')
    out.print("Ctrl-C stops and keeps everything; `make clean` forgets it.")


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
