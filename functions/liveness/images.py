"""Pictures of a live face check, stored at once: the provider keeps them a day at most."""

from liveness.provider import Finding
from shared.aws import storage
from shared.case_store import is_deleted
from shared.liveness_check import LivenessCheck
from shared.settings import settings
from shared.tenant import Tenant

s3 = storage()


def keep_images(check: LivenessCheck, finding: Finding) -> list[dict[str, str]]:
    """`[{name, object_key}]`; the same check writes the same objects, however often."""
    tenant = Tenant.parse(check.tenant)
    if finding.images and is_deleted(tenant, check.customer_id):
        return []
    folder = f"{tenant.company_id}/{tenant.mode}/{check.customer_id}"
    kept = []
    for name, content in finding.images.items():
        key = f"{folder}/liveness-{check.submission_id}-{check.attempt}-{name}"
        s3.put_object(
            Bucket=settings().media_bucket, Key=key, Body=content, ContentType="image/jpeg"
        )
        kept.append({"name": name, "object_key": key})
    return kept
