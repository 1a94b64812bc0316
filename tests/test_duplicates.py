"""A second customer comes with a document number that is taken: reviewers see both and decide."""

from dataclasses import replace

import requests

from local.world import World
from tests.duplicate_helpers import (
    MALI,
    a_pair,
    alerts,
    confirmed,
    merged,
    opened,
    resolved,
    second_account,
    steps,
    tried,
)
from tests.refusal_helpers import call_must_be_refused, customer_token
from tests.world_helpers import (
    Company,
    a_company,
    a_customer,
    approved,
    rejected,
    submitted,
)


def test_reviewers_see_both_customers_side_by_side(company: Company) -> None:
    first = a_customer(company)
    approved(company, submitted(company, first))
    second = second_account(company, first, full_name="Somchai Rakdee", birth_date="1988-01-02")

    (row,) = alerts(company)
    shown = opened(company, row["alert_id"])

    assert (row["cause"], row["status"], row["times"]) == ("identity_number", "open", 1)
    assert row["customer_ids"] == [first.customer_id, second.customer_id]
    holder, refused = shown["sides"]
    assert (holder["refused"], refused["refused"]) == (False, True)
    assert (holder["customer"]["kyc_status"], holder["customer"]["tier"]) == ("approved", 1)
    assert refused["customer"]["kyc_status"] == "not_started"
    assert holder["declared"]["full_name"] == "Somchai Jaidee"
    assert refused["declared"] | {"nationality": "TH"} == {
        "full_name": "Somchai Rakdee",
        "birth_date": "1988-01-02",
        "nationality": "TH",
    }
    number = first.fields["document_number"]
    assert holder["document"] == refused["document"]
    assert holder["document"]["last_four"] == number[-4:]
    assert number not in str(shown)
    for side in shown["sides"]:
        assert [each["kind"] for each in side["files"]] == ["id_front", "id_back", "selfie"]
    face = requests.get(refused["files"][2]["url"], timeout=5)
    assert (face.status_code, face.content[:2]) == (200, b"\xff\xd8")


def test_every_further_try_is_counted_and_makes_no_second_alert(company: Company) -> None:
    first, second, alert_id = a_pair(company)
    spelled = "-".join(first.fields["document_number"])

    again = tried(company, second, {"document_number": spelled, "full_name": "Somchai Newname"})

    assert again.code == "identity_already_used"
    (row,) = alerts(company)
    assert (row["alert_id"], row["times"]) == (alert_id, 2)
    assert opened(company, alert_id)["sides"][1]["declared"]["full_name"] == "Somchai Newname"
    assert steps(company, first) == steps(company, second) == []


def test_a_false_alarm_lets_both_hold_the_number_once_two_people_said_so(company: Company) -> None:
    first, second, alert_id = a_pair(company)
    number = {"document_number": first.fields["document_number"]}
    resolved(company, alert_id, "false_alarm")

    assert tried(company, second, number).code == "identity_already_used"
    assert confirmed(company, alert_id, company.reviewer).code == "same_person"
    done = confirmed(company, alert_id, company.admin)

    assert (done.json["status"], done.json["proposal"]["by"]) == ("resolved", "Dao Reviewer")
    assert (done.json["decision"]["verdict"], done.json["decision"]["by"]) == ("false_alarm", MALI)
    assert tried(company, second, number).status == 201
    for person, other in ((first, second), (second, first)):
        proposed, ended = steps(company, person)
        assert proposed["type"] == "duplicate.false_alarm_proposed"
        assert (ended["type"], ended["actor_name"]) == ("duplicate.false_alarm", MALI)
        assert ended["details"]["other"] == other.customer_id
    assert (alerts(company), len(alerts(company, status="resolved"))) == ([], 1)


def test_a_third_customer_with_a_shared_number_is_refused_still(company: Company) -> None:
    first, _, alert_id = a_pair(company)
    resolved(company, alert_id, "false_alarm")
    confirmed(company, alert_id, company.admin)

    third = second_account(company, first)

    (row,) = alerts(company)
    assert row["customer_ids"] == [first.customer_id, third.customer_id]


def test_a_merged_customer_is_closed_and_the_kept_one_is_not(company: Company) -> None:
    first, second, alert_id = a_pair(company)
    token = customer_token(company, second.customer_id)
    link = company.post(f"/v1/customers/{second.customer_id}/links", {"tier": 1}).json

    done = merged(company, alert_id, keep=first)

    assert (done.json["status"], done.json["decision"]["action"]) == ("resolved", "merge")
    closed = company.get(f"/v1/customers/{second.customer_id}").json
    assert (closed["merged_into"], closed["max_loan"]["amount"]) == (first.customer_id, "0.00")
    where = f"/v1/customers/{second.customer_id}"
    upload = {"kind": "selfie", "content_type": "image/jpeg", "size_bytes": 9, "sha256": "0" * 64}
    begins = [
        company.post(f"{where}/submissions", {"tier": 1, "fields": second.fields}),
        company.world.api.post(f"{where}/uploads", upload, token),
        company.post(f"{where}/links", {"tier": 1}),
        company.patch(where, {"language": "th"}),
    ]
    assert {(each.status, each.code) for each in begins} == {(409, "customer_merged")}
    assert begins[0].error["merged_into"] == first.customer_id
    loan = {"loan_ref": "l-1", "amount": "1.00", "currency": "THB"}
    refused = company.post(f"{where}/loans", loan)
    assert refused.error["reasons"][0]["code"] == "customer_merged"
    late = company.world.api.post("/v1/links/exchange", {"token": link["token"]})
    assert (late.status, late.code) == (401, "link_unusable")
    for person in (first, second):
        proposed, step = steps(company, person)
        assert (proposed["type"], step["type"]) == ("duplicate.merge_proposed", "duplicate.merged")
        assert (proposed["actor_name"], step["actor_name"]) == ("Dao Reviewer", MALI)
        assert step["details"]["keep"] == first.customer_id


