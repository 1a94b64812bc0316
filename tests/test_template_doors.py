"""What the template says of doors: who is slowed, what is noted of callers, what is refused."""

import json
import re
from typing import Any

import pytest

from local.world import gateway
from local.world.template import template

TEMPLATE = template()
API = TEMPLATE.resources["Api"]["Properties"]
LOGGED = API["AccessLogSetting"]["Format"]


def test_what_strangers_reach_has_a_small_share_of_its_own() -> None:
    shares = {each["ResourcePath"]: each for each in API["MethodSettings"]}
    strangers = {each.path for each in gateway.routes() if each.authorizer == "NONE"}

    assert set(shares) - {"/*"} == strangers
    everybody = TEMPLATE.resolve(shares["/*"]["ThrottlingRateLimit"])
    assert all(shares[each]["ThrottlingRateLimit"] * 5 <= everybody for each in strangers)


def test_one_companys_share_leaves_room_for_others() -> None:
    limits = TEMPLATE.raw["Parameters"]
    share = limits["CompanyRequestsPerSecond"]["Default"]

    assert 2 * share <= limits["RequestsPerSecond"]["Default"]


def test_the_firewall_slows_by_address_and_by_credentials() -> None:
    rules = TEMPLATE.resources["Firewall"]["Properties"]["Rules"]
    counted = [each["Statement"]["RateBasedStatement"] for each in rules]

    assert [each["AggregateKeyType"] for each in counted] == ["IP", "CUSTOM_KEYS"]
    assert counted[1]["CustomKeys"][0]["Header"]["Name"] == "authorization"
    for each in rules:
        answer = each["Action"]["Block"]["CustomResponse"]
        names = {header["Name"] for header in answer["ResponseHeaders"]}
        assert (answer["ResponseCode"], "Retry-After" in names) == (429, True)
    body = TEMPLATE.resources["Firewall"]["Properties"]["CustomResponseBodies"]["TooMany"][
        "Content"
    ]
    assert json.loads(body)["error"]["code"] == "too_many_requests"


def test_the_access_log_can_trace_an_attack_for_a_short_time() -> None:
    group = TEMPLATE.resources["AccessLogs"]["Properties"]
    said = json.loads(re.sub(r"\s*\n\s*", "", LOGGED))

    assert API["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["AccessLogs", "Arn"]}
    assert said["address"] == "$context.identity.sourceIp"
    assert said["caller"] == "$context.authorizer.principalId"
    assert TEMPLATE.resolve(group["RetentionInDays"]) <= 30
    assert group["KmsKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


@pytest.mark.parametrize("what", ["userAgent", "path}", "$context.path", "querystring", "header"])
def test_the_access_log_says_no_more_than_that(what: str) -> None:
    assert what not in LOGGED


@pytest.mark.parametrize(
    ("alarm", "metric", "statuses"),
    [("CredentialsRefused", "Refused", {"401", "403"}), ("CallersSlowed", "Slowed", {"429"})],
)
def test_refused_and_slowed_callers_ring(alarm: str, metric: str, statuses: set[str]) -> None:
    heard = [
        each
        for each in TEMPLATE.of_type("AWS::Logs::MetricFilter").values()
        if each["MetricTransformations"][0]["MetricName"] == metric
    ]
    rings = TEMPLATE.resources[alarm]["Properties"]

    assert rings["MetricName"] == metric
    assert [each["LogGroupName"] for each in heard] == [{"Ref": "AccessLogs"}]
    assert set(re.findall(r'"(\d{3})"', heard[0]["FilterPattern"])) == statuses
    assert "access log" in rings["AlarmDescription"]


def decided(condition: dict[str, Any], chosen: dict[str, str]) -> bool:
    ((function, parts),) = condition.items()
    if function == "Fn::Not":
        return not decided(parts[0], chosen)
    left, right = (chosen[each["Ref"]] if isinstance(each, dict) else each for each in parts)
    return bool(left == right)


def refused(**given: str) -> int:
    """How many rules stand against a deployment with these parameters."""
    defaults = TEMPLATE.raw["Parameters"].items()
    chosen = {name: str(each["Default"]) for name, each in defaults} | given
    broken = 0
    for rule in TEMPLATE.raw["Rules"].values():
        if decided(rule["RuleCondition"], chosen):
            broken += sum(not decided(each["Assert"], chosen) for each in rule["Assertions"])
    return broken


OWN = {
    "Stage": "prod",
    "SenderEmail": "kyc@bank.example",
    "ApplyUrl": "https://bank.example/",
    "AlarmEmail": "alarms@bank.example",
}


def test_production_is_deployed_with_ones_own_addresses() -> None:
    assert refused(**OWN) == 0
    assert refused(**OWN, Sandbox="true") == 0, "test mode needs it"
    assert refused(Stage="prod") == 3


@pytest.mark.parametrize(
    "risk",
    [
        {"FaceidUrl": "sandbox"},
        {"SmsProvider": "sandbox"},
        {"AllowPasswordSignIn": "true"},
        {"StaffMfa": "OPTIONAL"},
        {"AllowPlainHttp": "true"},
        {"AllowLocalWebhooks": "true"},
        {"SenderEmail": "kyc@example.com"},
        {"ApplyUrl": "http://localhost:5174/"},
        {"AlarmEmail": ""},
        {"RetainData": "false"},
        {"PointInTimeRecovery": "false"},
    ],
)
def test_production_refuses_what_a_laptop_needs(risk: dict[str, str]) -> None:
    assert refused(**(OWN | risk)) == 1
    assert refused(**(OWN | risk | {"Stage": "dev"})) == 0


@pytest.mark.parametrize(
    ("named", "needs"),
    [
        ("AdminDomain", "AdminCertificateArn"),
        ("ApiDomain", "ApiCertificateArn"),
        ("EvidenceCopyBucketArn", "EvidenceCopyKey"),
    ],
)
def test_a_name_is_not_taken_without_what_belongs_to_it(named: str, needs: str) -> None:
    assert refused(**{named: "of.bank.example"}) == 1
    assert refused(**{named: "of.bank.example", needs: "known"}) == 0


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://kyc.bank.example/", True),
        ("https://kyc.bank.example/apply?lang=th", True),
        ("http://localhost:5174/", True),
        ("http://localhost:1/", False),
        ("http://kyc.bank.example/", False),
        ("kyc.bank.example", False),
        ("https://", False),
        ("https://kyc .example/", False),
        ("ftp://kyc.bank.example/", False),
    ],
)
def test_customers_are_led_to_a_page_with_tls_or_to_a_laptops(url: str, is_taken: bool) -> None:
    pattern = TEMPLATE.raw["Parameters"]["ApplyUrl"]["AllowedPattern"]

    assert bool(re.fullmatch(pattern, url)) == is_taken


