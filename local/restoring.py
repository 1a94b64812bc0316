"""`make restore STAGE=… AT=…`: both tables as they were at one moment, as new tables.

AWS restores into a new table only, and leaves there most of what the old one was set to. The new
ones get these settings, and nothing else is touched: the stage goes on with its own tables until
`make deploy` is told the new names, which are printed. So they can be looked at first, and the way
back is the same.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local import stage
from local.say import CannotGoOn, exit_code_of, out, phase
from local.stage import Clients

# The stack's outputs, which are also the parameters that replace them.
TABLES = ("CasesTableName", "LedgerTableName")
LABEL = "CasesStreamLabel"
# A large table takes hours.
POLL_SECONDS, MOST_POLLS = 15, 4000


@dataclass(frozen=True)
class Source:
    """A table of the stack and what its copy must be told."""

    name: str
    latest: datetime | None
    is_recoverable: bool
    ttl: str
    stream: dict[str, Any]
    is_protected: bool


def restore(clients: Clients, name: str, outputs: dict[str, str], at: str) -> dict[str, str]:
    """The stage's new parameters; both tables are of one moment, so that fees fit their checks."""
    dynamodb = clients("dynamodb")
    sources = {each: source(dynamodb, outputs[each]) for each in TABLES}
    moment = moment_of(list(sources.values()), at)
    stamp = f"{moment.astimezone(UTC):%Y%m%d-%H%M%S}"
    targets = {each: f"{name}-{each.removesuffix('TableName')}-{stamp}" for each in TABLES}
    for each in TABLES:
        dynamodb.restore_table_to_point_in_time(
            SourceTableName=sources[each].name,
            TargetTableName=targets[each],
            RestoreDateTime=moment,
        )
    for each in TABLES:
        with phase(f"restore {targets[each]}"):
            _until_there(dynamodb, targets[each])
            _settle(dynamodb, sources[each], targets[each])
    cases = dynamodb.describe_table(TableName=targets["CasesTableName"])["Table"]
    return targets | {LABEL: cases["LatestStreamArn"].rpartition("/")[2]}


def source(dynamodb: Any, name: str) -> Source:
    table = dynamodb.describe_table(TableName=name)["Table"]
    ttl = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {})
    return Source(
        name=name,
        latest=recovery.get("LatestRestorableDateTime"),
        is_recoverable=recovery.get("PointInTimeRecoveryStatus") == "ENABLED",
        ttl=ttl.get("AttributeName", ""),
        stream=table.get("StreamSpecification", {}),
        is_protected=table.get("DeletionProtectionEnabled", False),
    )


def moment_of(sources: list[Source], at: str) -> datetime:
    """As asked, or the latest that both tables can be restored to."""
    if not at:
        return min(each.latest or datetime.now(UTC) for each in sources)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise CannotGoOn(
            f"AT is a moment with its zone, as 2026-11-28T09:30:00Z, not {at}."
        ) from None
    if moment.tzinfo is None:
        raise CannotGoOn(f"Which zone is {at} in? Write 2026-11-28T09:30:00Z for UTC.")
    return moment


def _until_there(dynamodb: Any, name: str) -> None:
    for _ in range(MOST_POLLS):
        if dynamodb.describe_table(TableName=name)["Table"]["TableStatus"] == "ACTIVE":
            return
        time.sleep(POLL_SECONDS)
    raise CannotGoOn(f"{name} is not there yet. AWS goes on with it; look at DynamoDB's console.")


def _settle(dynamodb: Any, of: Source, name: str) -> None:
    if of.stream.get("StreamEnabled"):
        dynamodb.update_table(TableName=name, StreamSpecification=of.stream)
        _until_there(dynamodb, name)
    if of.is_protected:
        dynamodb.update_table(TableName=name, DeletionProtectionEnabled=True)
        _until_there(dynamodb, name)
    if of.ttl:
        dynamodb.update_time_to_live(
            TableName=name, TimeToLiveSpecification={"AttributeName": of.ttl, "Enabled": True}
        )
    if of.is_recoverable:
        dynamodb.update_continuous_backups(
            TableName=name,
            PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make restore", description=__doc__)
    parser.add_argument("--stage", required=True, help="as in samconfig.toml")
    parser.add_argument("--at", default="", help="2026-11-28T09:30:00Z; the latest if left out")
    asked = parser.parse_args()
    wanted = stage.read(asked.stage)
    clients = stage.clients_of(wanted)
    try:
        standing = stage.look(clients, wanted.stack_name)
        if not standing.is_deployed:
            raise CannotGoOn(
                f"{wanted.stack_name} is {standing.status}: restore after a deployment."
            )
        made = restore(clients, wanted.stack_name, standing.outputs, asked.at)
    except (BotoCoreError, ClientError) as error:
        raise CannotGoOn(str(error)) from None
    given = " ".join(f"{name}={table}" for name, table in made.items())
    out.print(
        f"Look at them first. Then put into samconfig.toml, [{wanted.name}.deploy.parameters]:"
    )
    out.print(f"  {given}", markup=False)
    out.print(f"and run `make deploy STAGE={wanted.name}`, then `reconcile --full`.", markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
