"""What happened reaches a company's back end: signed, in order for each customer, until taken."""

import re

from local.world import World, sources
from tests.personal_data import found_in, stored_in
from tests.webhook_helpers import (
    LOST,
    a_receiver,
    an_endpoint,
    log_of,
    next_tries,
    the_documented_check,
)
from tests.world_helpers import (
    Company,
    a_company,
    a_customer,
    approved,
    asked_to_correct,
    identity,
    resubmitted,
    submitted,
)


def test_decisions_arrive_signed_in_order_and_without_personal_data(company: Company) -> None:
    is_ours = the_documented_check()
    with a_receiver() as receiver:
        secret = an_endpoint(company, receiver)["secret"]

        person = a_customer(company)
        submission_id = submitted(company, person)
        asked_to_correct(company, submission_id, "full_name")
        fields = identity("TH", 999) | {"full_name": "Somsak Jaidee"}
        resubmitted(company, submission_id, fields=fields)
        approved(company, submission_id, revision=2)

    sequences = [sequence for _, sequence in receiver.told]
    assert [each for each, _ in receiver.told] == [
        "customer.created",
        "submission.submitted",
        "submission.revision_requested",
        "submission.resubmitted",
        "submission.approved",
    ]
    assert sequences == sorted(sequences)
    last = receiver.received[-1].event
    assert (last["id"], last["mode"]) == (
        f"evt_{person.customer_id[4:]}{sequences[-1]:08d}",
        "test",
    )
    assert last["data"] | {"external_id": None} == {
        "customer_id": person.customer_id,
        "external_id": None,
        "submission_id": submission_id,
        "revision": 2,
        "tier": 1,
        "max_loan": {"amount": "50000.00", "currency": "THB"},
    }
    for each in receiver.received:
        header = each.headers["Signature"]
        assert is_ours(secret, header, each.body)
        assert not is_ours(secret, header, each.body + b" ")
        assert not is_ours("whsec_another", header, each.body)
        assert not is_ours(secret, re.sub(r"t=\d+", "t=1700000000", header), each.body)
    scanned = company.world.client("dynamodb").scan(TableName="kyc-CasesTable")["Items"]
    bodies = [each.body.decode() for each in receiver.received]
    assert found_in(bodies, stored_in(scanned)) == []


def test_one_customers_events_wait_in_line_while_anothers_go_on(company: Company) -> None:
    with a_receiver() as receiver:
        an_endpoint(company, receiver, "customer.created", "customer.changed")
        stuck = a_customer(company)
        receiver.refuses.add(stuck.customer_id)
        company.patch(f"/v1/customers/{stuck.customer_id}", {"language": "th"})
        company.world.settle()
        other = a_customer(company)
        company.world.settle()

        before = [each.event["data"]["customer_id"] for each in receiver.received]
        receiver.refuses.clear()
        next_tries(company.world)

    assert before == [stuck.customer_id, other.customer_id]
    mine = [e for e in receiver.received if e.event["data"]["customer_id"] == stuck.customer_id]
    assert [each.event["sequence"] for each in mine] == [1, 1, 2]
    log = log_of(company)
    assert {each["status"] for each in log} == {"delivered"}
    first, second = log[0]["tries"]
    assert (first["status_code"], first["error"]) == (500, "status_not_2xx")
    assert (second["status_code"], second["error"]) == (200, None)


def test_whoever_took_it_without_an_answer_gets_it_again_under_the_same_id(
    company: Company,
) -> None:
    with a_receiver(LOST) as receiver:
        an_endpoint(company, receiver)
        a_customer(company)
        company.world.settle()

        next_tries(company.world)

    first, again = receiver.received
    assert (again.body, again.event["id"]) == (first.body, first.event["id"])
    (delivery,) = log_of(company)
    assert [each["error"] for each in delivery["tries"]] == ["connection_failed", None]


def test_a_redirect_is_not_followed(company: Company) -> None:
    with a_receiver() as inside, a_receiver(inside.url, 200) as receiver:
        an_endpoint(company, receiver)
        a_customer(company)
        company.world.settle()

        next_tries(company.world)

    assert inside.received == []
    (delivery,) = log_of(company)
    tried = [(each["status_code"], each["error"]) for each in delivery["tries"]]
    assert tried == [(302, "redirected"), (200, None)]