def test_the_kept_customer_takes_over_the_numbers_of_the_closed_one(company: Company) -> None:
    """The holder was the impostor: the genuine one came second."""
    impostor = a_customer(company)
    rejected(company, submitted(company, impostor), "document_forged", "No.")
    genuine = second_account(company, impostor)
    (row,) = alerts(company)

    assert merged(company, row["alert_id"], keep=genuine).status == 200

    number = {"document_number": impostor.fields["document_number"]}
    assert tried(company, genuine, number).status == 201
    assert tried(company, a_customer(company), number).code == "identity_already_used"
    assert alerts(company)[0]["customer_ids"][0] == genuine.customer_id


def test_a_customer_with_something_open_is_not_closed(world: World, company: Company) -> None:
    first, second, alert_id = a_pair(company)

    refused = call_must_be_refused(
        world, lambda: merged(company, alert_id, keep=second), 409, "merge_not_possible"
    )

    assert refused.error["reasons"] == ["open_submission"]
    assert refused.error["customer_id"] == first.customer_id
    assert refused.error["submission_id"].startswith(f"sub_{first.customer_id[4:]}")


def test_a_second_account_is_told_no(world: World, company: Company) -> None:
    first, second, alert_id = a_pair(company)
    holder, other = ({"keep": each.customer_id, "action": "reject"} for each in (first, second))

    call_must_be_refused(
        world,
        lambda: resolved(company, alert_id, "same_person", **other),
        422,
        "number_held_by_other",
    )
    assert resolved(company, alert_id, "same_person", **holder).status == 200

    number = {"document_number": first.fields["document_number"]}
    assert tried(company, second, number).code == "identity_already_used"
    assert (alerts(company), alerts(company, status="resolved")[0]["times"]) == ([], 2)
    assert [each["type"] for each in steps(company, second)] == ["duplicate.rejected"]


def test_the_first_decision_on_an_alert_wins(world: World, company: Company) -> None:
    first, second, alert_id = a_pair(company)
    assert confirmed(company, alert_id, company.admin).code == "not_proposed"
    assert merged(company, alert_id, keep=first).status == 200

    assert confirmed(company, alert_id, company.admin).status == 200, "the same again"
    for act in (
        lambda: merged(company, alert_id, keep=second),
        lambda: resolved(company, alert_id, "false_alarm", by=company.admin),
        lambda: confirmed(company, alert_id, company.reviewer),
    ):
        late = call_must_be_refused(world, act, 409, "already_decided")
        assert late.error["decision"]["decided_by"] == MALI
    assert len(steps(company, first)) == 2


def test_a_resolution_says_all_that_it_must(world: World, company: Company) -> None:
    first, _, alert_id = a_pair(company)
    stranger = a_customer(company)
    for more, code in (
        ({"verdict": "same_person"}, "invalid_fields"),
        ({"verdict": "same_person", "keep": first.customer_id}, "invalid_fields"),
        ({"verdict": "false_alarm", "action": "merge"}, "invalid_fields"),
        (
            {"verdict": "same_person", "keep": stranger.customer_id, "action": "merge"},
            "not_of_this_alert",
        ),
    ):
        call_must_be_refused(
            world, lambda more=more: resolved(company, alert_id, **more), 422, code
        )


def test_a_rejected_customer_keeps_the_number(company: Company) -> None:
    first = a_customer(company)
    rejected(company, submitted(company, first), "document_forged", "No.")

    second_account(company, first)

    assert len(alerts(company)) == 1


def test_companies_and_modes_never_meet(world: World, company: Company) -> None:
    first, _, alert_id = a_pair(company)
    other = a_company(world, name="Another Lender")
    person = a_customer(other)

    taken = tried(other, person, {"document_number": first.fields["document_number"]})

    assert taken.status == 201
    assert alerts(other) == alerts(company, mode="live") == []
    strangers = [
        other.review(f"/duplicates/{alert_id}"),
        merged(other, alert_id, keep=first),
        confirmed(other, alert_id, other.admin),
    ]
    assert {each.status for each in strangers} == {404}
    assert opened(company, alert_id)["status"] == "open"


def test_a_number_of_test_mode_is_free_in_live_mode(company: Company) -> None:
    """And is taken there by its own first customer."""
    live = replace(company, token=company.live_token)
    first = a_customer(company)
    submitted(company, first)
    number = {"document_number": first.fields["document_number"]}

    answers = [tried(live, a_customer(live), number) for _ in range(2)]

    assert [each.status for each in answers] == [201, 409]
    assert answers[1].code == "identity_already_used"
    assert alerts(company) == []


def test_the_case_of_either_customer_shows_the_alert(company: Company) -> None:
    first = a_customer(company)
    submission_id = submitted(company, first)
    second = second_account(company, first)

    shown = company.review(f"/tasks/{submission_id}").json["duplicates"]

    assert [each["customer_ids"] for each in shown] == [[first.customer_id, second.customer_id]]
    resolved(company, shown[0]["alert_id"], "false_alarm")
    assert company.review(f"/tasks/{submission_id}").json["duplicates"][0]["status"] == "proposed"
    confirmed(company, shown[0]["alert_id"], company.admin)
    assert company.review(f"/tasks/{submission_id}").json["duplicates"] == []
