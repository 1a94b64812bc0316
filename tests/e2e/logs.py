"""What the functions of the deployed stack have logged."""

import re
from collections.abc import Iterator

from local.stack import Stack

# Lambda's own frame around an invocation; nothing of ours is in it.
FRAME = re.compile(r"(START|END|REPORT) RequestId: [0-9a-f-]{36}[\w\s:$.]*")
MOST_EVENTS_A_CALL = 10_000


def log_lines(stack: Stack) -> Iterator[str]:
    """Every event of every log group, without Lambda's frames."""
    logs = stack.client("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        for page in logs.get_paginator("describe_log_streams").paginate(logGroupName=name):
            # All at once would end at the 10,000th event: the emulator has no second page.
            names = [each["logStreamName"] for each in page["logStreams"]]
            if not names:
                continue  # a log that nothing writes here, as the API's own of who called
            found = logs.filter_log_events(logGroupName=name, logStreamNames=names)["events"]
            assert len(found) < MOST_EVENTS_A_CALL
            messages = (each["message"].strip() for each in found)
            yield from (each for each in messages if not FRAME.fullmatch(each))
