"""The environment as one typed model: a missing variable stops the function at start, by name."""

import os
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _pairs(text: str) -> dict[str, str]:
    """`TH=SIAMKYC,SG=SIAMKYC`, as the template has it."""
    return dict(each.split("=") for each in text.split(",") if each)


class Settings(BaseModel):
    """One field per variable in `template.yaml`, Globals.Function.Environment."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stage: str
    cases_table: str
    ledger_table: str
    media_bucket: str
    verification_arn: str
    identity_secret_arn: str
    sender_email: str
    # Not every region has SES.
    mail_region: str
    apply_url: str
    # Names of SSM parameters: what they hold is known only after the functions exist.
    api_url_parameter: str
    faceid_url_parameter: str
    faceid_secret_arn: str
    # Whether this stage has the pretend FaceID, which serves test mode.
    sandbox: bool
    sandbox_url_parameter: str
    # Who carries live text messages: `sns`, or the sandbox's inbox where nobody must be reached.
    sms_provider: Literal["sns", "sandbox"]
    # ISO 3166 codes of the countries whose numbers are sent texts.
    sms_countries: Annotated[frozenset[str], BeforeValidator(lambda text: text.split(","))]
    # By country, the registered name that a text comes from; China's stands in the text instead.
    sms_sender_ids: Annotated[dict[str, str], BeforeValidator(_pairs)]
    sms_china_signature: str
    # USD that AWS may take for one text.
    sms_most_usd: str
    # USDT that one operator may book for live accounts in a day without a second one.
    deposit_limit_usdt: int
    # What one company may ask, and how often one address may be wrong (shared/company_share.py).
    company_requests_per_second: int
    refusals_per_minute: int


@cache
def settings() -> Settings:
    names = Settings.model_fields
    found = {name: os.environ[name.upper()] for name in names if name.upper() in os.environ}
    return Settings.model_validate(found)
