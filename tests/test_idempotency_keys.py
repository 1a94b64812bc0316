"""An Idempotency-Key belongs to whoever sent it: nobody uses up, or hears, another's."""

from local.world import World
from local.world.gateway import Reply
from tests.refusal_helpers import customer_token, everything_stored
from tests.world_helpers import Company, a_customer

KEY = "order-1"
UPLOAD = {"kind": "selfie", "content_type": "image/jpeg", "size_bytes": 9, "sha256": "0" * 64}


def announced(company: Company, customer_id: str, token: str) -> Reply:
    path = f"/v1/customers/{customer_id}/uploads"
    return company.world.api.post(path, UPLOAD, token, key=KEY)


def test_a_customer_uses_up_no_key_of_the_company_or_of_another_customer(
    world: World, company: Company
) -> None:
    first, second = a_customer(company).customer_id, a_customer(company).customer_id
    mine = announced(company, first, customer_token(company, first))
    assert mine.status == 201

    theirs = announced(company, second, customer_token(company, second))
    body = {"external_id": "user-of-order-1", "country": "TH"}
    created = company.post("/v1/customers", body, key=KEY)

    assert (theirs.status, created.status) == (201, 201)
    assert theirs.json["upload_id"] != mine.json["upload_id"]


def test_the_same_request_of_two_senders_is_two(world: World, company: Company) -> None:
    customer_id = a_customer(company).customer_id
    token = customer_token(company, customer_id)

    answers = [announced(company, customer_id, each) for each in (token, company.token) * 2]

    assert {each.status for each in answers} == {201}
    ids = [each.json["upload_id"] for each in answers]
    assert ids[:2] == ids[2:]
    assert ids[0] != ids[1]


def test_a_company_that_changes_its_key_repeats_what_it_asked(
    world: World, company: Company
) -> None:
    new = world.api.post("/v1/keys", {"name": "rolled", "mode": "test"}, company.admin).json
    body = {"external_id": "rolled-1", "country": "TH"}
    first = company.post("/v1/customers", body, key=KEY)

    again = world.api.post("/v1/customers", body, new["secret"], key=KEY)

    assert (again.status, again.text) == (201, first.text)


def test_a_customers_next_link_repeats_what_they_asked(company: Company) -> None:
    customer_id = a_customer(company).customer_id

    first = announced(company, customer_id, customer_token(company, customer_id))
    again = announced(company, customer_id, customer_token(company, customer_id))

    assert again.text == first.text


def test_a_member_of_staff_has_keys_of_their_own(world: World, company: Company) -> None:
    path, query = f"/customers/{a_customer(company).customer_id}/links", {"mode": "test"}

    def asked(token: str, tier: int) -> Reply:
        body = {"tier": tier}
        return world.api.post(f"/v1/review{path}", body, token, query=query, key=KEY)

    mine, others = asked(company.reviewer, 1), asked(company.admin, 2)
    companys = company.post(f"/v1{path}", {"tier": 2}, key=KEY)

    assert (mine.status, others.status, companys.status) == (201, 201, 201)
    assert asked(company.reviewer, 2).code == "idempotency_key_reused"


def test_one_operator_uses_up_no_key_of_another(world: World) -> None:
    bodies = [
        {
            "name": name,
            "policy": "lending",
            "administrator": {"email": f"{name}@x.example.com", "name": "Ann"},
        }
        for name in ("First", "Second")
    ]
    staff = [world.staff(f"{n}@platform.example", ["operator"]) for n in ("ann", "bob")]

    for body, token in zip(bodies, staff, strict=True):
        opened = world.api.post("/v1/operator/companies", body, token, key=KEY)
        assert (opened.status, opened.json["name"]) == (201, body["name"])


def test_a_kept_answer_still_goes_with_the_customer(world: World, company: Company) -> None:
    customer_id = a_customer(company).customer_id
    announced(company, customer_id, customer_token(company, customer_id))
    announced(company, customer_id, company.token)
    assert str(everything_stored(world)).count("#REPLY#") == 2

    path = f"/v1/customers/{customer_id}"
    world.api.delete(path, company.token, query={"reason": "customer_asked"})
    world.run("FinishDeletions", {})

    assert "#REPLY#" not in str(everything_stored(world))
