"""Showing a stored file to staff: an address that opens it for five minutes."""

from datetime import timedelta

from shared.aws import storage
from shared.settings import settings

VIEW_LIFE = timedelta(minutes=5)

s3 = storage()


def view_url(object_key: str, content_type: str) -> str:
    """Shows the file as that type, whatever its sender called it: a browser must never run it."""
    where = {"Bucket": settings().media_bucket, "Key": object_key}
    shown = {"ResponseContentType": content_type, "ResponseContentDisposition": "inline"}
    seconds = int(VIEW_LIFE.total_seconds())
    return str(s3.generate_presigned_url("get_object", Params=where | shown, ExpiresIn=seconds))
