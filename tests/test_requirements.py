"""What each tier still needs from a customer, and why."""

import pytest

from shared.policy import policy
from submit.requirements import Attempt, assess, missing

LENDING, EXCHANGE = policy("lending"), policy("exchange")
CARD_FIELDS = {
    "full_name": "Somchai Jaidee",
    "birth_date": "1990-05-17",
    "nationality": "TH",
    "address": {"line1": "1 Sukhumvit Road", "city": "Bangkok", "country": "TH"},
    "document_type": "national_id",
    "document_number": "1234545678781",
}
CARD_FILES = {"id_front", "id_back", "selfie"}
UPLOAD = "upl_1"
BLURRED = {"item": "id_front", "code": "blurred", "comment": "The name cannot be read."}


def needs(held_tier=0, attempts=None, uploaded=frozenset(), chosen=LENDING, country="TH"):
    return assess(
        chosen,
        kind="individual",
        country=country,
        held_tier=held_tier,
        attempts=attempts or {},
        uploaded=dict.fromkeys(uploaded, UPLOAD),
        people={},
    )


def first(status, *corrections):
    return {1: Attempt("sub_1", status, 1, CARD_FIELDS, CARD_FILES, list(corrections))}


def statuses(tier_needs):
    return {each.item: each.status for each in tier_needs.items}


@pytest.mark.parametrize(
    ("held_tier", "attempts", "expected"),
    [
        (0, {}, ["open", "locked", "locked"]),
        (0, first("pending"), ["pending", "locked", "locked"]),
        (0, first("revision_requested"), ["revision_requested", "locked", "locked"]),
        (0, first("rejected"), ["rejected", "locked", "locked"]),
        (1, first("approved"), ["approved", "open", "locked"]),
        (2, first("approved"), ["approved", "approved", "open"]),
        (3, {}, ["approved", "approved", "approved"]),
    ],
)
def test_a_tier_opens_when_the_one_before_it_is_held(held_tier, attempts, expected):
    assert [each.status for each in needs(held_tier, attempts)] == expected


def test_a_newcomer_sees_everything_and_what_it_depends_on():
    tier = needs()[0]

    assert set(statuses(tier).values()) == {"missing"}
    depends = {each.item: each.when for each in tier.items if each.when}
    assert depends["passport_page"] == {"document_type": ["passport"]}
    assert depends["id_front"] == {"document_type": ["national_id", "driving_licence"]}
    assert (tier.max_loan.amount, tier.max_loan.currency) == ("50000.00", "THB")


def test_an_upload_counts_before_it_is_submitted():
    tier = needs(uploaded={"selfie"})[0]

    assert statuses(tier)["selfie"] == "uploaded"
    assert statuses(tier)["id_front"] == "missing"


def test_a_sent_tier_waits_for_its_reviewer_item_by_item():
    tier = needs(attempts=first("pending"))[0]

    assert statuses(tier) == dict.fromkeys(CARD_FIELDS.keys() | CARD_FILES, "pending")


def test_a_correction_says_which_item_and_why():
    tier = needs(attempts=first("revision_requested", BLURRED))[0]

    wanted = next(each for each in tier.items if each.item == "id_front")
    assert wanted.status == "correction_requested"
    assert (wanted.code, wanted.comment) == ("blurred", "The name cannot be read.")
    assert statuses(tier)["selfie"] == "pending"


def test_a_corrected_upload_is_no_longer_wanted_but_keeps_its_comment():
    tier = needs(attempts=first("revision_requested", BLURRED), uploaded={"id_front"})[0]

    wanted = next(each for each in tier.items if each.item == "id_front")
    assert (wanted.status, wanted.code) == ("uploaded", "blurred")


def test_two_comments_on_one_item_both_reach_the_customer():
    cropped = BLURRED | {"code": "cropped", "comment": "A corner is cut off."}
    tier = needs(attempts=first("revision_requested", BLURRED, cropped))[0]

    wanted = next(each for each in tier.items if each.item == "id_front")
    assert wanted.comment == "The name cannot be read.\nA corner is cut off."


@pytest.mark.parametrize(
    ("item", "expected"), [("income_proof", "file"), ("sex", "field"), ("address.city", "field")]
)
def test_a_reviewer_may_ask_for_more_than_the_policy_does(item, expected):
    more = {"item": item, "code": "supplement", "comment": "Please add it."}
    tier = needs(attempts=first("revision_requested", more))[0]

    wanted = next(each for each in tier.items if each.item == item)
    assert (wanted.type, wanted.status) == (expected, "correction_requested")


def test_a_rejected_tier_asks_for_nothing_more():
    assert needs(attempts=first("rejected"))[0].items == []


def test_corrections_of_an_earlier_revision_are_over_when_it_was_sent_again():
    tier = needs(attempts=first("pending", BLURRED))[0]

    assert statuses(tier)["id_front"] == "pending"
    assert {each.comment for each in tier.items} == {None}


def test_what_the_first_tier_told_decides_what_the_second_asks():
    told = {1: Attempt("sub_1", "approved", 1, {"document_type": "passport"}, frozenset())}
    tier = needs(held_tier=1, attempts=told, chosen=EXCHANGE)[1]

    assert set(statuses(tier)) == {"passport_page", "selfie_with_document"}
    assert [each.when for each in tier.items] == [None, None]


def test_a_held_tier_does_not_speculate_about_what_it_might_have_asked():
    assert "passport_page" not in statuses(needs(held_tier=1)[0])


def test_a_complete_submission_lacks_nothing():
    assert missing(LENDING.tier(1), "individual", "TH", CARD_FIELDS, CARD_FILES) == []


@pytest.mark.parametrize(
    ("removed", "lacking"),
    [
        ("full_name", ["fields.full_name"]),
        ("selfie", ["uploads.selfie"]),
        ("document_type", ["fields.document_type"]),
    ],
)
def test_what_is_lacking_is_named_once_with_its_place(removed, lacking):
    fields = {name: value for name, value in CARD_FIELDS.items() if name != removed}

    found = missing(LENDING.tier(1), "individual", "TH", fields, CARD_FILES - {removed})

    assert [each.field for each in found] == lacking
    assert {each.code for each in found} == {"required"}


def test_a_field_that_was_sent_empty_is_lacking():
    fields = CARD_FIELDS | {"nationality": None}

    found = missing(LENDING.tier(1), "individual", "TH", fields, CARD_FILES)

    assert [each.field for each in found] == ["fields.nationality"]


def test_photos_cannot_be_avoided_by_not_naming_the_document():
    found = missing(EXCHANGE.tier(2), "individual", "TH", {}, {"selfie_with_document"})

    assert [each.field for each in found] == ["fields.document_type"]
