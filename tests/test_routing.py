"""Who is checked by FaceID, and why everybody else is reviewed by people."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from local import specimens
from submit.routing import RULES, Facts, Route, route

CARD = specimens.chinese_id(date(1990, 5, 17), "male", 7)
WANG: dict[str, Any] = {
    "full_name": "王小明",
    "document_type": "national_id",
    "document_number": CARD,
}
ELIGIBLE = Facts(
    switched_on=True,
    offered=True,
    kind="individual",
    country="CN",
    phone="+8613800138000",
    fields=WANG,
    file_kinds=frozenset({"id_front", "id_back", "selfie"}),
    attempts=0,
    attempts_allowed=2,
)


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("automatic_off", {"switched_on": False}),
        ("four_eyes", {"four_eyes": True}),
        ("provider_absent", {"offered": False}),
        ("not_an_individual", {"kind": "business"}),
        ("not_mainland_china", {"country": "TH"}),
        ("not_mainland_china", {"country": "HK"}),
        ("phone_not_chinese", {"phone": "+66812345678"}),
        ("phone_not_chinese", {"phone": "+85291234567"}),
        ("phone_not_chinese", {"phone": None}),
        ("not_a_resident_id", {"fields": WANG | {"document_type": "passport"}}),
        ("not_a_resident_id", {"fields": WANG | {"document_country": "HK"}}),
        ("not_a_resident_id", {"fields": WANG | {"document_number": "81" + CARD[2:]}}),
        ("not_a_resident_id", {"fields": WANG | {"document_number": None}}),
        ("not_a_resident_id", {"fields": {}}),
        ("no_card_photos", {"file_kinds": frozenset({"id_front"})}),
        ("no_card_photos", {"file_kinds": frozenset()}),
        ("files_alike", {"alike": True}),
        ("name_not_chinese", {"fields": WANG | {"full_name": "Wang Xiaoming"}}),
        ("name_not_chinese", {"fields": WANG | {"full_name": None}}),
        ("duplicate_suspected", {"suspected": True}),
        ("attempts_used", {"attempts": 2}),
        ("attempts_used", {"attempts": 3}),
    ],
)
def test_one_thing_amiss_makes_it_a_reviewers_case(reason: str, changed: dict[str, Any]) -> None:
    assert route(replace(ELIGIBLE, **changed)) == Route("manual", reason)


@pytest.mark.parametrize("name", ["王小明", "阿卜杜拉·买买提", "欧阳", "㛃㛄", "𠀀𠀁"])
def test_a_chinese_name_on_a_resident_id_is_checked_automatically(name: str) -> None:
    facts = replace(ELIGIBLE, fields=WANG | {"full_name": name})

    assert route(facts) == Route("automatic", "eligible")


def test_every_rule_is_in_the_table() -> None:
    (table,) = [
        mark.args[1]
        for mark in test_one_thing_amiss_makes_it_a_reviewers_case.pytestmark  # type: ignore[attr-defined]
    ]

    assert {reason for reason, _ in table} == set(RULES)
