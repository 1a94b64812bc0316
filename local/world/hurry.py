"""What takes long and proves nothing, done in less time: pauses, an RSA key, and work of moto's."""

import copy
import time
from functools import cache
from typing import Any

import botocore.endpoint
from moto.core.serialize import AttributePickerContext, XFormedAttributePicker
from moto.dynamodb import models as dynamodb
from moto.dynamodb.models.table import Table
from moto.kms import models as kms
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

PAUSE_SCALE = 0.02


def hurry() -> None:
    retrier_decl.time = _Hurry  # type: ignore[assignment, attr-defined]
    botocore.endpoint.time = _Hurry  # type: ignore[attr-defined]
    # It takes longer than all the rest of a world; none is compared with another world's.
    kms.generate_private_key = cache(kms.generate_private_key)  # type: ignore[attr-defined]
    dynamodb.DynamoDBBackend.transact_write_items = _copying_once  # type: ignore[assignment, method-assign]
    XFormedAttributePicker.__call__ = _pick  # type: ignore[assignment, method-assign]


class _Hurry:
    """Stands for `time` where the machine and AWS's clients pause before they try again."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(seconds * PAUSE_SCALE)


class _Copies:
    """Stands for `copy` within one transaction, before which moto keeps the tables as they are.

    It would copy a whole table once for every item that is written to it.
    """

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}

    def deepcopy(self, thing: Any) -> Any:
        if not isinstance(thing, Table):
            return copy.deepcopy(thing)
        if id(thing) not in self._made:
            self._made[id(thing)] = copy.deepcopy(thing)
        return self._made[id(thing)]


_transact = dynamodb.DynamoDBBackend.transact_write_items
_picked = XFormedAttributePicker.__call__


def _copying_once(self: dynamodb.DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    # Calls of DynamoDB come one at a time (functions.answer_aws).
    dynamodb.copy = _Copies()  # type: ignore[assignment, attr-defined]
    _transact(self, items)


def _pick(self: XFormedAttributePicker, context: AttributePickerContext) -> Any:
    """moto looks for each of an attribute value's ten types under several names."""
    of = getattr(context.shape, "parent", None)
    if of is not None and of.name == "AttributeValue" and isinstance(context.obj, dict):
        return context.obj.get(context.key)
    return _picked(self, context)
