"""Customers who share a phone, a mailbox, a bank account or a picture are hinted at, and go on."""

from io import BytesIO

import pytest
from PIL import Image

from local.world import World
from local.world.functions import Crash
from tests import bank_helpers
from tests.automatic_helpers import a_mainlander, an_exchange
from tests.duplicate_helpers import alerts, merged, opened, resolved
from tests.world_helpers import (
    Company,
    Person,
    a_company,
    a_customer,
    approved,
    backdate,
    picture,
    submitted,
    uploaded,
)

PHONE = "+66812345678"


def about(company: Company) -> list[tuple[str, list[str]]]:
    return [(each["cause"], each["customer_ids"]) for each in alerts(company)]


def pair(*people: Person) -> list[str]:
    return [each.customer_id for each in people]


def saved_again(content: bytes) -> bytes:
    """As a messenger sends it on: smaller, and in another quality."""
    with Image.open(BytesIO(content)) as sent:
        smaller = sent.resize((sent.width * 9 // 10, sent.height * 9 // 10))
    buffer = BytesIO()
    smaller.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def test_a_shared_phone_and_mailbox_are_told_and_stop_nobody(company: Company) -> None:
    first = a_customer(company, phone=PHONE, email="nok@example.com")
    second = a_customer(company, phone="+66 81 234 5678")
    third = a_customer(company, email="Nok+bonus@Example.com")
    company.patch(f"/v1/customers/{third.customer_id}", {"phone": PHONE, "language": "th"})
    company.patch(f"/v1/customers/{third.customer_id}", {"language": "en"})

    assert about(company) == [
        ("phone", pair(first, second)),
        ("email", pair(first, third)),
        ("phone", pair(first, third)),
        ("phone", pair(second, third)),
    ]
    assert approved(company, submitted(company, second)).json["kyc_status"] == "approved"
    (alert,) = alerts(company, cause="email")
    assert resolved(company, alert["alert_id"], "false_alarm").json["status"] == "resolved"
    assert "email" not in [cause for cause, _ in about(company)]


def test_a_merger_ends_every_alert_between_the_two(company: Company) -> None:
    first = a_customer(company, phone=PHONE, email="nok@example.com")
    second = a_customer(company, phone=PHONE, email="nok@example.com")
    alert_id = alerts(company)[0]["alert_id"]

    merged(company, alert_id, keep=second)

    assert (alerts(company), len(alerts(company, status="resolved"))) == ([], 2)
    uploaded(company, second, "selfie", picture("selfie", first.customer_id))
    assert alerts(company) == []


def test_one_bank_account_of_two_customers_is_told(company: Company) -> None:
    first, second = a_customer(company), a_customer(company)
    bank_helpers.sent(company, first)
    bank_helpers.sent(company, second, account_number="0123456789")
    bank_helpers.sent(company, a_customer(company), bank_code="002")

    assert about(company) == [("bank_account", pair(first, second))]


def test_a_picture_of_somebody_elses_document_is_found_also_when_saved_again(
    company: Company,
) -> None:
    first, second, third = a_customer(company), a_customer(company), a_customer(company)
    card, face = (picture(kind, "first") for kind in ("id_front", "selfie"))
    cards = [uploaded(company, first, "id_front", card)]
    uploaded(company, first, "selfie", face)

    cards.append(uploaded(company, second, "id_front", saved_again(card)))
    uploaded(company, second, "selfie", face)
    uploaded(company, third, "id_front")

    assert about(company) == [
        ("similar_picture", pair(first, second)),
        ("same_file", pair(first, second)),
    ]
    sides = opened(company, alerts(company)[0]["alert_id"])["sides"]
    assert [each["alike_upload_id"] for each in sides] == cards
    assert [each["files"][0]["upload_id"] for each in sides] == cards


def test_pictures_that_show_hardly_anything_are_not_alike(company: Company) -> None:
    slope = Image.linear_gradient("L").resize((640, 400))
    for grey in (120, 124):
        buffer = BytesIO()
        Image.blend(Image.new("L", slope.size, grey), slope, 0.06).save(buffer, "JPEG")
        uploaded(company, a_customer(company), "id_front", buffer.getvalue())

    assert alerts(company) == []


def test_who_is_suspected_is_decided_by_a_reviewer(company: Company) -> None:
    exchange = an_exchange(company)
    phone = "+8613800138000"
    first, second = a_mainlander(company, phone=phone), a_mainlander(company, phone=phone)

    submission = exchange.submission(submitted(company, second))

    assert (submission["route"], submission["route_reason"]) == ("manual", "duplicate_suspected")
    (alert,) = alerts(company)
    assert alert["customer_ids"] == pair(first, second)


def test_nobody_is_approved_who_became_suspected_during_the_check(company: Company) -> None:
    exchange = an_exchange(company)
    person = a_mainlander(company)
    submission_id = exchange.submit_for(person)
    uploaded(company, a_customer(company), "selfie", picture("selfie", person.customer_id))

    exchange.show_face(submission_id)

    assert exchange.submission(submission_id)["status"] == "pending"
    assert company.review(f"/tasks/{submission_id}/claim", {}).status == 200


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_what_a_crash_left_uncompared_is_compared_later(
    world: World, company: Company, after: bool
) -> None:
    """The function dies at each of its calls in turn; the second customer is told, or is not."""
    first, nth, died = a_customer(company, phone=PHONE), 1, True
    while died:
        body = {"external_id": f"crash-{nth}", "country": "TH", "phone": PHONE}
        with Crash("SubmitApi", nth, after=after) as crash:
            company.post("/v1/customers", body)
        backdate(world, "due_at")
        assert world.run("CompareMissed")["failed"] == 0
        found = company.get("/v1/customers", query={"external_id": body["external_id"]}).json
        made = [each["customer_id"] for each in found["customers"]]
        told = [each["customer_ids"][1] for each in alerts(company, limit="100")]
        assert set(made) <= {*told, *pair(first)}
        died, nth = crash.happened, nth + 1

    assert nth > 7


def test_companies_and_modes_have_customers_of_their_own(world: World, company: Company) -> None:
    other = a_company(world, name="Another Lender")
    told = {"country": "TH", "phone": PHONE, "email": "nok@example.com"}
    for token in (company.token, company.live_token, other.token):
        world.api.post("/v1/customers", told | {"external_id": "user-1"}, token)

    assert [*alerts(company), *alerts(company, mode="live"), *alerts(other)] == []
