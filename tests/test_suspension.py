"""A company that the platform suspended: nobody of it gets in, and nothing of it is lost."""

from typing import Any

from local.world import World
from local.world.gateway import Reply
from tests.billing_helpers import operator
from tests.refusal_helpers import customer_token, nothing_must_change
from tests.world_helpers import Company, a_company, a_customer, approval, submitted

WHY = {"reason": "Two bills are open."}
SUSPENDED = (403, "company_suspended")


def tell(world: World, company: Company, step: str, by: str = "ana", body: Any = WHY) -> Reply:
    path = f"/v1/operator/companies/{company.company_id}/{step}"
    return world.api.post(path, body, operator(world, by))


def test_nobody_of_a_suspended_company_gets_in_until_it_is_resumed(
    world: World, company: Company
) -> None:
    person, other = a_customer(company), a_company(world, "Other")
    path = f"/v1/customers/{person.customer_id}"
    phone = customer_token(company, person.customer_id)
    link = company.post(f"{path}/links", {"tier": 1}).json["token"]
    submission_id = submitted(company, person)

    def tries() -> list[tuple[int, str | None]]:
        settings = {"mode": "test"}
        answers = [
            company.get(path),
            company.patch(path, {"language": "en"}),
            company.review("/tasks"),
            company.review(f"/tasks/{submission_id}/claim", {}, by=company.admin),
            world.api.get("/v1/settings", company.admin, query=settings),
            world.api.get(f"{path}/requirements", phone),
            world.api.post("/v1/links/exchange", {"token": link}),
        ]
        return [(each.status, each.code) for each in answers]

    assert tell(world, company, "suspend").json["suspended_at"]
    with nothing_must_change(world):
        assert tries() == [SUSPENDED] * 7
    assert other.get("/v1/customers").status == 200
    again = tell(world, company, "suspend", "ben", {"reason": "Once more."}).json
    tell(world, company, "resume", "ben", {"reason": "Both were paid."})

    shown = world.api.get(
        f"/v1/operator/companies/{company.company_id}/standing", operator(world)
    ).json
    assert len(again["changes"]) == 1, "asked twice, suspended once"
    assert [(each["step"], each["reason"], each["by_name"]) for each in shown["changes"]] == [
        ("resumed", "Both were paid.", "Ben"),
        ("suspended", "Two bills are open.", "Ana"),
    ]
    assert {status for status, _ in tries()} == {200}
    body = approval(company, submission_id)
    decided = company.review(f"/tasks/{submission_id}/approve", body, by=company.admin)
    assert decided.json["tier"] == 1


def test_a_company_is_suspended_by_operators_who_say_why(world: World, company: Company) -> None:
    path = f"/v1/operator/companies/{company.company_id}/suspend"
    unknown = f"/v1/operator/companies/co_{'0' * 26}/suspend"

    with nothing_must_change(world):
        refused = [
            tell(world, company, "suspend", body={}),
            tell(world, company, "suspend", body={"reason": "  "}),
            world.api.post(path, WHY, company.admin),
            world.api.post(path, WHY, company.token),
            world.api.post(unknown, WHY, operator(world)),
        ]

    assert [each.status for each in refused] == [400, 400, 403, 401, 404]
