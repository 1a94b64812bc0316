"""In whose name texts arrive: by the phone's country, as its networks want it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from billing import sms
from local.world import World
from shared.settings import settings
from tests.texts_helpers import ask_for_code, can_text, inbox, on_phones, wants_texts
from tests.world_helpers import Company, a_customer, approved, submitted

PHONES = {
    "TH": "+66812345678",
    "CN": "+8613800138000",
    "SG": "+6581234567",
    "HK": "+85251234567",
    "US": "+12015550123",
}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A deployment with a sender id in two countries, and a signature in China."""
    monkeypatch.setenv("SMS_SENDER_IDS", "TH=SIAMKYC,SG=SIAM-SG")
    monkeypatch.setenv("SMS_CHINA_SIGNATURE", "暹罗验证")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@contextmanager
def told_to_sns() -> Iterator[list[dict[str, str]]]:
    """The attributes of each text that is handed to SNS, without their common beginning."""
    events, told = sms.sns.meta.events, []

    def note(params: dict[str, Any], **_: Any) -> None:
        told.append(
            {
                name.removeprefix("AWS.SNS.SMS."): f"{each['DataType']} {each['StringValue']}"
                for name, each in params["MessageAttributes"].items()
            }
        )

    events.register("provide-client-params.sns.Publish", note)
    try:
        yield told
    finally:
        events.unregister("provide-client-params.sns.Publish", note)


def a_live_code(company: Company, phone: str, language: str = "en") -> None:
    body = {"external_id": phone, "country": "TH", "phone": phone, "language": language}
    made = company.world.api.post("/v1/customers", body, company.live_token)
    asked = ask_for_code(company, made.json["customer_id"], company.live_token)
    assert asked.status == 201, asked.text


@pytest.mark.parametrize(
    ("country", "sender_id"),
    [("TH", "String SIAMKYC"), ("SG", "String SIAM-SG"), ("HK", None), ("US", None), ("CN", None)],
)
@pytest.mark.usefixtures("registered")
def test_a_text_comes_from_the_sender_that_is_registered_in_the_phones_country(
    company: Company, country: str, sender_id: str | None
) -> None:
    can_text(company, "live")

    with told_to_sns() as told:
        a_live_code(company, PHONES[country])

    (attributes,) = told
    assert attributes.pop("SenderID", None) == sender_id
    assert attributes == {"SMSType": "String Transactional", "MaxPrice": "Number 0.50"}


@pytest.mark.usefixtures("world")
def test_without_a_registration_no_sender_is_named(company: Company) -> None:
    can_text(company, "live")

    with told_to_sns() as told:
        a_live_code(company, PHONES["TH"])

    assert ["SenderID" in each for each in told] == [False]


@pytest.mark.parametrize("language", ["en", "th", "zh-CN"])
@pytest.mark.usefixtures("registered")
def test_every_text_to_china_begins_with_the_registered_signature(
    world: World, company: Company, language: str
) -> None:
    can_text(company, "live")

    for phone in PHONES.values():
        a_live_code(company, phone, language)

    texts = dict(on_phones(world))
    named = "Siam Lending：" if language == "zh-CN" else "Siam Lending: "
    assert texts[PHONES["CN"]].startswith(f"【暹罗验证】{named}")
    for country in PHONES.keys() - {"CN"}:
        assert texts[PHONES[country]].startswith(named)
        assert "【" not in texts[PHONES[country]]


def test_without_a_signature_the_companys_name_is_it(world: World, company: Company) -> None:
    can_text(company, "live")

    a_live_code(company, PHONES["CN"])

    ((_, text),) = on_phones(world)
    assert text.startswith("【Siam Lending】your code is ")


@pytest.mark.usefixtures("registered")
def test_a_decision_is_told_in_the_same_name(world: World, company: Company) -> None:
    can_text(company)
    wants_texts(company)

    approved(company, submitted(company, a_customer(company, phone=PHONES["CN"])))

    (text,) = inbox(world)
    assert text["text"].startswith("【暹罗验证】Siam Lending: ")
