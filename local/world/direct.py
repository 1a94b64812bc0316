"""DynamoDB's calls without their way over HTTP: from the client straight to moto's handler.

To build, sign, route and parse a request took six times as long as its answer. A call to which a
test listens takes the long way, one that AWS would refuse too, and so does every client of another
cloud than this process's.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from botocore import client as botocore_client
from botocore.exceptions import ParamValidationError
from botocore.parsers import create_parser
from moto.core.models import botocore_stubber
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler
from werkzeug.exceptions import HTTPException

from local.world import aws_rules
from local.world.functions import calling, is_between, one_at_a_time
from local.world.template import ACCOUNT, REGION

BaseClient: Any = botocore_client.BaseClient
DIRECT = {
    "BatchGetItem": DynamoHandler.batch_get_item,
    "BatchWriteItem": DynamoHandler.batch_write_item,
    "DeleteItem": DynamoHandler.delete_item,
    "GetItem": DynamoHandler.get_item,
    "PutItem": DynamoHandler.put_item,
    "Query": DynamoHandler.query,
    "Scan": DynamoHandler.scan,
    "TransactGetItems": DynamoHandler.transact_get_items,
    "TransactWriteItems": DynamoHandler.transact_write_items,
    "UpdateItem": DynamoHandler.update_item,
}
# All that botocore tells of a call, from its parameters to its answer.
EVENTS = (
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call",
    "after-call-error",
)
# Whose handlers prepare what is sent, or answer it: there is nothing of either to do here.
NOT_LISTENING = ("aws_lambda_powertools.", "boto3.", "botocore.", "local.world.", "pynamodb.")


def hurry_dynamodb() -> None:
    BaseClient._make_api_call = _call  # noqa: SLF001  botocore has no other door
    Table.query = _query  # type: ignore[method-assign]


def _call(self: Any, operation: str, given: dict[str, Any]) -> Any:
    if not is_direct(self, operation):
        return _long_way(self, operation, given)
    model = self.meta.service_model.operation_model(operation)
    _validate(self, model, given)
    if aws_rules.refusal(operation, given):
        return _long_way(self, operation, given)
    with one_at_a_time:
        return calling("dynamodb", lambda: _answer(self, model, given))


def _validate(client: Any, model: Any, given: dict[str, Any]) -> None:
    """As botocore does it; pynamodb's client goes without."""
    validator = getattr(client._serializer, "_param_validator", None)  # noqa: SLF001  as above
    report = validator and validator.validate(given, model.input_shape)
    if report and report.has_errors():
        raise ParamValidationError(report=report.generate_report())


def is_direct(client: Any, operation: str) -> bool:
    """Whether only this process answers that call, and nobody else listens to it."""
    if operation not in DIRECT or is_between() or not botocore_stubber.enabled:
        return False
    if client.meta.service_model.service_name != "dynamodb":
        return False
    # botocore forgets what it has looked up whenever somebody begins or ceases to listen.
    emitter = client.meta.events._emitter  # noqa: SLF001  as above
    known = emitter._lookup_cache  # noqa: SLF001  as above
    asked = ("is direct", operation)
    if asked not in known:
        at_home = "amazonaws.com" in client.meta.endpoint_url
        known[asked] = at_home and not _listeners(emitter, operation)
    return bool(known[asked])


def _listeners(emitter: Any, operation: str) -> list[Any]:
    names = [f"{event}.dynamodb.{operation}" for event in EVENTS]
    heard = [each for name in names for each in emitter._handlers.prefix_search(name)]  # noqa: SLF001
    return [each for each in heard if not f"{each.__module__}.".startswith(NOT_LISTENING)]


def _answer(client: Any, model: Any, given: dict[str, Any]) -> Any:
    told = {"RequestId": str(uuid4()), "HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
    try:
        # What is given or answered is the caller's, who may change it; what moto has is moto's.
        result: Any = DIRECT[model.name](_handler(_copied(given))).result
    except HTTPException as error:
        refused = _refusal(client, model, error)
        refused["ResponseMetadata"] = told | {"HTTPStatusCode": error.code}
        raised = client.exceptions.from_code(refused["Error"]["Code"])
        raise raised(refused, model.name) from None
    told_of = model.output_shape.members.keys() & result.keys()
    answer = {name: _copied(result[name]) for name in told_of if result[name] is not None}
    return answer | {"ResponseMetadata": told}


def _handler(params: dict[str, Any]) -> Any:
    handler = DynamoHandler()
    handler.region, handler.current_account = REGION, ACCOUNT
    handler.headers, handler.response_headers, handler.querystring = {}, {}, {}
    handler.body = handler.params = params
    return handler


def _refusal(client: Any, model: Any, error: Any) -> dict[str, Any]:
    """As botocore reads it from an answer."""
    answer = {
        "status_code": error.code,
        "headers": dict(error.get_headers()),
        "body": error.get_body().encode(),
        "context": {"operation_name": model.name},
    }
    parser = create_parser(model.service_model.resolved_protocol)
    refused: dict[str, Any] = parser.parse(answer, model.output_shape)
    endpoint = client._endpoint  # noqa: SLF001  botocore reads an error's own fields only there
    endpoint._add_modeled_error_fields(answer, refused, model, parser)  # noqa: SLF001
    return refused


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(each) for each in value]
    return value


def _query(self: Any, hash_key: Any, *args: Any, **more: Any) -> Any:
    """In a table that has only the partition asked for: moto sorts all items for each query."""
    index, wanted = args[6] if len(args) > 6 else more.get("index_name"), "hash_key_conditions"
    seen: Any = Table.__new__(Table)
    seen.__dict__ = dict(vars(self))
    if index is None and hash_key is not None:
        seen.items = {hash_key: self.items[hash_key]} if hash_key in self.items else {}
    elif index is not None and more.get(wanted):
        seen.items = _with(more[wanted][0], self)
    return _whole(seen, hash_key, *args, **more)


def _with(wanted: tuple[str, DynamoType], table: Any) -> Any:
    name, value = wanted
    if not table.range_key_attr:
        return {key: item for key, item in table.items.items() if _has(item, name, value)}
    kept = {}
    for key, partition in table.items.items():
        found = {sort: item for sort, item in partition.items() if _has(item, name, value)}
        if found:
            kept[key] = found
    return kept


def _has(item: Any, name: str, value: DynamoType) -> bool:
    has: Any = item.attrs.get(name)
    if has is None or has.type != value.type:
        return False
    # Two texts of one number differ; to ask that of each item of a table takes long.
    return bool(has.value == value.value or (has.is_number() and has == value))


_long_way = BaseClient._make_api_call  # noqa: SLF001  as above
_whole: Any = Table.query
