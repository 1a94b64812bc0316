"""What only the sandbox's functions find in their environment."""

import os
from functools import cache

from pydantic import BaseModel, ConfigDict


class SandboxSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    sandbox_table: str
    faceid_secret_arn: str


@cache
def sandbox_settings() -> SandboxSettings:
    names = SandboxSettings.model_fields
    found = {name: os.environ[name.upper()] for name in names if name.upper() in os.environ}
    return SandboxSettings.model_validate(found)
