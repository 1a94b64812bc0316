"""`make deploy`: what is not ready is not built, and what was not deployed is not published."""

from pathlib import Path
from typing import Any

import pytest

from local import deploying, stage
from local.package import Package
from local.say import CannotGoOn
from local.stage import Stage
from tests.aws_answers import Account, Given, Refusal

BUILT = "0123456789abcdef"
REAL = {
    "SenderEmail": "kyc@siam.example",
    "ApplyUrl": "https://apply.siam.example/",
    "AlarmEmail": "alarms@siam.example",
}


class Try:
    """One `make deploy` against an account whose stack is as it was before, then as it is after."""

    def __init__(self, before: Given | None, after: Given | None = None, code: int = 0) -> None:
        self.code, self.built, self.published = code, 0, 0
        self.asked: list[str] = []
        self._now, self._after = before, after
        self.account = Account(
            {
                "DescribeStacks": self._stacks,
                "DescribeStackEvents": lambda _: {"StackEvents": EVENTS},
                "UpdateTerminationProtection": lambda _: {},
                "SetStackPolicy": lambda _: {},
            }
        )

    def run(self, wanted: Stage) -> None:
        deploying.deploy(wanted, self.account.client, self._build, self._sam, self._publish)

    def _build(self, architecture: str, parameters: dict[str, str]) -> Package:
        self.built += 1
        return Package(Path("template.yaml"), Path("functions.zip"), BUILT)

    def _sam(self, arguments: list[str]) -> int:
        self._now, self.asked = self._after, arguments
        return self.code

    def _publish(self, clients: Any, outputs: dict[str, str]) -> None:
        self.published += 1

    def _stacks(self, _: Given) -> Given:
        if self._now is None:
            raise Refusal("ValidationError", "Stack with id kyc-prod does not exist")
        return {"Stacks": [self._now]}


EVENTS = [
    {"LogicalResourceId": "kyc-prod", "ResourceStatus": "UPDATE_FAILED"},
    {
        "LogicalResourceId": "CasesTable",
        "ResourceStatus": "CREATE_FAILED",
        "ResourceStatusReason": "no room",
    },
    {"LogicalResourceId": "kyc-prod", "ResourceStatus": "UPDATE_IN_PROGRESS"},
    {
        "LogicalResourceId": "Api",
        "ResourceStatus": "CREATE_FAILED",
        "ResourceStatusReason": "long ago",
    },
]


def production(**changed: str) -> Stage:
    found = stage.read("prod")
    return Stage("prod", found.stack_name, found.region, found.parameters | REAL | changed)


def standing(status: str, version: str = "") -> Given:
    outputs = {"AdminUrl": "https://a.example/", "ApiUrl": "https://b.example/dev"}
    outputs |= {"Version": version} if version else {}
    return {
        "StackStatus": status,
        "Outputs": [{"OutputKey": key, "OutputValue": each} for key, each in outputs.items()],
    }


