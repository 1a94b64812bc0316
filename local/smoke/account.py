"""What AWS says about the stack and its account, without changing anything."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from local import operator_billing
from local.smoke.deployed import Deployed
from local.smoke.report import Report, Wrong

CONCURRENCY = 1000
PENDING = "PendingConfirmation"


def look(deployed: Deployed, report: Report) -> None:
    for title, check in CHECKS.items():
        report.ask(title, lambda check=check: check(deployed))  # type: ignore[misc]


def sender(deployed: Deployed) -> str:
    """SES knows an address, or its domain."""
    address = deployed.parameters["SenderEmail"]
    found = [_identity(deployed, each) for each in (address, address.partition("@")[2])]
    if not any(found):
        raise Wrong(f"SES does not know {address} or its domain, or nobody has verified it")
    return f"{address} is verified"


def mails(deployed: Deployed) -> str:
    account = _mailer(deployed).get_account()
    if not account.get("SendingEnabled", True):
        raise Wrong("AWS has stopped this account's mails")
    most = account.get("SendQuota", {}).get("Max24HourSend", 0)
    if not account.get("ProductionAccessEnabled"):
        return _only_in_development(
            deployed, "SES's sandbox: only confirmed addresses get mails, 200 a day"
        )
    return f"{most:g} a day"


def texts(deployed: Deployed) -> str:
    if deployed.parameters["SmsProvider"] != "sns":
        return "kept by the sandbox"
    sns = deployed.clients("sns")
    if sns.get_sms_sandbox_account_status()["IsInSandbox"]:
        return _only_in_development(deployed, "SNS's sandbox: only confirmed phones get texts")
    limit = sns.get_sms_attributes(attributes=["MonthlySpendLimit"])["attributes"]
    spend = limit.get("MonthlySpendLimit", "1")
    if float(spend) <= 1:
        return _only_in_development(deployed, f"{spend} USD a month is for a handful of texts")
    return f"up to {spend} USD a month"


def alarms(deployed: Deployed) -> str:
    names = deployed.of_kind("AWS::CloudWatch::Alarm")
    pages = deployed.clients("cloudwatch").get_paginator("describe_alarms").paginate()
    found = {each["AlarmName"]: each for page in pages for each in page["MetricAlarms"]}
    silent = [
        name
        for name in names
        if name not in found
        or not found[name].get("ActionsEnabled", True)
        or not found[name].get("AlarmActions")
    ]
    if silent:
        raise Wrong(f"these ring nowhere: {', '.join(silent)}")
    ringing = [name for name in names if found[name].get("StateValue") == "ALARM"]
    if ringing:
        raise Wrong(f"these ring now: {', '.join(ringing)}")
    return f"{len(names)}, each with an action, none rings"


def listeners(deployed: Deployed) -> str:
    topic = deployed.outputs["AlarmTopicArn"]
    listed = deployed.clients("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    confirmed = [each for each in listed if each["SubscriptionArn"] != PENDING]
    if len(confirmed) < len(listed):
        raise Wrong(
            "somebody has not confirmed the mail that SNS sent; until then they hear nothing"
        )
    if not confirmed:
        return _only_in_development(deployed, "nobody hears alarms: AlarmEmail is empty")
    return f"{len(confirmed)} confirmed"


def schedules(deployed: Deployed) -> str:
    scheduler, names = deployed.clients("scheduler"), deployed.of_kind("AWS::Scheduler::Schedule")
    pages = scheduler.get_paginator("list_schedules").paginate()
    found = {each["Name"]: each["State"] for page in pages for each in page["Schedules"]}
    # An id may have the group before the name.
    idle = [each for each in names if found.get(each.rpartition("/")[2]) != "ENABLED"]
    if idle:
        raise Wrong(f"these do not run: {', '.join(idle)}")
    return f"{len(names)}, all enabled"


def concurrency(deployed: Deployed) -> str:
    limit = deployed.clients("lambda").get_account_settings()["AccountLimit"]
    allowed = limit["ConcurrentExecutions"]
    if allowed < CONCURRENCY:
        return _only_in_development(
            deployed, f"{allowed} runs at once in the whole account; ask AWS for {CONCURRENCY}"
        )
    return f"{allowed} runs at once"


def recovery(deployed: Deployed) -> str:
    without = [name for name in _tables(deployed) if not _is_recoverable(deployed, name)]
    if deployed.parameters["PointInTimeRecovery"] != "true":
        return _only_in_development(
            deployed, "PointInTimeRecovery is false: nothing can be restored"
        )
    if without:
        raise Wrong(f"no point-in-time recovery of {', '.join(without)}")
    return "both tables, to any second of 35 days"


def protection(deployed: Deployed) -> str:
    if not deployed.retains:
        return "none: RetainData is false"
    cloudformation = deployed.clients("cloudformation")
    stack = cloudformation.describe_stacks(StackName=deployed.name)["Stacks"][0]
    if not stack.get("EnableTerminationProtection"):
        raise Wrong("anybody can delete the stack by the way: run `make deploy`, which protects it")
    if "Update:Replace" not in cloudformation.get_stack_policy(StackName=deployed.name).get(
        "StackPolicyBody", ""
    ):
        raise Wrong("an update may replace a table by an empty one: run `make deploy` again")
    open_tables = [name for name in _tables(deployed) if not _is_protected(deployed, name)]
    if open_tables:
        raise Wrong(f"these can be deleted: {', '.join(open_tables)}; run `make deploy` once more")
    return "the stack and its tables refuse to be deleted"


def staff_pool(deployed: Deployed) -> str:
    """The API believes a token's attributes, which the client must be able to read."""
    cognito = deployed.clients("cognito-idp")
    ids = {"UserPoolId": deployed.outputs["UserPoolId"]}
    client = cognito.describe_user_pool_client(
        **ids, ClientId=deployed.outputs["UserPoolClientId"]
    )["UserPoolClient"]
    readable = client.get("ReadAttributes", [])
    if readable and "custom:company_id" not in readable:
        raise Wrong("the client cannot read custom:company_id, so that no token would have it")
    if "custom:company_id" in client.get("WriteAttributes", []):
        raise Wrong("staff could write their own company")
    found = cognito.get_user_pool_mfa_config(**ids).get("MfaConfiguration", "OFF")
    wanted = deployed.parameters["StaffMfa"]
    if found != wanted:
        raise Wrong(f"one-time passwords are {found}, and StaffMfa is {wanted}")
    return f"one-time passwords {found}, attributes as they should be"


