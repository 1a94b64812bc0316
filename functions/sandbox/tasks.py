"""Scheduled task of the sandbox."""

from typing import Any

from sandbox import callbacks
from shared.telemetry import task


@task
def deliver(_event: dict[str, Any]) -> dict[str, int]:
    """Send the callbacks that are due."""
    return {"delivered": callbacks.deliver_due()}
