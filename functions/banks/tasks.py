"""Scheduled tasks of the banks slice."""

from typing import Any

from shared.notice_mail import send_due
from shared.telemetry import logger, task


@task
def send_bank_notices(_event: dict[str, Any]) -> dict[str, int]:
    """`{sent, failed}`: e-mails of decisions on bank accounts; who failed is tried again."""
    sent, failed = send_due()
    if failed:
        logger.error("some e-mails could not be sent", extra={"failed": failed})
    return {"sent": sent, "failed": failed}
