"""The engine of these tests refuses what AWS refuses; each of them fails on one that is kinder."""

from threading import Event, Thread
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import PutError

from local.world.template import template
from shared.errors import ApiError
from shared.tables import Guard
from shared.transaction import Transaction, connection, read_together
from tests.ledger import aws_like as likeness
from tests.ledger.accounts import an_event
from tests.ledger.aws_like import AwsLike


def code_of(refused: Any) -> str:
    return str(refused.value.response["Error"]["Code"])


def written(token: str, number: int, pk: str) -> dict[str, Any]:
    """A transaction that adds to a counter."""
    update = {
        "TableName": template().name("CasesTable"),
        "Key": {"pk": {"S": pk}, "sk": {"S": "X"}},
        "UpdateExpression": "ADD n :n",
        "ExpressionAttributeValues": {":n": {"N": str(number)}},
    }
    return {"TransactItems": [{"Update": update}], "ClientRequestToken": token}


def test_a_token_stands_for_one_request_and_takes_effect_once() -> None:
    database, pk = connection().client, an_event()
    for _ in range(2):
        database.transact_write_items(**written("token", 1, pk))

    with pytest.raises(ClientError) as refused:
        database.transact_write_items(**written("token", 2, pk))

    assert code_of(refused) == "IdempotentParameterMismatchException"
    key = {"pk": {"S": pk}, "sk": {"S": "X"}}
    kept = database.get_item(TableName=template().name("CasesTable"), Key=key, ConsistentRead=True)
    assert kept["Item"]["n"] == {"N": "1"}


def test_what_is_in_an_open_transaction_is_nobody_elses(
    aws_like: AwsLike, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But whoever reads it alone sees it as it was."""
    opened, may_end = Event(), Event()

    class Waits(Event):
        def wait(self, timeout: float | None = None) -> bool:
            del timeout
            opened.set()
            return may_end.wait(5)

    monkeypatch.setattr(likeness, "Event", Waits)
    item = Guard(an_event(), "GUARD", customer_id="cus")
    tx = Transaction()
    tx.create(item)
    under_way = Thread(target=tx.commit)
    under_way.start()
    assert opened.wait(5)
    monkeypatch.undo()
    monkeypatch.setattr("shared.transaction.RETRY_SECONDS", 0)

    with pytest.raises(PutError, match="TransactionConflictException"):
        item.save()
    with pytest.raises(ApiError, match="unavailable"):
        read_together(Guard, [(item.pk, "GUARD")])
    again = Transaction()
    again.create(item)
    with pytest.raises(ApiError, match="busy"):
        again.commit()
    assert list(Guard.query(item.pk, consistent_read=True)) == []

    may_end.set()
    under_way.join()
    assert aws_like.conflicts == 3
    assert len(list(Guard.query(item.pk, consistent_read=True))) == 1
