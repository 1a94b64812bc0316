"""AWS clients: one session, short timeouts, built when the module that needs one is imported."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NotReached

from shared.errors import ProviderUnavailable
from shared.settings import settings

_session: Any = boto3.session.Session()
_config = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "max_attempts": 3})

# Said with a 4xx, and no fault of the request; what is broken says so with a 5xx.
SLOWED = {
    "BandwidthLimitExceeded",
    "KMSThrottlingException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestTimeout",
    "SlowDown",
    "Throttling",
    "ThrottledException",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
}


def client(service: str, **options: Any) -> Any:
    """`options` are botocore Config options beyond the ones all clients share."""
    return _session.client(service, config=_config.merge(Config(**options)))


def storage() -> Any:
    """S3 whose presigned addresses name the bucket and the region, in us-east-1 too.

    The address without it answers a new bucket elsewhere with a redirect, which a browser's upload
    does not follow; and the admin page's policy allows the address with it only.
    """
    style = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    return client("s3", signature_version="s3v4", s3=style)


def mails(**options: Any) -> Any:
    """SES, in the region that sends this deployment's e-mails."""
    return client("sesv2", region_name=settings().mail_region, **options)


def is_outage(error: BaseException) -> bool:
    """Whether a service behind us was too slow, too busy or broken: a later try may pass."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (NotReached, HTTPClientError, ProviderUnavailable)):
            return True
        if isinstance(seen, ClientError) and _is_passing(seen):
            return True
        # pynamodb keeps what it met; everybody else raises from it.
        seen = getattr(seen, "cause", None) or seen.__cause__
    return False


def _is_passing(error: ClientError) -> bool:
    answer: Any = error.response
    status: int = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or answer.get("Error", {}).get("Code") in SLOWED
