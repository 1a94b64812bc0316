"""What only the functions that invite staff find in their environment."""

import os
from functools import cache

from pydantic import BaseModel, ConfigDict


class AccessSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    staff_pool_id: str


@cache
def access_settings() -> AccessSettings:
    return AccessSettings(staff_pool_id=os.environ["STAFF_POOL_ID"])
