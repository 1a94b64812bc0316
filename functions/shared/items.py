"""What every item at rest is made of: keys, the two indexes, and how a table is reached.

ListIndex (list_key, list_at) serves the lists that a person pages through;
DueIndex (due, due_at) holds what a schedule must pick up.
"""

import os
from typing import Any, cast

from pynamodb.attributes import (
    Attribute,
    ListAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.constants import NUMBER
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from shared.settings import settings


class IntegerAttribute(Attribute[int]):
    """pynamodb's own number attribute is a float to the type checker."""

    attr_type = NUMBER

    def serialize(self, value: int) -> str:
        return str(int(value))

    def deserialize(self, value: str) -> int:
        return int(value)


def integers() -> Attribute[list[int]]:
    """A list of numbers; pynamodb's own type says list of attributes."""
    return cast(Attribute[list[int]], ListAttribute(of=IntegerAttribute, default=list))


class ListIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "ListIndex"
        projection = AllProjection()

    list_key = UnicodeAttribute(hash_key=True)
    list_at = UTCDateTimeAttribute(range_key=True)


class DueIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "DueIndex"
        projection = AllProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UTCDateTimeAttribute(range_key=True)


class Reach:
    """How any table is reached; pynamodb waits 30 s by default, longer than a request may."""

    region = os.environ.get("AWS_REGION", "us-east-1")
    connect_timeout_seconds = 1
    read_timeout_seconds = 2
    max_retry_attempts = 4


class Item(Model):
    class Meta(Reach):
        table_name = settings().cases_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    list_key = UnicodeAttribute(null=True)
    list_at = UTCDateTimeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    due_at = UTCDateTimeAttribute(null=True)
    by_list = ListIndex()
    by_due = DueIndex()


# One connection for all classes, opened while the function starts and not in its first request.
Item._get_connection().connection.client  # noqa: B018, SLF001  pynamodb has no public door to it