ACM = "arn:aws:acm:{}:123456789012:certificate/1234-abcd"
TAKEN = {
    "SenderEmail": ["kyc@bank.example", "kyc+th@mail.bank.co.th"],
    "AlarmEmail": ["", "alarms@bank.example"],
    "StaffMailIdentity": ["", "bank.example", "kyc@bank.example"],
    "AdminDomain": ["", "admin.bank.example"],
    "ApiDomain": ["", "api.bank.co.th"],
    "AdminCertificateArn": ["", ACM.format("us-east-1")],
    "ApiCertificateArn": ["", ACM.format("ap-southeast-1")],
    "AdminFirewallArn": ["", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/pages/12-ab"],
    "EvidenceCopyBucketArn": ["", "arn:aws:s3:::bank-evidence-copy"],
    "EvidenceCopyKey": ["", "eu-west-1:123456789012:key/1234-abcd"],
    "MailRegion": ["", "ap-southeast-1", "us-gov-west-1"],
}
MISTAKEN = {
    "SenderEmail": ["", "bank.example", "KYC <kyc@bank.example>", "kyc@bank"],
    "AlarmEmail": ["bank.example", "a@bank.example b@bank.example"],
    "StaffMailIdentity": ["arn:aws:ses:us-east-1:123456789012:identity/bank.example"],
    "AdminDomain": ["https://admin.bank.example", "admin.bank.example/", "admin"],
    "ApiDomain": ["https://api.bank.example/v1", "api.bank.example:443"],
    "AdminCertificateArn": [ACM.format("ap-southeast-1"), "1234-abcd"],
    "ApiCertificateArn": ["1234-abcd", "arn:aws-cn:acm:cn-north-1:123456789012:certificate/12"],
    "AdminFirewallArn": ["arn:aws:wafv2:ap-southeast-1:123456789012:regional/webacl/a/12"],
    "EvidenceCopyBucketArn": ["bank-evidence-copy", "arn:aws:s3:::copy/*"],
    "EvidenceCopyKey": ["arn:aws:kms:eu-west-1:123456789012:key/12", "1234-abcd"],
    "MailRegion": ["Singapore", "ap-southeast"],
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_parameter_of_the_wrong_form_is_refused_before_anything_is_made(name: str) -> None:
    pattern = TEMPLATE.raw["Parameters"][name]["AllowedPattern"]

    assert [each for each in TAKEN[name] if not re.fullmatch(pattern, each)] == []
    assert [each for each in MISTAKEN[name] if re.fullmatch(pattern, each)] == []


def test_no_gateway_answer_repeats_what_the_runtime_says() -> None:
    for name, answer in API["GatewayResponses"].items():
        body = answer["ResponseTemplates"]["application/json"]
        assert set(re.findall(r"\$context\.[\w.]+", body)) <= {"$context.requestId"}, name
        assert json.loads(body)["error"]["code"], name


def test_logs_outlive_the_stack_as_the_data_does() -> None:
    for name in ("Logs", "AccessLogs"):
        policy = TEMPLATE.resolve(TEMPLATE.resources[name]["DeletionPolicy"])
        assert policy == "RetainExceptOnCreate", name


def test_every_schedule_that_fails_is_heard_of() -> None:
    for name, function in TEMPLATE.functions().items():
        if any(each["Type"] == "ScheduleV2" for each in function.get("Events", {}).values()):
            assert function["DeadLetterQueue"]["TargetArn"], name


def test_every_function_that_companies_reach_may_count_them() -> None:
    table = {"Fn::GetAtt": ["CasesInUse", "Value"]}
    for name in {each.function for each in gateway.routes()}:
        statements = TEMPLATE.functions()[name]["Policies"][0]["Statement"]
        allowed = [each["Action"] for each in statements if each.get("Resource") == table]
        assert "dynamodb:UpdateItem" in str(allowed), name
