"""The contract's keys, read with every call: whoever changes them sees it at once."""

from pydantic import BaseModel, Field

from sandbox.settings import sandbox_settings
from shared.aws import client

secrets = client("secretsmanager")


class Keys(BaseModel):
    """The secret's JSON."""

    api_key: str = Field(repr=False)
    api_secret: str = Field(repr=False)


def keys() -> Keys:
    secret = secrets.get_secret_value(SecretId=sandbox_settings().faceid_secret_arn)
    return Keys.model_validate_json(secret["SecretString"])
