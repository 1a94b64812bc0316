"""State-machine and scheduled tasks of the submit slice."""

from typing import Any

from shared import machine
from shared.case_store import load_submission
from shared.telemetry import task
from shared.tenant import Tenant
from shared.transaction import until_settled
from submit import erasure, repair


@task
@machine.step
def await_resubmission(event: dict[str, Any]) -> None:
    """Keep the wait's token; a customer who was faster ends the wait at once."""
    tenant, revision = Tenant.parse(event["tenant"]), int(event["revision"])
    until_settled(lambda: machine.keep_wait(tenant, event, "AwaitResubmission", revision))


@task
@machine.step
def start_next_revision(event: dict[str, Any]) -> None:
    """Start the execution of the head's newest revision."""
    machine.start(load_submission(Tenant.parse(event["tenant"]), event["submission_id"]))


@task
def finish_erasures(_event: dict[str, Any]) -> dict[str, int]:
    """`{"finished": n, "failed": n}` of the files whose erasure is due."""
    return erasure.finish_due()


@task
def resume_stalled(_event: dict[str, Any]) -> dict[str, int]:
    """`{"resumed": n, "failed": n}` of the submissions whose machine should have gone on."""
    return repair.resume_due()
