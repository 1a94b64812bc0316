"""What the first day on AWS meets: a new account, a first try that fails, any region, own names."""

import ast
from typing import Any

import boto3
import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from local.regions import REGIONS, WITHOUT_MAIL, services
from local.world.template import template
from shared import aws
from shared.settings import settings
from tests.expanded import expanded, named_in, of_type
from tests.source import calls_of, python_files

TEMPLATE = template()
PAGE = {"PagesBucket", "PagesBucketPolicy", "PagesAccess", "AdminHeaders", "AdminSite"}
# What holds customers, money, keys, people and logs.
HOLDS_DATA = {
    "AccessLogs",
    "CasesTable",
    "DataKey",
    "FaceidSecret",
    "IdentitySecret",
    "LedgerTable",
    "Logs",
    "MediaBucket",
    "StaffPool",
}


def chosen(**given: str) -> dict[str, bool]:
    """Which conditions are true with these parameters."""
    defaults = {name: str(each["Default"]) for name, each in TEMPLATE.raw["Parameters"].items()}
    known = defaults | given
    return {name: _true(each, known) for name, each in TEMPLATE.raw["Conditions"].items()}


def _true(condition: Any, known: dict[str, str]) -> bool:
    ((function, parts),) = condition.items()
    if function == "Fn::Not":
        return not _true(parts[0], known)
    left, right = (known[each["Ref"]] if isinstance(each, dict) else each for each in parts)
    return bool(left == right)


def made(**given: str) -> set[str]:
    """The resources that a deployment with these parameters has."""
    true = chosen(**given)
    return {name for name, each in expanded().items() if true.get(each.get("Condition"), True)}


def value(part: Any, **given: str) -> Any:
    """With its conditions decided."""
    if isinstance(part, dict) and list(part) == ["Fn::If"]:
        condition, yes, no = part["Fn::If"]
        return value(yes if chosen(**given)[condition] else no, **given)
    if isinstance(part, dict):
        return {name: value(each, **given) for name, each in part.items()}
    return [value(each, **given) for each in part] if isinstance(part, list) else part


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"AdminPage": "false"},
        {"AdminPage": "false", "AdminDomain": "admin.bank.example"},
        {"ApiDomain": "api.bank.example"},
        {"Sandbox": "true", "FaceidUrl": "sandbox"},
        {"WebFirewall": "true", "EvidenceCopyBucketArn": "arn:aws:s3:::copy"},
    ],
    ids=str,
)
def test_nothing_refers_to_what_is_not_made(given: dict[str, str]) -> None:
    there = made(**given)
    outputs = {
        name: each["Value"]
        for name, each in TEMPLATE.raw["Outputs"].items()
        if chosen(**given).get(each.get("Condition"), True)
    }
    parts = {name: expanded()[name].get("Properties", {}) for name in there} | outputs

    missing = [
        (name, other)
        for name, part in parts.items()
        for other in named_in(value(part, **given))
        if other in expanded() and other not in there
    ]

    assert missing == []


def test_the_page_can_be_left_out_where_an_account_has_no_cloudfront_yet() -> None:
    without = made(AdminPage="false")

    assert made() - without == PAGE
    assert not [name for name in without if "CloudFront" in expanded()[name]["Type"]]


def test_sign_in_leads_to_nobody_where_there_is_no_page() -> None:
    urls = TEMPLATE.resources["StaffClient"]["Properties"]["CallbackURLs"]

    assert value(urls, AdminPage="false") == ["https://admin.invalid/"]


def test_a_first_deployment_that_fails_leaves_nothing_behind() -> None:
    policies = {
        name: value(TEMPLATE.resources[name]["DeletionPolicy"], RetainData="true")
        for name in HOLDS_DATA
    }

    assert set(policies.values()) == {"RetainExceptOnCreate"}
    kept = [name for name, each in expanded().items() if _kept_at_any_rate(each)]
    assert kept == ["ApiLogRole", "ApiAccount"], "other stacks of the account need these"


def _kept_at_any_rate(resource: dict[str, Any]) -> bool:
    return value(resource.get("DeletionPolicy", "Delete"), RetainData="true") == "Retain"


@pytest.mark.parametrize("chosen_by_operator", ["true", "false"])
def test_what_aws_refuses_to_delete_begins_with_the_second_deployment(
    chosen_by_operator: str,
) -> None:
    given = {"DeletionProtection": chosen_by_operator}
    tables = [TEMPLATE.resources[name]["Properties"] for name in ("CasesTable", "LedgerTable")]
    pool = TEMPLATE.resources["StaffPool"]["Properties"]

    on = chosen_by_operator == "true"
    assert TEMPLATE.raw["Parameters"]["DeletionProtection"]["Default"] == "false"
    assert [value(each["DeletionProtectionEnabled"], **given) for each in tables] == [on, on]
    assert value(pool["DeletionProtection"], **given) == ("ACTIVE" if on else "INACTIVE")


