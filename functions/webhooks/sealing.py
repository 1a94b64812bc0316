"""An endpoint's signing secrets: made here, kept as ciphertexts, opened only to sign.

A hash would not do, because we have to sign with them. KMS seals a secret together with whose it
is, so a ciphertext that is copied to another endpoint does not open there.
"""

import base64
import secrets

from shared.aws import client
from shared.tenant import Tenant
from webhooks.settings import webhook_settings

PREFIX = "whsec_"

kms = client("kms")


def new_secret() -> str:
    """`whsec_…`: a prefix that people and secret scanners recognise, then 256 random bits."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def seal(secret: str, tenant: Tenant, webhook_id: str) -> str:
    sealed = kms.encrypt(
        KeyId=webhook_settings().data_key_arn,
        Plaintext=secret.encode(),
        EncryptionContext=_whose(tenant, webhook_id),
    )
    return base64.b64encode(sealed["CiphertextBlob"]).decode()


def unseal(sealed: str, tenant: Tenant, webhook_id: str) -> str:
    opened = kms.decrypt(
        KeyId=webhook_settings().data_key_arn,
        CiphertextBlob=base64.b64decode(sealed),
        EncryptionContext=_whose(tenant, webhook_id),
    )
    return str(opened["Plaintext"].decode())


def _whose(tenant: Tenant, webhook_id: str) -> dict[str, str]:
    return {"tenant": str(tenant), "webhook_id": webhook_id}
