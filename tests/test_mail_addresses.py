"""Every address that is taken is one that the mail service delivers to, in the form it takes."""

from functools import partial
from types import MappingProxyType
from typing import Any

import pytest

from local.world import World
from shared.mailboxes import mailbox
from shared.tables import Customer
from tests.duplicate_helpers import alerts
from tests.refusal_helpers import call_must_be_refused
from tests.two_people_helpers import TEST
from tests.world_helpers import Company, Person, a_customer, approved, submitted

# What is sent, and what is kept and mailed to.
KEPT = MappingProxyType(
    {
        "n@xn--fsqu00a.xn--fiqs8s": "n@xn--fsqu00a.xn--fiqs8s",
        "n@例子.中国": "n@xn--fsqu00a.xn--fiqs8s",
        "n@例子。中国": "n@xn--fsqu00a.xn--fiqs8s",
        "a@xn--mnchen-3ya.de": "a@xn--mnchen-3ya.de",
        "a@MÜNCHEN.de": "a@xn--mnchen-3ya.de",
        "a@faß.de": "a@xn--fa-hia.de",
        "dao@ไทย.ไทย": "dao@xn--o3cw4h.xn--o3cw4h",
        "ivan@почта.рф": "ivan@xn--80a1acny.xn--p1ai",
        "li@mail.xn--fiqs8s": "li@mail.xn--fiqs8s",
        "Somchai.J+kyc@Example.COM": "Somchai.J+kyc@example.com",
        "o'neil_1-x@example.co.th": "o'neil_1-x@example.co.th",
        "a@ＥＸＡＭＰＬＥ.com": "a@example.com",
    }
)
REFUSED = (
    "สมหญิง@example.com",
    "王@例子.公司",
    "josé@example.com",
    "ａ@example.com",
    "иван@example.com",
    "a@xn--zz.com",
    "a@i❤ny.ws",
    "a@b",
    "a b@example.com",
    "a@example.com\nBcc: b@example.com",
    "@example.com",
)


@pytest.mark.parametrize(("given", "kept"), KEPT.items(), ids=list(KEPT))
def test_a_customer_is_mailed_at_an_address_that_ses_takes(
    world: World, company: Company, given: str, kept: str
) -> None:
    person = a_customer(company, email=given)

    shown = company.get(f"/v1/customers/{person.customer_id}").json
    sent = company.post(
        f"/v1/customers/{person.customer_id}/links", {"tier": 1, "send": "email"}
    ).json

    assert (shown["email"], sent["email"]) == (kept, "sent")
    assert [each.to for each in world.emails] == [[kept]]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_no_mail_reaches_is_refused_wherever_mails_go(
    world: World, company: Company, address: str
) -> None:
    person = a_customer(company)
    new = {"external_id": "another", "country": "TH", "email": address}
    calls: dict[str, Any] = {
        "a new customer": lambda: world.api.post("/v1/customers", new, company.token),
        "a customer's change": lambda: world.api.patch(
            f"/v1/customers/{person.customer_id}", {"email": address}, company.token
        ),
        "staff": lambda: world.api.post(
            "/v1/staff",
            {"email": address, "name": "Nok", "groups": ["reviewer"]},
            company.admin,
        ),
    }

    for call in calls.values():
        refused = call_must_be_refused(world, call, 422, "invalid_fields")
        assert [(each["field"], each["code"]) for each in refused.error["fields"]] == [
            ("email", "invalid_email")
        ]


@pytest.mark.parametrize("field", ["billing_emails", "review_emails"])
def test_a_companys_own_addresses_are_ones_that_ses_takes(
    world: World, company: Company, field: str
) -> None:
    def chosen(address: str) -> Any:
        return world.api.patch("/v1/settings", {field: [address]}, company.admin, query=TEST)

    assert [chosen(each).json[field] for each in KEPT] == [[each] for each in KEPT.values()]
    for wrong in ("สมหญิง@example.com", "a@xn--zz.com", "a@b"):
        refused = call_must_be_refused(world, partial(chosen, wrong), 422, "invalid_fields")
        assert refused.error["fields"][0]["code"] == "invalid_email"