def test_after_eight_tries_it_is_a_dead_letter_and_can_be_replayed(company: Company) -> None:
    with a_receiver(*[500] * 8) as receiver:
        an_endpoint(company, receiver, "customer.created")
        a_customer(company)
        company.world.settle()
        for _ in range(9):
            next_tries(company.world)
        (dead,) = log_of(company)
        buried = sources.messages_in("DeadWebhooks")

        path = f"/v1/webhook-deliveries/{dead['delivery_id']}/replay"
        asked = company.post(path, key="once")
        again = company.post(path, key="once")
        company.world.settle()

    assert (dead["status"], len(dead["tries"]), dead["next_try_at"]) == ("failed", 8, None)
    assert [each["delivery_id"] for each in buried] == [dead["delivery_id"]]
    assert (asked.status, again.json) == (201, asked.json)
    assert asked.json["replay_of"] == dead["delivery_id"]
    assert len(receiver.received) == 9
    assert len({each.event["id"] for each in receiver.received}) == 1
    assert [each["status"] for each in log_of(company, status="delivered")] == ["delivered"]


def test_for_a_day_after_a_rotation_both_secrets_sign(company: Company) -> None:
    is_ours = the_documented_check()
    with a_receiver() as receiver:
        made = an_endpoint(company, receiver)
        where = f"/v1/webhooks/{made['webhook_id']}"

        rotated = company.post(f"{where}/rotate-secret").json
        pinged = company.post(f"{where}/ping")
        company.world.settle()

    (message,) = receiver.received
    assert (pinged.status, message.event["type"]) == (201, "ping")
    assert rotated["secret"] != made["secret"]
    assert rotated["old_secret_until"] > rotated["updated_at"]
    assert len(message.signatures) == 2
    for secret in (made["secret"], rotated["secret"]):
        assert is_ours(secret, message.headers["Signature"], message.body)
    assert "secret" not in {name for name, value in company.get(where).json.items() if value}


def test_who_is_switched_off_or_removed_hears_nothing_more(company: Company) -> None:
    with a_receiver(500, 500) as receiver, a_receiver() as chosen:
        gone, off = an_endpoint(company, receiver), an_endpoint(company, receiver)
        an_endpoint(company, chosen, "loan.opened")
        a_customer(company)
        company.world.settle()
        heard = len(receiver.received)

        company.world.api.delete(f"/v1/webhooks/{gone['webhook_id']}", company.token)
        company.patch(f"/v1/webhooks/{off['webhook_id']}", {"enabled": False})
        next_tries(company.world)
        a_customer(company)
        company.world.settle()

    assert (heard, len(receiver.received), chosen.received) == (2, 2, [])
    assert [each["status"] for each in log_of(company)] == ["cancelled", "cancelled"]
    refused = company.post(f"/v1/webhooks/{off['webhook_id']}/ping")
    assert (refused.status, refused.code) == (409, "webhook_disabled")
    assert company.get(f"/v1/webhooks/{gone['webhook_id']}").status == 404


def test_each_company_and_mode_has_endpoints_of_its_own(world: World, company: Company) -> None:
    other = a_company(world, "Other")
    with a_receiver() as receiver:
        made = an_endpoint(company, receiver)
        staff = f"/v1/review/webhooks/{made['webhook_id']}"

        a_customer(other)
        asked = {"external_id": "live-1", "country": "TH"}
        world.api.post("/v1/customers", asked, company.live_token)
        world.settle()

    assert receiver.received == []
    seen = world.api.get(staff, company.admin, query={"mode": "test"})
    assert (seen.status, seen.json["url"]) == (200, receiver.url)
    assert world.api.get(staff, company.admin).status == 404
    assert world.api.get(staff, other.admin, query={"mode": "test"}).status == 404
    assert world.api.get(staff, company.reviewer, query={"mode": "test"}).status == 403
    assert other.get("/v1/webhook-deliveries").json["deliveries"] == []


def test_what_cannot_be_an_endpoint_is_refused(company: Company) -> None:
    good = {"url": "https://bank.example.com/kyc", "events": ["*"]}

    for wrong in ({"url": "ftp://bank.example.com"}, {"events": ["customer.vanished"]}):
        refused = company.post("/v1/webhooks", good | wrong)
        assert (refused.status, refused.code) == (422, "invalid_fields")
    for _ in range(10):
        assert company.post("/v1/webhooks", good).status == 201
    assert company.post("/v1/webhooks", good).code == "too_many_webhooks"
    assert len(company.get("/v1/webhooks").json["webhooks"]) == 10
