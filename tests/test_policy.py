"""Policies: what each tier asks of whom, and what it allows to borrow."""

import json

import pytest
from pydantic import ValidationError

from shared.errors import ApiError
from shared.policy import FOLDER, load, names, policy
from shared.upload_kinds import KINDS
from submit.form import SubmissionFields

LENDING = json.loads((FOLDER / "lending-1.json").read_text(encoding="utf-8"))
PASSPORT, CARD = {"document_type": "passport"}, {"document_type": "national_id"}


def items(name, tier, kind="individual", country="TH", fields=CARD):
    return {each.item for each in policy(name).tier(tier).requirements(kind, country, fields)}


def test_two_policies_ship():
    assert names() == ["exchange", "lending"]


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_a_policy_file_is_named_after_what_it_holds(path):
    held = load(path.read_text(encoding="utf-8"))

    assert path.name == f"{held.name}-{held.version}.json"
    assert policy(held.name, held.version) == held


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("kind", ["individual", "business"])
def test_whatever_is_asked_can_be_sent(name, kind):
    sendable = {"field": SubmissionFields.model_fields.keys(), "file": KINDS.keys()}

    for tier in policy(name).tiers:
        for each in tier.of_kind(kind):
            assert each.item in sendable[each.type]
            assert each.when.keys() <= SubmissionFields.model_fields.keys()


def test_a_lender_lends_more_with_each_tier():
    units = [tier.max_loan_units for tier in policy("lending").tiers]

    assert (policy("lending").currency, units) == ("THB", [5_000_000, 20_000_000, 100_000_000])


def test_an_exchange_lends_nothing():
    assert {tier.max_loan_units for tier in policy("exchange").tiers} == {0}


@pytest.mark.parametrize(
    ("fields", "asked", "spared"),
    [
        (CARD, {"id_front", "id_back"}, {"passport_page", "document_expires_on"}),
        ({"document_type": "driving_licence"}, {"id_front", "id_back"}, {"passport_page"}),
        (PASSPORT, {"passport_page", "document_expires_on"}, {"id_front", "id_back"}),
    ],
)
def test_a_document_decides_which_pictures_are_needed(fields, asked, spared):
    wanted = items("lending", 1, fields=fields)

    assert asked <= wanted
    assert not spared & wanted


def test_mainland_customers_are_never_asked_for_a_passport():
    asked = policy("lending").tier(1).requirements("individual", "CN", {}, possible=True)

    assert "passport_page" not in {each.item for each in asked}


def test_an_exchange_asks_for_facts_then_photos_then_a_video():
    assert {"full_name", "document_number"} <= items("exchange", 1)
    assert items("exchange", 2) == {"id_front", "id_back", "selfie_with_document"}
    assert items("exchange", 3) == {"statement_video"}


def test_a_business_proves_that_it_exists_and_who_may_speak_for_it():
    first = items("lending", 1, kind="business")

    assert {"registration_number", "articles_of_association"} <= first
    assert "authorization_letter" in items("lending", 2, kind="business")


def test_a_politically_exposed_person_explains():
    assert "pep_details" in items("lending", 3, fields={"pep_status": "family"})
    assert "pep_details" not in items("lending", 3, fields={"pep_status": "none"})


def test_an_item_can_be_asked_in_some_countries_only():
    changed = json.loads(json.dumps(LENDING))
    changed["tiers"][1]["individual"][0]["only_countries"] = ["TH"]
    tier = load(json.dumps(changed)).tier(2)

    asked = {
        country: {each.item for each in tier.requirements("individual", country, {})}
        for country in ("TH", "SG")
    }

    assert asked["TH"] - asked["SG"] == {"address_proof"}


@pytest.mark.parametrize("number", [0, 4, -1])
def test_there_is_no_tier_beyond_the_policy(number):
    with pytest.raises(ApiError, match="tier_unknown"):
        policy("lending").tier(number)


@pytest.mark.parametrize(("name", "version"), [("pawnshop", None), ("lending", 99)])
def test_an_unknown_policy_is_a_key_error(name, version):
    with pytest.raises(KeyError):
        policy(name, version)


def _lend_less(data):
    data["tiers"][2]["max_loan"] = "1.00"


def _lend_fractions(data):
    data["tiers"][0]["max_loan"] = "1.001"


def _ask_twice(data):
    data["tiers"][1]["individual"].append({"item": "full_name", "type": "field"})


def _ask_too_early(data):
    data["tiers"][0]["individual"][0]["when"] = {"pep_status": ["none"]}


def _skip_a_tier(data):
    del data["tiers"][1]


def _misspell(data):
    data["tiers"][0]["individual"][0]["whn"] = {}


def _unknown_currency(data):
    data["currency"] = "XAU"


@pytest.mark.parametrize(
    "spoil",
    [
        _lend_less,
        _lend_fractions,
        _ask_twice,
        _ask_too_early,
        _skip_a_tier,
        _misspell,
        _unknown_currency,
    ],
)
def test_a_broken_policy_does_not_load(spoil):
    data = json.loads(json.dumps(LENDING))
    spoil(data)

    with pytest.raises(ValidationError):
        load(json.dumps(data))
