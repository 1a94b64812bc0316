"""Texts go to numbers that can receive one, and nobody pays for the others."""

from types import MappingProxyType

import pytest

from billing import texts
from billing.reach import why_no_text
from billing.texts import Text
from local.world import World
from shared.settings import settings
from shared.tenant import Tenant
from tests.refusal_helpers import call_must_be_refused, nothing_must_change
from tests.texts_helpers import PHONE, ask_for_code, can_text, inbox, money, sms_states, wants_texts
from tests.world_helpers import Company, a_customer, approved, submitted

NOT_MOBILE = MappingProxyType(
    {
        "a landline of Bangkok": "+6627654321",
        "a landline of Chiang Mai": "+6653123456",
        "a landline of Beijing": "+861065291234",
        "a landline of Hong Kong": "+85221234567",
        "a landline of Singapore": "+6565161234",
        "a landline of Munich": "+4989123456",
        "toll-free in North America": "+18003569377",
        "toll-free in Thailand": "+661800123456",
        "toll-free in the whole world": "+80012345678",
        "a premium rate in Britain": "+449098790000",
        "a premium rate in North America": "+19002345678",
        "a shared cost in Germany": "+491801234567",
        "a shared cost in the whole world": "+80812345678",
        "over the internet, in Thailand": "+66600123456",
        "over the internet, in Britain": "+445612345678",
        "a pager in Britain": "+447640123456",
        "a personal number in Britain": "+447012345678",
        "a personal number in North America": "+15002345678",
        "one number of a whole company": "+445512345678",
        "a voice mailbox": "+3933101234501",
        "no number any more": "+66012345678",
    }
)
CLOSED = MappingProxyType(
    {
        "Cuba": "+5351234567",
        "Jamaica, behind +1": "+18762101234",
        "Kazakhstan, behind +7": "+77710009998",
        "Tajikistan": "+992917123456",
        "Nigeria": "+2348021234567",
        "a satellite phone": "+881612345678",
        "a ship": "+870301234567",
        "a network of no country": "+8823421234",
    }
)
REACHED = MappingProxyType(
    {
        "Thailand": PHONE,
        "Thailand, 06": "+66612345678",
        "Thailand, 09": "+66912345678",
        "China": "+8613800138000",
        "China, one of the newer ones": "+8619912345678",
        "Hong Kong": "+85251234567",
        "Macau": "+85366123456",
        "Taiwan": "+886912345678",
        "Singapore": "+6581234567",
        "Laos": "+8562023123456",
        "the United States, where nothing tells": "+12015550123",
        "Canada, where nothing tells": "+15062345678",
        "Britain": "+447400123456",
        "Germany": "+4915123456789",
    }
)


@pytest.mark.parametrize("phone", NOT_MOBILE.values(), ids=list(NOT_MOBILE))
def test_what_is_no_mobile_phone_gets_no_text(phone: str) -> None:
    assert why_no_text(phone, settings().sms_countries) == "not_mobile"


@pytest.mark.parametrize("phone", CLOSED.values(), ids=list(CLOSED))
def test_what_is_in_no_open_country_gets_no_text(phone: str) -> None:
    assert why_no_text(phone, settings().sms_countries) == "country_closed"


@pytest.mark.parametrize("phone", REACHED.values(), ids=list(REACHED))
def test_mobile_phones_of_open_countries_get_texts(phone: str) -> None:
    assert why_no_text(phone, settings().sms_countries) is None


@pytest.mark.parametrize(
    ("phone", "code"),
    [(NOT_MOBILE[each], "phone_not_mobile") for each in list(NOT_MOBILE)[:-1:4]]
    + [(CLOSED[each], "sms_country_closed") for each in ("Cuba", "Jamaica, behind +1")],
)
def test_a_code_is_refused_before_it_costs_anything(
    world: World, company: Company, phone: str, code: str
) -> None:
    can_text(company)
    person = a_customer(company, phone=phone)
    before = money(company)

    call_must_be_refused(world, lambda: ask_for_code(company, person.customer_id), 422, code)

    assert (money(company), sms_states(), inbox(world)) == (before, [], [])


def test_a_decision_is_told_by_mail_to_who_has_a_landline(world: World, company: Company) -> None:
    can_text(company)
    wants_texts(company)

    approved(
        company, submitted(company, a_customer(company, phone=NOT_MOBILE["toll-free in Thailand"]))
    )

    assert (inbox(world), sms_states()) == ([], [])
    assert len(world.emails) == 1
    assert [each.status for each in world.executions] == ["SUCCEEDED"]


@pytest.mark.parametrize("phone", [*NOT_MOBILE.values(), *CLOSED.values()])
def test_whatever_is_texted_is_asked_the_same(world: World, company: Company, phone: str) -> None:
    can_text(company)
    text = Text(message_id="cus_1:7", phone=phone, words="hello", event="any", facts={})

    with nothing_must_change(world):
        outcome = texts.send(Tenant(company.company_id, "test"), text)

    assert outcome in ("not_mobile", "country_closed")


def test_who_corrects_the_number_gets_the_code(world: World, company: Company) -> None:
    can_text(company)
    person = a_customer(company, phone=NOT_MOBILE["a landline of Bangkok"])
    ask_for_code(company, person.customer_id)

    path = f"/v1/customers/{person.customer_id}"
    assert world.api.patch(path, {"phone": PHONE}, company.token).status == 200

    assert ask_for_code(company, person.customer_id).status == 201
    assert [each["phone"] for each in inbox(world)] == [PHONE]
