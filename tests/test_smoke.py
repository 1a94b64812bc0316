"""What `make smoke` reads of an account, and what it calls wrong in production."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from local import stage
from local.destroying import Resource
from local.smoke import account
from local.smoke.deployed import Deployed
from local.smoke.report import FAILED, OK, UNASKED, Report, Wrong
from local.smoke.staff import Staff, one_time_code
from local.smoke.walk import allowed
from tests.aws_answers import Account, Answer, Given, Refusal

ALARM = {"AlarmName": "rings", "ActionsEnabled": True, "AlarmActions": ["a"], "StateValue": "OK"}
TOPIC = "arn:aws:sns:ap-southeast-1:123456789012:alarms"


def always(answer: Given) -> Answer:
    return lambda _: answer


def refusing(code: str) -> Answer:
    def refuse(_: Given) -> Given:
        raise Refusal(code, "no")

    return refuse


def recovery(status: str) -> Given:
    described = {"PointInTimeRecoveryStatus": status}
    return {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": described,
        }
    }


def limits(most: int) -> Given:
    return {"AccountLimit": {"ConcurrentExecutions": most}}


def client(**facts: Any) -> Given:
    return {"UserPoolClient": {"ReadAttributes": ["custom:company_id", "name"]} | facts}


def subscribed(*arns: str) -> Given:
    return {"Subscriptions": [{"SubscriptionArn": each} for each in arns]}


# An account in which everything is as production needs it.
RIGHT: dict[str, Answer] = {
    "GetEmailIdentity": always({"VerifiedForSendingStatus": True}),
    "GetAccount": always({"ProductionAccessEnabled": True, "SendingEnabled": True}),
    "GetSMSSandboxAccountStatus": always({"IsInSandbox": False}),
    "GetSMSAttributes": always({"attributes": {"MonthlySpendLimit": "200"}}),
    "DescribeUserPoolClient": always(client()),
    "GetUserPoolMfaConfig": always({"MfaConfiguration": "ON"}),
    "DescribeAlarms": always({"MetricAlarms": [ALARM]}),
    "ListSubscriptionsByTopic": always(subscribed(TOPIC + ":1")),
    "ListSchedules": always({"Schedules": [{"Name": "nightly", "State": "ENABLED"}]}),
    "GetAccountSettings": always(limits(1000)),
    "DescribeContinuousBackups": always(recovery("ENABLED")),
    "DescribeStacks": always({"Stacks": [{"EnableTerminationProtection": True}]}),
    "GetStackPolicy": always({"StackPolicyBody": '{"Action": "Update:Replace"}'}),
    "DescribeTable": always({"Table": {"DeletionProtectionEnabled": True}}),
}
READ = set(account.CHECKS) - {"money", "access log"}


def looked_at(answers: dict[str, Answer], **parameters: str) -> Report:
    given = stage.read("prod").parameters | {"AlarmEmail": "a@siam.example"} | parameters
    outputs = {
        "AlarmTopicArn": TOPIC,
        "CasesTableName": "cases",
        "LedgerTableName": "ledger",
        "UserPoolId": "ap-southeast-1_pool",
        "UserPoolClientId": "client",
    }
    found = [
        Resource("Rings", "rings", "AWS::CloudWatch::Alarm", is_kept=False),
        Resource("Nightly", "group/nightly", "AWS::Scheduler::Schedule", is_kept=False),
    ]
    clients = Account(RIGHT | answers).client
    no_page: Callable[..., Any] = dict
    deployed = Deployed("kyc-prod", clients, outputs, given, found, "https://api", no_page)
    report = Report()
    for title in sorted(READ):
        report.ask(title, lambda check=account.CHECKS[title]: check(deployed))
    return report


def test_a_ready_account_has_nothing_wrong() -> None:
    report = looked_at({})

    assert set(report.of(OK)) == READ
    assert report.exit_code() == 0


WRONG: list[tuple[str, dict[str, Answer]]] = [
    ("sender of mails", {"GetEmailIdentity": refusing("NotFoundException")}),
    ("sender of mails", {"GetEmailIdentity": always({"VerifiedForSendingStatus": False})}),
    ("mails", {"GetAccount": always({"ProductionAccessEnabled": False})}),
    (
        "mails",
        {"GetAccount": always({"ProductionAccessEnabled": True, "SendingEnabled": False})},
    ),
    ("texts", {"GetSMSSandboxAccountStatus": always({"IsInSandbox": True})}),
    ("texts", {"GetSMSAttributes": always({"attributes": {"MonthlySpendLimit": "1"}})}),
    ("texts", {"GetSMSAttributes": always({"attributes": {}})}),
    ("staff pool", {"DescribeUserPoolClient": always(client(ReadAttributes=["name"]))}),
    (
        "staff pool",
        {"DescribeUserPoolClient": always(client(WriteAttributes=["custom:company_id"]))},
    ),
    ("staff pool", {"GetUserPoolMfaConfig": always({"MfaConfiguration": "OPTIONAL"})}),
    ("alarms", {"DescribeAlarms": always({"MetricAlarms": []})}),
    ("alarms", {"DescribeAlarms": always({"MetricAlarms": [ALARM | {"AlarmActions": []}]})}),
    ("alarms", {"DescribeAlarms": always({"MetricAlarms": [ALARM | {"ActionsEnabled": False}]})}),
    ("alarms", {"DescribeAlarms": always({"MetricAlarms": [ALARM | {"StateValue": "ALARM"}]})}),
    ("who hears them", {"ListSubscriptionsByTopic": always(subscribed())}),
    ("who hears them", {"ListSubscriptionsByTopic": always(subscribed("PendingConfirmation"))}),
    (
        "schedules",
        {"ListSchedules": always({"Schedules": [{"Name": "nightly", "State": "DISABLED"}]})},
    ),
    ("schedules", {"ListSchedules": always({"Schedules": []})}),
    ("concurrency", {"GetAccountSettings": always(limits(10))}),
    ("recovery", {"DescribeContinuousBackups": always(recovery("DISABLED"))}),
    ("protection", {"DescribeStacks": always({"Stacks": [{}]})}),
    ("protection", {"GetStackPolicy": always({})}),
    ("protection", {"DescribeTable": always({"Table": {"DeletionProtectionEnabled": False}})}),
    # An error that is not about rights is one of what was deployed.
    ("recovery", {"DescribeContinuousBackups": refusing("TableNotFoundException")}),
]


@pytest.mark.parametrize(("title", "answers"), WRONG)
def test_what_production_cannot_live_with_is_wrong(title: str, answers: dict[str, Answer]) -> None:
    report = looked_at(answers)

    assert report.of(FAILED) == [title]
    assert report.exit_code() == 1


def test_a_domain_may_be_what_ses_knows() -> None:
    def domain_only(asked: Given) -> Given:
        if "@" in asked["EmailIdentity"]:
            raise Refusal("NotFoundException", "no such identity")
        return {"VerifiedForSendingStatus": True}

    assert looked_at({"GetEmailIdentity": domain_only}).of(FAILED) == []


def test_a_development_stage_may_live_in_the_sandboxes() -> None:
    beginners: dict[str, Answer] = {
        "GetAccount": always({"ProductionAccessEnabled": False}),
        "GetSMSSandboxAccountStatus": always({"IsInSandbox": True}),
        "GetAccountSettings": always(limits(10)),
        "ListSubscriptionsByTopic": always(subscribed()),
    }

    assert looked_at(beginners, Stage="dev").exit_code() == 0


@pytest.mark.parametrize("code", ["AccessDeniedException", "AccessDenied", "UnknownOperation"])
def test_a_question_that_is_not_answered_is_neither_right_nor_wrong(code: str) -> None:
    report = looked_at({"GetAccountSettings": refusing(code)})

    assert report.of(UNASKED) == ["concurrency"]
    assert report.exit_code() == 2


POLICY = (
    "default-src 'none'; img-src 'self' data: https://b.s3.us-east-1.amazonaws.com; "
    "connect-src 'self' https://a.example"
)
BLOCKED = [
    ("img-src", "https://b.s3.amazonaws.com/file?signed"),
    ("img-src", "http://b.s3.us-east-1.amazonaws.com/file"),
    ("img-src", "https://c.s3.us-east-1.amazonaws.com/file"),
    ("img-src", "https://a.example/file"),
    ("media-src", "https://b.s3.us-east-1.amazonaws.com/file"),
    ("connect-src", "https://a.example.org/upload"),
    ("connect-src", "https://a.example:8443/upload"),
]


@pytest.mark.parametrize(("directive", "url"), BLOCKED)
def test_an_address_that_a_browser_would_block_is_seen(directive: str, url: str) -> None:
    allowed(POLICY, "img-src", "https://b.s3.us-east-1.amazonaws.com/file?signed")
    allowed(POLICY, "connect-src", "https://a.example/upload")

    with pytest.raises(Wrong, match=directive):
        allowed(POLICY, directive, url)


# RFC 6238, appendix B; the last six of its eight digits.
CODES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize("at", CODES)
def test_an_authenticator_app_is_imitated(at: int) -> None:
    assert one_time_code(SECRET, at) == CODES[at]


SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def token_of(company_id: str) -> str:
    claims = json.dumps({"custom:company_id": company_id}).encode()
    return f"head.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.signature"


def pool(company_id: str) -> Account:
    """A staff pool where everybody needs a one-time password, as in production."""
    done = {"AuthenticationResult": {"IdToken": token_of(company_id)}}
    return Account(
        {
            "AdminCreateUser": always({}),
            "AdminSetUserPassword": always({}),
            "AdminAddUserToGroup": always({}),
            "DescribeUserPoolClient": always(client()),
            "CreateUserPoolClient": created,
            "AdminInitiateAuth": always(
                {"ChallengeName": "MFA_SETUP", "Session": "the-first-of-the-sessions"}
            ),
            "AssociateSoftwareToken": always(
                {"SecretCode": SECRET, "Session": "the-second-of-the-sessions"}
            ),
            "VerifySoftwareToken": verified,
            "AdminRespondToAuthChallenge": always(done),
            "AdminDeleteUser": always({}),
            "DeleteUserPoolClient": always({}),
        }
    )


def created(asked: Given) -> Given:
    assert asked["ReadAttributes"] == client()["UserPoolClient"]["ReadAttributes"]
    return {"UserPoolClient": {"ClientId": "smoke-client"}}


def verified(asked: Given) -> Given:
    assert asked["UserCode"] in {one_time_code(SECRET, time.time() - late) for late in (0, 30)}
    assert asked["Session"] == "the-second-of-the-sessions"
    return {"Status": "SUCCESS", "Session": "the-third-of-the-sessions"}


def hired(account: Account) -> Staff:
    outputs = {"UserPoolId": "ap-southeast-1_pool", "UserPoolClientId": "page-client"}
    no_page: Callable[..., Any] = dict
    return Staff(Deployed("kyc-prod", account.client, outputs, {}, [], "https://api", no_page))


def test_staff_sign_in_with_a_one_time_password_and_leave_nothing() -> None:
    account = pool("co_1")
    staff = hired(account)

    assert staff.sign_in("reviewer", "co_1") == token_of("co_1")
    assert staff.sign_in("admin", "co_1") == token_of("co_1")
    staff.leave()

    assert account.asked.count("CreateUserPoolClient") == 1
    assert account.asked[-3:] == ["AdminDeleteUser", "AdminDeleteUser", "DeleteUserPoolClient"]


def test_a_token_that_does_not_name_the_company_is_seen() -> None:
    staff = hired(pool(""))

    with pytest.raises(Wrong, match="does not name the company"):
        staff.sign_in("reviewer", "co_1")
