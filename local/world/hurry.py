"""What takes long and proves nothing, done in less time: pauses, an RSA key, and work of moto's."""

import copy
import time
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import botocore.endpoint
from botocore.useragent import UserAgentString
from moto.core import responses
from moto.core.base_backend import BaseBackend
from moto.core.parse import BaseJSONParser
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb import models as dynamodb
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.kms import models as kms
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.utils.boto_client import boto_client_for

PAUSE_SCALE = 0.02
# The types whose values DynamoDB, JSON and moto hold alike.
PLAIN = {"S", "N", "BOOL", "NULL", "SS", "NS"}


def hurry() -> None:
    retrier_decl.time = _Hurry  # type: ignore[assignment, attr-defined]
    botocore.endpoint.time = _Hurry  # type: ignore[attr-defined]
    # It takes longer than all the rest of a world; none is compared with another world's.
    kms.generate_private_key = cache(kms.generate_private_key)  # type: ignore[attr-defined]
    dynamodb.copy = _Copies  # type: ignore[assignment, attr-defined]
    dynamodb.DynamoDBBackend.transact_write_items = _transact  # type: ignore[assignment, method-assign]
    BaseJSONParser._parse_structure = _parse  # type: ignore[method-assign]  # noqa: SLF001  moto has no door to it
    BaseJSONSerializer._serialize_type_structure = _serialize  # type: ignore[method-assign]  # noqa: SLF001
    # What follows is the same at each call, and found anew for each.
    responses.method_names_from_class = cache(responses.method_names_from_class)  # type: ignore[attr-defined]
    BaseBackend.urls = property(_urls)  # type: ignore[assignment, method-assign]
    UserAgentString.to_string = lambda _: "world"  # type: ignore[assignment, method-assign]
    lambda_eval_utils.boto_client_for = _client_for  # type: ignore[assignment, attr-defined]


class _Hurry:
    """Stands for `time` where the machine and AWS's clients pause before they try again."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(seconds * PAUSE_SCALE)


class _Copies:
    """Stands for `copy` in moto's DynamoDB, which copies whole tables for each transaction."""

    @staticmethod
    def deepcopy(thing: Any) -> Any:
        return thing if isinstance(thing, Table) else copy.deepcopy(thing)


def _transact(self: dynamodb.DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    """A transaction that fails puts back what it wrote, item by item.

    Calls of DynamoDB come one at a time (functions.answer_aws), so nobody sees it before.
    """
    undone = [_putting_back(self, operation) for each in items for operation in each.values()]
    try:
        _transact_in_part(self, items)
    except Exception:
        for put_back in undone:
            put_back()
        raise


def _putting_back(self: dynamodb.DynamoDBBackend, operation: dict[str, Any]) -> Callable[[], None]:
    table = self.get_table(operation["TableName"])
    key = operation.get("Key") or operation["Item"]
    names = [each for each in (table.hash_key_attr, table.range_key_attr) if each]
    if not key.keys() >= set(names):
        return lambda: None  # it is refused before anything is written
    known = [DynamoType(key[name]) for name in names]
    item = copy.deepcopy(table.get_item(known[0], known[1] if len(known) > 1 else None))
    records = len(table.stream_shard.items) if table.stream_shard else 0
    return partial(_put_back, table, known, item, records)


def _put_back(table: Table, key: list[DynamoType], item: Any, records: int) -> None:
    items: Any = table.items if len(key) == 1 else table.items[key[0]]
    if item is None:
        items.pop(key[-1], None)
    else:
        items[key[-1]] = item
    if table.stream_shard:
        del table.stream_shard.items[records:]


def _parse(self: Any, shape: Any, value: Any) -> Any:
    if shape.name == "AttributeValue" and value and value.keys() <= PLAIN:
        return dict(value)
    return _parsed(self, shape, value)


def _serialize(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """moto looks for each of a value's ten types under several names."""
    if shape.name == "AttributeValue" and isinstance(value, dict):
        if value.keys() <= PLAIN:
            serialized[key] = value
            return
        # A map or a list of values, or bytes: what is there, by its own name.
        members = {name: shape.members[name] for name in value}
        serialized[key] = {}
        for name, member in members.items():
            self._serialize(serialized[key], value[name], member, name)
        return
    _serialized(self, serialized, value, shape, key)


def _urls(self: BaseBackend) -> Any:
    kind = type(self)
    if kind not in _known_urls:
        _known_urls[kind] = _found_urls(self)
    return _known_urls[kind]


def _client_for(service: str, region: str, **_: Any) -> Any:
    return _client(service, region)


@cache
def _client(service: str, region: str) -> Any:
    return boto_client_for(region, service)


_known_urls: dict[type[BaseBackend], Any] = {}
_found_urls: Callable[[BaseBackend], Any] = BaseBackend.urls.fget  # type: ignore[attr-defined]
_transact_in_part = dynamodb.DynamoDBBackend.transact_write_items
_parsed: Any = BaseJSONParser._parse_structure  # noqa: SLF001  as above
_serialized = BaseJSONSerializer._serialize_type_structure  # noqa: SLF001  as above
