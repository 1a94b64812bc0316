"""AWS clients: one session, short timeouts, built when the module that needs one is imported."""

from typing import Any

import boto3
from botocore.config import Config

_session: Any = boto3.session.Session()
_config = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "max_attempts": 3})


def client(service: str, **options: Any) -> Any:
    """`options` are botocore Config options beyond the ones all clients share."""
    return _session.client(service, config=_config.merge(Config(**options)))


def storage() -> Any:
    """S3 whose presigned addresses name the region.

    The address without it answers a new bucket elsewhere with a redirect, which a browser's upload
    does not follow.
    """
    return client("s3", signature_version="s3v4", s3={"addressing_style": "virtual"})