def test_every_service_that_functions_call_is_in_every_region_that_is_listed() -> None:
    """Mails may come from another region; everything else is called where the stack is."""
    session = boto3.session.Session()
    named = {
        call.args[0].value
        for path in python_files("functions")
        for name, call in calls_of(path)
        if name.split(".")[-1] == "client" and call.args and isinstance(call.args[0], ast.Constant)
    }

    assert named - {"sesv2"} <= services()
    for service in named - {"sesv2"}:
        assert set(REGIONS) <= set(session.get_available_regions(service)), service
    assert set(REGIONS) - set(session.get_available_regions("sesv2")) == set(WITHOUT_MAIL)


def test_every_type_of_resource_is_in_every_region_that_is_listed() -> None:
    types = {each["Type"] for each in expanded().values()}

    lacking = {
        region: types - set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))
        for region in REGIONS
    }

    assert {region: each for region, each in lacking.items() if each} == {}
    assert not any(region.startswith("cn-") for region in REGIONS)


def test_mails_go_through_the_region_that_has_ses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    elsewhere = settings().model_copy(update={"mail_region": "ap-southeast-1"})
    monkeypatch.setattr(aws, "settings", lambda: elsewhere)
    home = boto3.session.Session("test", "test", region_name="ap-southeast-7")
    monkeypatch.setattr(aws, "_session", home)

    assert aws.mails().meta.region_name == "ap-southeast-1"
    assert aws.client("sqs").meta.region_name == "ap-southeast-7"
    told = TEMPLATE.raw["Globals"]["Function"]["Environment"]["Variables"]["MAIL_REGION"]
    assert value(told, MailRegion="ap-southeast-1") == {"Ref": "MailRegion"}
    assert value(told) == {"Ref": "AWS::Region"}


def test_an_own_name_of_the_api_is_the_one_that_everybody_is_told() -> None:
    own = {"ApiDomain": "api.bank.example"}
    told = TEMPLATE.resources["ApiUrl"]["Properties"]["Value"]
    policy = TEMPLATE.resources["AdminHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    content = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]

    assert value(told, **own) == {"Fn::Sub": "https://${ApiDomain}"}
    assert value(content["Fn::Sub"][1]["ApiOrigin"], **own) == {"Fn::Sub": "https://${ApiDomain}"}
    assert TEMPLATE.raw["Outputs"]["ApiUrl"]["Value"] == {"Fn::GetAtt": ["ApiUrl", "Value"]}
    assert made(**own) - made() == {"ApiName", "ApiMapping"}


def test_the_firewall_stands_before_the_api_and_the_sign_in() -> None:
    added = made(WebFirewall="true") - made()
    site = TEMPLATE.resources["AdminSite"]["Properties"]["DistributionConfig"]

    guarded = [
        named_in(each["ResourceArn"]) for each in of_type("AWS::WAFv2::WebACLAssociation").values()
    ]
    assert added == {"Firewall", "FirewallOfTheApi", "FirewallOfTheSignIn"}
    assert {name for each in guarded for name in each} >= {"Api", "StaffPool"}
    assert value(site["WebACLId"], AdminFirewallArn="arn") == {"Ref": "AdminFirewallArn"}


def test_a_token_holds_what_is_read_of_it_and_no_more() -> None:
    client = TEMPLATE.resources["StaffClient"]["Properties"]

    assert set(client["ReadAttributes"]) == {"email", "email_verified", "name", "custom:company_id"}


def test_the_copy_of_the_evidence_forgets_what_was_erased() -> None:
    """Only a task that deletes there what is gone here lets erasure reach the copy."""
    added = made(EvidenceCopyBucketArn="arn:aws:s3:::copy") - made()
    task = TEMPLATE.resources["EvidenceCopy"]["Properties"]

    assert {"EvidenceCopy", "EvidenceCopyFailed", "AlarmTopicPolicy"} <= added
    assert task["Options"]["PreserveDeletedFiles"] == "REMOVE"
    assert task["Includes"] == [{"FilterType": "SIMPLE_PATTERN", "Value": "/co_*"}]
    assert "VersioningConfiguration" not in TEMPLATE.resources["MediaBucket"]["Properties"]
