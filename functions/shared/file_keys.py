"""Where a customer's files lie in the bucket. Pure.

incoming/co_…/mode/cus_…/upl_…       what a permit lets its holder send, until it was looked at
co_…/mode/cus_…/try_…/upl_…          what was looked at and kept: no permit reaches it
co_…/mode/cus_…/liveness-…           pictures of live face checks

What is incoming leaves the bucket by itself (MediaBucket in template.yaml).
"""

INCOMING = "incoming/"


def kept_folder(customer_pk: str) -> str:
    return f"{customer_pk.replace('#', '/')}/"


def folders(customer_pk: str) -> tuple[str, str]:
    """All that begins with one of them is that customer's."""
    return INCOMING + kept_folder(customer_pk), kept_folder(customer_pk)
