"""Values that are known only after deployment, from the parameter store, by name."""

from functools import cache

from shared.aws import client

ssm = client("ssm")


@cache
def parameter(name: str) -> str:
    """Read once in the life of a function."""
    return str(ssm.get_parameter(Name=name)["Parameter"]["Value"])
