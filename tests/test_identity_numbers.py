"""Document numbers: one spelling each, and in agreement with what their owner declared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.specimens import chinese_id, thai_id
from submit.identity_numbers import canonical, check, check_registration, normalise
from tests.properties import UNHURRIED

BORN = date(1990, 5, 17)
WANG = chinese_id(BORN, "male", seed=7)
SEED = st.integers(0, 498)
ADULT_BIRTH_DATE = st.dates(date(1930, 1, 1), date(2005, 1, 1))


def codes(issuer, document_type, number, birth_date=BORN, sex="male"):
    found = check(issuer, document_type, normalise(number), birth_date and str(birth_date), sex)
    return [(each.field, each.code) for each in found]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1-2345-45678-78-1", "1234545678781"),
        ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("๑๒๓", "123"),
        ("aa 123\u00a0456", "AA123456"),
        ("12–34‑56", "123456"),
    ],
)
def test_a_number_has_one_spelling_however_it_is_typed(typed, kept):
    assert normalise(typed) == kept


@UNHURRIED
@given(st.text(st.characters(categories=["L", "N", "Zs", "Pd"]), max_size=40))
def test_normalising_twice_changes_nothing(typed):
    assert normalise(normalise(typed)) == normalise(typed)


@pytest.mark.parametrize(
    ("document", "number", "expected"),
    [
        (("CN", "national_id"), WANG, []),
        (("CN", "national_id"), WANG[:17], ["wrong_format"]),
        (("CN", "national_id"), WANG[:-1] + "A", ["wrong_format"]),
        (("CN", "national_id"), "11010519491331002X", ["wrong_format"]),
        (("CN", "national_id"), WANG[:-1] + ("1" if WANG[-1] != "1" else "2"), ["wrong_checksum"]),
        (("CN", "passport"), "E12345678", []),
        (("TH", "national_id"), "1-2345-45678-78-1", []),
        (("TH", "national_id"), "1-2345-45678-78-9", ["wrong_checksum"]),
        (("TH", "national_id"), "9234545678781", ["wrong_format"]),
        (("TH", "national_id"), "123454567878", ["wrong_format"]),
        (("TH", "passport"), "AA1234567", []),
        (("TH", "passport"), "AA123", ["wrong_format"]),
        (("TH", "passport"), "AA12345678", ["wrong_format"]),
        (("TH", "passport"), "ABCDEFGH", ["wrong_format"]),
        (("TH", "driving_licence"), "62001234", []),
        (("VN", "national_id"), "079090001234", []),
        (("GR", "national_id"), "ΑΒ 123456", []),
        (("VN", "national_id"), "123", ["wrong_format"]),
        (("VN", "national_id"), "1" * 31, ["wrong_format"]),
        (("VN", "national_id"), "ABCDEF", ["wrong_format"]),
        (("VN", "national_id"), "0790;DROP", ["wrong_format"]),
    ],
)
def test_each_document_has_its_own_form_of_number(document, number, expected):
    assert [code for _, code in codes(*document, number)] == expected


def test_a_chinese_number_tells_birth_date_and_sex():
    lied = codes("CN", "national_id", WANG, birth_date=date(1991, 5, 17), sex="female")

    assert lied == [("birth_date", "birth_date_disagrees"), ("sex", "sex_disagrees")]


def test_what_was_not_declared_cannot_disagree():
    assert codes("CN", "national_id", WANG, birth_date=None, sex=None) == []


def test_an_elder_keeps_a_number_whose_county_is_younger_than_they_are():
    born = date(1938, 2, 3)
    shenzhen = "440301" + chinese_id(born, "female")[6:17]
    spelled = next(shenzhen + last for last in "0123456789X" if _checks_out(shenzhen + last, born))

    assert codes("CN", "national_id", spelled, born, "female") == []


def _checks_out(number, born):
    return check("CN", "national_id", number, str(born), "female") == []


@UNHURRIED
@given(ADULT_BIRTH_DATE, st.sampled_from(["female", "male"]), SEED)
def test_every_well_made_chinese_number_passes(born, sex, seed):
    assert codes("CN", "national_id", chinese_id(born, sex, seed), born, sex) == []


@UNHURRIED
@given(ADULT_BIRTH_DATE, SEED, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_mistyped_character_of_a_chinese_number_is_noticed(born, seed, place, typed):
    right = chinese_id(born, "female", seed)
    wrong = right[:place] + typed + right[place + 1 :]

    assert (codes("CN", "national_id", wrong, born, "female") == []) == (wrong == right)


@UNHURRIED
@given(SEED, st.integers(0, 12), st.sampled_from("0123456789"))
def test_a_thai_number_passes_until_a_digit_is_mistyped(seed, place, typed):
    right = thai_id(seed)
    wrong = right[:place] + typed + right[place + 1 :]

    assert codes("TH", "national_id", right) == []
    # The check digit is taken modulo 11 and then modulo 10, so 1 and 0 share two remainders.
    if wrong != right and codes("TH", "national_id", wrong) == []:
        assert place < 12


# Ways in which people and their machines write one character of a number.
GAPS = ["", "-", " ", "\u2011", "\u2013", "\u2212", "\u00a0", "\u3000", "\u2009", "\t", "\u200b"]
NUMBER = st.text("0123456789ABCDEFGHJKLMNPRSTUVWX", min_size=4, max_size=18)


def spelled(number, draw):
    """The number as somebody else might have typed it."""
    written = []
    for each in number:
        wide = chr(ord(each) + 0xFEE0)
        thai = chr(0x0E50 + int(each)) if each.isdigit() else each.lower()
        written += [draw(st.sampled_from([each, each.lower(), wide, wide.lower(), thai]))]
        written += [draw(st.sampled_from(GAPS))]
    return "0" * draw(st.integers(0, 3)) + "".join(written)


@UNHURRIED
@given(NUMBER, st.data())
def test_every_spelling_of_a_number_meets_the_same_guard(number, data):
    assert canonical(spelled(number, data.draw)) == canonical(number)


@UNHURRIED
@given(NUMBER, NUMBER)
def test_different_numbers_never_meet(one, other):
    assert (canonical(one) == canonical(other)) == (one.lstrip("0") == other.lstrip("0"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CHE-123.456.789", "che123456789"),
        ("0105556123453", "105556123453"),
        ("HRB 12345 B", "HRB12345B"),
        ("００１２", "12"),
        ("0000", "0"),
        ("11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ"),
    ],
)
def test_punctuation_and_leading_zeros_make_no_other_number(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [("A012", "A12"), ("120", "12"), ("AA123", "A123")])
def test_only_leading_zeros_are_dropped(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("country", "number", "expected"),
    [
        ("TH", "0105556123453", []),
        ("TH", "0-1055-56123-45-3", []),
        ("TH", "๐๑๐๕๕๕๖๑๒๓๔๕๓", []),
        ("TH", "0105556123454", ["wrong_checksum"]),
        # A person's number, and one of the time before 13 digits.
        ("TH", "1234545678781", ["wrong_format"]),
        ("TH", "1234/2539", ["wrong_format"]),
        ("SG", "201912345K", []),
    ],
)
def test_a_thai_business_has_a_registration_number_with_a_check_digit(country, number, expected):
    assert [each.code for each in check_registration(country, number)] == expected