GOOD = {
    "the first": (None, standing("CREATE_COMPLETE", BUILT)),
    "an update": (standing("UPDATE_COMPLETE", "old"), standing("UPDATE_COMPLETE", BUILT)),
    "an update whose remains are still taken away": (
        standing("CREATE_COMPLETE", "old"),
        standing("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", BUILT),
    ),
    "after a declined first try": (
        standing("REVIEW_IN_PROGRESS"),
        standing("CREATE_COMPLETE", BUILT),
    ),
    "after an update that was taken back": (
        standing("UPDATE_ROLLBACK_COMPLETE", "old"),
        standing("UPDATE_COMPLETE", BUILT),
    ),
    "an empty change set: only the page is new": (
        standing("UPDATE_COMPLETE", BUILT),
        standing("UPDATE_COMPLETE", BUILT),
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_page_is_published_when_what_runs_is_what_was_built(name: str) -> None:
    tried = Try(*GOOD[name])

    tried.run(production())

    assert tried.published == 1


OLD = standing("UPDATE_COMPLETE", "old")
BAD = {
    "declined at first": (None, standing("REVIEW_IN_PROGRESS"), 0, "declined"),
    "declined later": (OLD, OLD, 0, "runs what it ran before"),
    "declined by a stack of before versions": (
        standing("UPDATE_COMPLETE"),
        standing("UPDATE_COMPLETE"),
        0,
        "runs what it ran before",
    ),
    "SAM stopped at once": (None, None, 1, "has no resources"),
    "SAM stopped later": (OLD, OLD, 1, "SAM stopped"),
    "SAM failed, whatever the stack says": (OLD, standing("UPDATE_COMPLETE", BUILT), 1, "SAM"),
    "the first failed": (None, standing("ROLLBACK_COMPLETE"), 1, "make destroy STAGE=prod"),
    "and was not taken back": (None, standing("ROLLBACK_FAILED"), 1, "make destroy STAGE=prod"),
    "and stands half": (None, standing("CREATE_FAILED"), 1, "make destroy STAGE=prod"),
    "taken back": (OLD, standing("UPDATE_ROLLBACK_COMPLETE", "old"), 1, "CasesTable: no room"),
    "taken back half": (OLD, standing("UPDATE_ROLLBACK_FAILED"), 1, "continue-update-rollback"),
    "half new": (OLD, standing("UPDATE_FAILED", BUILT), 1, "the rest is not"),
    "still at it": (OLD, standing("UPDATE_IN_PROGRESS", "old"), 0, "wait"),
    "still taking back": (OLD, standing("UPDATE_ROLLBACK_IN_PROGRESS"), 0, "wait"),
}


@pytest.mark.parametrize("name", BAD)
def test_nothing_is_published_of_what_was_not_deployed(name: str) -> None:
    before, after, code, why = BAD[name]
    tried = Try(before, after, code)

    with pytest.raises(CannotGoOn, match=f"^Nothing was published.*{why}"):
        tried.run(production())

    assert (tried.built, tried.published) == (1, 0)
    assert "UpdateTerminationProtection" not in tried.account.asked


DEAD = {
    "ROLLBACK_COMPLETE": "make destroy STAGE=prod",
    "ROLLBACK_FAILED": "make destroy",
    "CREATE_FAILED": "make destroy",
    "DELETE_FAILED": "make destroy",
    "CREATE_IN_PROGRESS": "wait",
    "UPDATE_IN_PROGRESS": "wait",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "wait",
    "DELETE_IN_PROGRESS": "wait",
}


@pytest.mark.parametrize("status", DEAD)
def test_a_stack_that_cannot_be_deployed_to_is_told_before_the_build(status: str) -> None:
    tried = Try(standing(status))

    with pytest.raises(CannotGoOn, match=DEAD[status]):
        tried.run(production())

    assert tried.built == 0


PLACEHOLDERS = [
    {"SenderEmail": "kyc@example.com"},
    {"ApplyUrl": "http://localhost:5174/"},
    {"FaceidUrl": "sandbox"},
    {"SmsProvider": "sandbox"},
    {"AllowPasswordSignIn": "true"},
    {"StaffMfa": "OPTIONAL"},
    {"AllowPlainHttp": "true"},
    {"AllowLocalWebhooks": "true"},
]


@pytest.mark.parametrize("left", PLACEHOLDERS, ids=lambda each: next(iter(each)))
def test_production_with_a_placeholder_is_refused_before_the_build(left: dict[str, str]) -> None:
    tried = Try(None)

    with pytest.raises(CannotGoOn, match=r"prod is not ready.*In prod"):
        tried.run(production(**left))

    assert (tried.built, tried.account.asked) == (0, [])


REGIONS = [
    ("ap-southeast-1", "", True),
    ("us-east-1", "", True),
    ("eu-central-1", "eu-west-1", True),
    ("ap-southeast-7", "ap-southeast-1", True),
    ("ap-southeast-7", "", False),
    ("ap-east-1", "", False),
    ("ap-east-1", "ap-southeast-7", False),
    ("ap-southeast-1", "cn-north-1", False),
    ("cn-north-1", "", False),
    ("cn-northwest-1", "ap-southeast-1", False),
    ("us-gov-west-1", "us-east-1", False),
    ("ap-east-2", "ap-southeast-1", False),
]


@pytest.mark.parametrize(("region", "mails", "works"), REGIONS)
def test_a_region_that_lacks_something_is_told_before_the_build(
    region: str, mails: str, works: bool
) -> None:
    tried = Try(None, standing("CREATE_COMPLETE", BUILT))
    tried.account.region = region

    if works:
        tried.run(production(MailRegion=mails))
    else:
        with pytest.raises(CannotGoOn, match=r"does not have all|has no SES"):
            tried.run(production(MailRegion=mails))

    assert tried.built == int(works)


def test_a_development_stage_may_have_placeholders() -> None:
    tried = Try(None, standing("CREATE_COMPLETE", BUILT))

    tried.run(stage.read("default"))

    assert tried.published == 1


def test_what_holds_data_is_protected_where_data_is_kept() -> None:
    kept, lost = Try(*GOOD["the first"]), Try(*GOOD["the first"])

    kept.run(production())
    lost.run(stage.read("default"))

    assert kept.account.asked[-2:] == ["UpdateTerminationProtection", "SetStackPolicy"]
    assert not {"UpdateTerminationProtection", "SetStackPolicy"} & set(lost.account.asked)


@pytest.mark.parametrize(
    ("before", "data", "protection"),
    [
        (None, "true", "false"),
        (standing("REVIEW_IN_PROGRESS"), "true", "false"),
        (standing("CREATE_COMPLETE", "old"), "true", "true"),
        (standing("UPDATE_ROLLBACK_COMPLETE", "old"), "true", "true"),
        (standing("CREATE_COMPLETE", "old"), "false", "false"),
    ],
)
def test_what_aws_refuses_to_delete_comes_when_a_first_deployment_has_succeeded(
    before: Given | None, data: str, protection: str
) -> None:
    tried = Try(before, standing("UPDATE_COMPLETE", BUILT))

    tried.run(production(RetainData=data, Stage="dev"))

    assert f'DeletionProtection="{protection}"' in tried.asked


def test_where_there_is_no_page_none_is_published() -> None:
    tried = Try(None, standing("CREATE_COMPLETE", BUILT))

    tried.run(production(AdminPage="false"))

    assert (tried.built, tried.published) == (1, 0)


def test_every_parameter_is_given_so_that_a_new_default_reaches_an_old_stack() -> None:
    given = deploying.arguments(production(), Path("built.yaml"))

    told = given[given.index("--parameter-overrides") + 1 :]
    assert 'AdminDomain=""' in told
    assert 'ApplyUrl="https://apply.siam.example/"' in told
    assert len(told) == len(production().parameters)


def test_a_stage_that_nobody_described_is_refused() -> None:
    with pytest.raises(CannotGoOn, match="only default, prod"):
        stage.read("pord")
