"""Logs and metrics that hold ids and outcomes, never names, numbers, files, tokens or events."""

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger, Metrics

from shared.errors import KycError, UnexpectedFailure

# In the deployed artefact the libraries lie beside us, so ours are told apart by folder.
SLICES = (
    "access",
    "banks",
    "billing",
    "businesses",
    "deletion",
    "duplicates",
    "lending",
    "liveness",
    "review",
    "sandbox",
    "shared",
    "submit",
    "webhooks",
)
OURS = tuple(f"{Path(__file__).parents[1] / name}/" for name in SLICES)

logger = Logger(service="kyc")
# The namespace is the stack's name, from the environment.
metrics = Metrics(service="kyc")


def place_of(error: BaseException) -> str:
    """`KeyError at review/queue.py:41`: a text may quote personal data, a place does not."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(OURS)] or frames
    where = "/".join(ours[-1].filename.split("/")[-2:]) + f":{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__}{_aws_code(error)} at {where}"


def _aws_code(error: BaseException) -> str:
    """` AccessDeniedException`: what AWS answered, when it is an answer of AWS."""
    cause = getattr(error, "cause", None) or error
    answer = getattr(cause, "response", None) or {}
    code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else None
    return f" {code}" if code else ""


def task(handler: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """A state-machine or scheduled task: one argument in, one answer out, failures without data."""

    @wraps(handler)
    def run(event: Any, context: Any) -> Any:
        logger.append_keys(request_id=context.aws_request_id, task=handler.__name__)
        try:
            return handler(event)
        except KycError as error:
            logger.warning("task refused", extra={"reason": place_of(error)})
            raise
        except Exception as error:  # noqa: BLE001  the last door: nothing may leave with its text
            logger.error("task failed", extra={"reason": place_of(error)})
            raise UnexpectedFailure(place_of(error)) from None
        finally:
            metrics.flush_metrics() if metrics.metric_set else None
            sys.stdout.flush()

    return run
