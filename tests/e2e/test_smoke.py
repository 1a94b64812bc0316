"""`make smoke` walks the whole way on the local cloud, leaves nothing, and sees what is wrong."""

import json

import pytest

from local.cloud import LocalCloud
from local.smoke.__main__ import smoke
from local.smoke.deployed import here
from local.smoke.report import FAILED, UNASKED
from local.stack import NAME, Stack

# The page itself is built and tried in tests/web.
PAGE = {"admin/index.html": "<!doctype html>", "admin/config.json": ""}


@pytest.fixture
def page(stack: Stack) -> None:
    s3, settings = stack.client("s3"), json.dumps({"api": stack.api_url})
    for name, content in PAGE.items():
        body = (content or settings).encode()
        s3.put_object(Bucket=stack["PagesBucketName"], Key=name, Body=body)


def made(stack: Stack) -> list[object]:
    """Whatever a walk makes and should take away again."""
    cognito, pool = stack.client("cognito-idp"), {"UserPoolId": stack["UserPoolId"]}
    users = cognito.list_users(**pool)["Users"]
    clients = cognito.list_user_pool_clients(**pool)["UserPoolClients"]
    return [sorted(each["Username"] for each in users), [each["ClientName"] for each in clients]]


def test_the_first_hour_can_be_walked(
    cloud: LocalCloud, stack: Stack, page: None, capsys: pytest.CaptureFixture[str]
) -> None:
    before = made(stack)

    report = smoke(here(stack, NAME))

    told = capsys.readouterr().out
    assert report.of(FAILED) == [], told
    assert report.of(UNASKED) == [], told
    assert "mail of the approval" in told
    assert made(stack) == before


def test_a_page_that_is_not_there_and_an_alarm_that_rings_are_seen(
    stack: Stack, page: None, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed = here(stack, NAME)
    alarm = deployed.of_kind("AWS::CloudWatch::Alarm")[0]
    watch = stack.client("cloudwatch")
    watch.set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="tried")
    for name in PAGE:
        stack.client("s3").delete_object(Bucket=stack["PagesBucketName"], Key=name)

    report = smoke(deployed)

    watch.set_alarm_state(AlarmName=alarm, StateValue="OK", StateReason="tried")
    assert report.of(FAILED) == ["alarms", "admin page"]
    assert report.exit_code() == 1
    assert f"these ring now: {alarm}" in capsys.readouterr().out