def test_an_address_that_was_taken_before_is_mailed_in_the_form_that_ses_takes(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    stored_as_before(company, person, "n@例子.中国")

    approved(company, submitted(company, person))

    assert [each.to for each in world.emails] == [["n@xn--fsqu00a.xn--fiqs8s"]]


def stored_as_before(company: Company, person: Person, address: str) -> None:
    customer = Customer.get(f"{company.company_id}#test#{person.customer_id}", "CUSTOMER")
    customer.update(actions=[Customer.email.set(address)])


# ── which mailbox it is ───────────────────────────────────────────────────────────────────────
ONE = (
    ("a.b@gmail.com", "ab@googlemail.com"),
    ("D.A.O+loans@GoogleMail.com", "dao@gmail.com"),
    ("dao@münchen.de", "dao@xn--mnchen-3ya.de"),
    ("dao@例子。中国", "DAO+x@xn--fsqu00a.xn--fiqs8s"),
    ("dao+a@outlook.com", "dao@outlook.com"),
    ("dao+a@hotmail.co.th", "dao@hotmail.co.th"),
    ("dao@me.com", "dao+shop@icloud.com"),
    ("dao@mac.com", "dao@icloud.com"),
    ("d.a-o_k@proton.me", "daok@protonmail.com"),
    ("daok@pm.me", "dao-k+1@protonmail.ch"),
    ("dao.k@yandex.ru", "dao-k@ya.ru"),
    ("dao.k+x@yandex.com", "dao.k@yandex.kz"),
    ("shop@dao.fastmail.com", "dao@fastmail.com"),
    ("dao+shop@fastmail.fm", "bank@dao.fastmail.fm"),
    ("dao-shop@yahoo.com", "dao-bank@yahoo.com"),
)
TWO = (
    ("dao@gmail.com", "daok@gmail.com"),
    ("d.ao@example.com", "dao@example.com"),
    ("d.ao@outlook.com", "dao@outlook.com"),
    ("d.ao@yahoo.com", "dao@yahoo.com"),
    ("d.ao@icloud.com", "dao@icloud.com"),
    ("da-o@gmail.com", "dao@gmail.com"),
    ("da_o@yandex.ru", "da.o@yandex.ru"),
    ("dao-k@example.com", "dao-l@example.com"),
    ("dao@hotmail.com", "dao@outlook.com"),
    ("dao@fastmail.com", "dao@fastmail.fm"),
    ("dao@shop.example.com", "shop@example.com"),
    ("dao@mail.gmail.com", "dao@gmail.com"),
    ("dao@faß.de", "dao@fass.de"),
    ("dao@münchen.de", "dao@munchen.de"),
)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one_mailbox(one: str, other: str) -> None:
    assert mailbox(one) == mailbox(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_mailboxes_that_look_alike(one: str, other: str) -> None:
    assert mailbox(one) != mailbox(other)


@pytest.mark.parametrize(("one", "other"), [ONE[0], ONE[3], ONE[8], ONE[12]])
def test_two_customers_with_one_mailbox_are_told(company: Company, one: str, other: str) -> None:
    people = [a_customer(company, email=each).customer_id for each in (one, other)]
    a_customer(company, email="another@gmail.com")

    (alert,) = alerts(company, cause="email")

    assert alert["customer_ids"] == people


@pytest.mark.parametrize(("customers", "own"), [ONE[2], ONE[6], ONE[10]])
def test_nobody_decides_about_who_has_their_mailbox(
    world: World, company: Company, customers: str, own: str
) -> None:
    submission_id = submitted(company, a_customer(company, email=customers))
    staff = world.staff(own, ["reviewer"], company.company_id, "Dao Reviewer")

    path = f"/v1/review/tasks/{submission_id}/claim"

    call_must_be_refused(
        world, lambda: world.api.post(path, {}, staff, query=TEST), 403, "own_case"
    )
