"""What executions that wait hold on to: a wait may last 90 days, its next state calls by ARN."""

from local.world.template import template

# An execution keeps the ARNs that it began with. A function that is renamed or taken away breaks
# those that wait: let the old name stand beside the new one until they are over, a year at most.
CALLED = {
    "AwaitResubmission",
    "ExpireSubmission",
    "NotifyCustomer",
    "OpenReview",
    "RecordDecision",
    "ReserveFee",
    "SettleFee",
    "StartLiveness",
    "StartNextRevision",
    "TextCustomer",
}


def test_no_function_that_a_waiting_execution_calls_disappears() -> None:
    assert template().functions().keys() >= CALLED
    given = template().of_type("AWS::Serverless::StateMachine")["Verification"]
    assert set(given["DefinitionSubstitutions"]) == CALLED
