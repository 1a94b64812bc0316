"""From the desktop to the phone: who gets the page of the live face check, and who does not."""

import pytest

from tests.automatic_helpers import Exchange, an_exchange
from tests.refusal_helpers import customer_token
from tests.world_helpers import Company, a_company, a_customer, backdate, submitted


@pytest.fixture
def exchange(company: Company) -> Exchange:
    return an_exchange(company)


def test_asking_again_gives_the_same_page(exchange: Exchange) -> None:
    submission_id = exchange.submit()

    first, second = exchange.page_of(submission_id).json, exchange.page_of(submission_id).json

    assert first == second
    assert exchange.heard()["get_token"] == 1


def test_the_customer_gets_the_page_with_the_links_token(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    token = customers_token(exchange, submission_id, tier=1)

    handed = exchange.world.api.post(f"/v1/submissions/{submission_id}/liveness", token=token)

    assert handed.status == 200
    assert handed.json["url"] == exchange.page_of(submission_id).json["url"]


def test_a_customer_reads_neither_numbers_nor_fees(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    token = customers_token(exchange, submission_id, tier=1)
    exchange.show_face(submission_id, "mismatch")

    told = exchange.world.api.get(f"/v1/submissions/{submission_id}/liveness", token).json

    (check,) = told["checks"]
    assert (told["stage"], check["facts"], check["fee"]) == ("in_review", {}, None)


def test_another_tiers_link_does_not_open_it(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    token = customers_token(exchange, submission_id, tier=2)
    where = f"/v1/submissions/{submission_id}/liveness"

    assert exchange.world.api.post(where, token=token).code == "forbidden"
    assert exchange.world.api.get(where, token).code == "forbidden"


def test_another_company_finds_nothing_there(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    stranger = a_company(exchange.world, "Bangkok Credit")

    assert stranger.post(f"/v1/submissions/{submission_id}/liveness").code == "not_found"
    assert stranger.get(f"/v1/submissions/{submission_id}/liveness").code == "not_found"


def test_a_thai_customer_has_no_page_and_is_told_why(exchange: Exchange) -> None:
    submission_id = submitted(exchange.company, a_customer(exchange.company))

    refused = exchange.page_of(submission_id)

    assert refused.code == "liveness_not_offered"
    assert refused.error["reason"] == "not_mainland_china"
    assert exchange.liveness(submission_id)["stage"] == "not_offered"


def test_the_way_of_a_check_can_be_followed(exchange: Exchange) -> None:
    submission_id = exchange.submit()
    waiting = exchange.liveness(submission_id)["stage"]

    exchange.show_face(submission_id)

    assert (waiting, exchange.liveness(submission_id)["stage"]) == ("waiting", "decided")
    assert exchange.page_of(submission_id).code == "liveness_over"


def test_a_page_that_has_expired_is_not_handed_out(exchange: Exchange) -> None:
    submission_id = exchange.submit()

    backdate(exchange.world, "expires_at")

    assert exchange.page_of(submission_id).code == "liveness_over"


def customers_token(exchange: Exchange, submission_id: str, tier: int) -> str:
    return customer_token(exchange.company, f"cus_{submission_id[4:30]}", tier)
