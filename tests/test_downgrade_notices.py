"""A lowered tier is told to the customer with it, in their language and without the reason."""

import pytest

from lending.notices import texts
from local.world import World
from shared.languages import LANGUAGES
from tests.lending_helpers import customer_row_is
from tests.test_bank_notices import told
from tests.test_limits import lowered
from tests.webhook_helpers import a_receiver, an_endpoint
from tests.world_helpers import Company, a_customer

TITLES = {
    "en": "Your verification is now at tier 1",
    "th": "ระดับการยืนยันตัวตนของคุณเปลี่ยนเป็นระดับ 1",
    "zh-CN": "您的认证等级已调整为 1 级",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_customer_reads_it_at_once_and_gets_it_by_mail_once(
    world: World, company: Company, language: str
) -> None:
    person = a_customer(company, language=language)
    customer_row_is(company, person, name="Somchai Jaidee", tier=2, kyc_status="approved")

    for _ in range(2):
        assert lowered(company, person, 1).json["tier"] == 1
    notice = told(company, person)
    runs = [world.run("SendNotices") for _ in range(2)]

    assert (notice["outcome"], notice["title"]) == ("tier_lowered", TITLES[language])
    assert "Somchai Jaidee" in notice["text"]
    assert "Not employed." not in notice["text"]
    assert runs == [{"sent": 1, "failed": 0}, {"sent": 0, "failed": 0}]
    assert [each.subject for each in world.emails if each.to == [person.email]] == [notice["title"]]


def test_without_any_tier_left_nothing_is_verified_and_the_company_hears_it(
    world: World, company: Company
) -> None:
    person = a_customer(company)
    customer_row_is(company, person, tier=1, kyc_status="approved")

    with a_receiver(200) as receiver:
        an_endpoint(company, receiver, "tier.lowered")
        lowered(company, person, 0)
        world.settle()
        data = receiver.received[-1].event["data"]

    assert told(company, person)["title"] == "Your verification is no longer valid"
    assert (data["tier"], data["tier_before"], "reason" in data) == (0, 1, False)


def test_every_language_says_the_same() -> None:
    words = [texts(each)["outcomes"] for each in LANGUAGES]

    said = [{name: set(each) for name, each in one.items()} for one in words]

    assert said == [{"lowered": {"title", "text"}, "ended": {"title", "text"}}] * len(LANGUAGES)
