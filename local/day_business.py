"""A business's day: two owners, a third who is one too many, and both known before it is."""

import secrets

from stdnum.th import moa

from local.client import Json
from local.day_story import ADDRESS, Day

NAME = "Chao Phraya Trading Co., Ltd."
MALEE, ANAN = "Malee Srisuk", "Anan Srisuk"
PAPERS = ("company_registration", "articles_of_association", "certificate_of_incorporation")


def a_businesss_day(day: Day) -> None:
    business = day.open_customer(NAME, kind="business")
    malee, anan = day.open_customer(MALEE), day.open_customer(ANAN)
    day.say("Siam Lending", f"opens an account for {NAME} and for its two owners.")
    _add(day, business, malee, "60.00", "director", "authorized_person")
    _add(day, business, anan, "40.00")
    day.say("Siam Lending", f"links {MALEE} (60 %, director, signs for it) and {ANAN} (40 %).")
    _one_too_many(day, business)

    submission_id = _submit(day, business)
    day.say("the business", "sends its registration, articles and certificate for tier 1.")
    approve = day.approval_of(submission_id, 1)
    _identify(day, malee, MALEE)
    day.refused("people_unverified", approve)
    day.say("the reviewer", f"cannot approve the business: nobody has verified {ANAN} yet.")
    _identify(day, anan, ANAN)
    approve()
    day.say("the reviewer", "approves the business: both owners are known.")
    _evening(day, business)


def _add(day: Day, business: str, person: str, share: str, *roles: str) -> Json:
    body = {"person_id": person, "roles": ["shareholder", *roles], "share_percent": share}
    return day.back_end.post(f"/v1/customers/{business}/people", body)


def _one_too_many(day: Day, business: str) -> None:
    third = day.open_customer("Somsak Thongdee")
    day.refused("shares_over_whole", lambda: _add(day, business, third, "10.00"))
    day.say("Siam Lending", "tries to add a third owner with 10 % and is refused: 100 % are taken.")


def _submit(day: Day, business: str) -> str:
    papers = [day.paper(business, kind, NAME, kind) for kind in PAPERS]
    digits = f"0105{secrets.randbelow(10**8):08d}"
    fields = {
        "legal_name": NAME,
        "registration_number": digits + moa.calc_check_digit(digits),
        "incorporated_on": "2016-04-13",
        "registered_address": ADDRESS,
    }
    return day.submit(business, 1, fields, papers)


def _identify(day: Day, person: str, name: str) -> None:
    day.approval_of(day.identify(person, name), 1)()
    day.say(name.split(maxsplit=1)[0], "is identified, and the reviewer approves tier 1.")


def _evening(day: Day, business: str) -> None:
    customer = day.customer(business)
    people = day.back_end.get(f"/v1/customers/{business}/people")
    owners = {each["name"]: each["owned_percent"] for each in people["beneficial_owners"]}
    day.check("the business's status", "approved", customer["kyc_status"])
    day.check("the business's tier", 1, customer["tier"])
    day.check("its beneficial owners", f"{MALEE} 60.00, {ANAN} 40.00", _listed(owners))


def _listed(owners: dict[str, str]) -> str:
    return ", ".join(f"{name} {percent}" for name, percent in owners.items())