def access_log(deployed: Deployed) -> str:
    """One role for all APIs of the account: another stack that went may have taken it along."""
    role = deployed.clients("apigateway").get_account().get("cloudwatchRoleArn", "")
    if not role:
        raise Wrong("API Gateway has no role to write logs with")
    try:
        deployed.clients("iam").get_role(RoleName=role.rpartition("/")[2])
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchEntity":
            raise Wrong(f"API Gateway's role {role} is gone: run `make deploy` again") from None
        raise
    return "API Gateway's role is there"


def money(deployed: Deployed) -> str:
    found = operator_billing.reconcile(deployed.clients, deployed.outputs, full=False)
    wrong = {name: number for name, number in found.items() if number}
    if wrong:
        raise Wrong(f"not 0: {wrong}")
    return "all seven numbers are 0"


CHECKS: dict[str, Callable[[Deployed], str]] = {
    "sender of mails": sender,
    "mails": mails,
    "texts": texts,
    "staff pool": staff_pool,
    "access log": access_log,
    "alarms": alarms,
    "who hears them": listeners,
    "schedules": schedules,
    "concurrency": concurrency,
    "recovery": recovery,
    "protection": protection,
    "money": money,
}


def _only_in_development(deployed: Deployed, what: str) -> str:
    if deployed.is_production:
        raise Wrong(what)
    return f"{what}; good enough for {deployed.parameters['Stage']}"


def _mailer(deployed: Deployed) -> Any:
    """SES of the stack's region, or of another one where that has none."""
    region = deployed.parameters.get("MailRegion", "")
    return deployed.clients("sesv2", **({"region_name": region} if region else {}))


def _identity(deployed: Deployed, name: str) -> bool:
    sesv2 = _mailer(deployed)
    try:
        return bool(sesv2.get_email_identity(EmailIdentity=name)["VerifiedForSendingStatus"])
    except sesv2.exceptions.NotFoundException:
        return False


def _is_recoverable(deployed: Deployed, table: str) -> bool:
    found = deployed.clients("dynamodb").describe_continuous_backups(TableName=table)
    described = found["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
    return bool(described.get("PointInTimeRecoveryStatus") == "ENABLED")


def _is_protected(deployed: Deployed, table: str) -> bool:
    found = deployed.clients("dynamodb").describe_table(TableName=table)["Table"]
    return bool(found.get("DeletionProtectionEnabled"))


def _tables(deployed: Deployed) -> list[str]:
    return [deployed.outputs["CasesTableName"], deployed.outputs["LedgerTableName"]]
