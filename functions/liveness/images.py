"""Pictures of a live face check, stored at once: the provider keeps them a day at most."""

import base64
import hashlib

from liveness.provider import Finding
from shared.aws import storage
from shared.case_store import is_deleted
from shared.file_keys import kept_folder
from shared.liveness_check import LivenessCheck
from shared.settings import settings
from shared.tenant import Tenant

s3 = storage()


def keep_images(check: LivenessCheck, finding: Finding) -> list[dict[str, str]]:
    """`[{name, object_key, sha256}]`; the same pictures are the same objects, however often.

    Their names hold what they show: nobody writes over a picture that somebody else has noted.
    """
    tenant = Tenant.parse(check.tenant)
    if finding.images and is_deleted(tenant, check.customer_id):
        return []
    begins = f"{kept_folder(check.pk)}liveness-{check.submission_id}-{check.attempt}"
    return [_kept(begins, name, content) for name, content in finding.images.items()]


def _kept(begins: str, name: str, content: bytes) -> dict[str, str]:
    digest = hashlib.sha256(content)
    key = f"{begins}-{name}-{digest.hexdigest()[:16]}"
    s3.put_object(
        Bucket=settings().media_bucket,
        Key=key,
        Body=content,
        ContentType="image/jpeg",
        ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
    )
    return {"name": name, "object_key": key, "sha256": digest.hexdigest()}
