"""Whether the name in the bank book is the name that KYC knows."""

import pytest

from shared.name_match import CLOSE, compare

MATCHES = [
    ("Somchai Jaidee", "Somchai Jaidee", "same_words"),
    ("SOMCHAI  JAIDEE", "Somchai Jaidee", "same_words"),
    ("Jaidee Somchai", "Somchai Jaidee", "order_differs"),
    ("JAIDEE, Somchai", "Somchai Jaidee", "order_differs"),
    ("Somchai Jai Dee", "Somchai Jaidee", "spacing_differs"),
    ("MR.SOMCHAI JAIDEE", "Somchai Jaidee", "title_ignored"),
    ("Somchai Jaidee (Mr.)", "Somchai Jaidee", "title_ignored"),
    ("Jaidee, Mrs. Somsri", "Somsri Jaidee", "title_ignored"),
    ("José O’Brien", "Jose OBrien", "same_words"),
    ("Ｓｏｍｃｈａｉ Jaidee", "Somchai Jaidee", "same_words"),
    ("นายสมชาย ใจดี", "สมชาย ใจดี", "title_ignored"),
    ("นาย สมชาย ใจดี", "สมชาย ใจดี", "title_ignored"),
    ("นางสาวสมหญิง ใจดี", "สมหญิง ใจดี", "title_ignored"),
    ("น.ส.สมหญิง ใจดี", "นางสาว สมหญิง ใจดี", "title_ignored"),
    ("น.ส. สมหญิง  ใจดี", "สมหญิง ใจดี", "title_ignored"),
    ("นางสมศรี ใจดี", "สมศรี ใจดี", "title_ignored"),
    ("สมชายใจดี", "สมชาย ใจดี", "spacing_differs"),
    # Names that begin like a title.
    ("คุณากร ใจดี", "คุณากร ใจดี", "same_words"),
    ("นางนวล ใจดี", "นางนวล ใจดี", "same_words"),
    ("王小明", "王小明", "same_words"),
    ("王 小明", "王小明", "spacing_differs"),
    ("小明 王", "王小明", "spacing_differs"),
    ("王小明先生", "王小明", "title_ignored"),
    ("น้ำทิพย์ ใจดี", "น้ำทิพย์ ใจดี", "same_words"),
]
CLOSE_ONES = [
    ("Somchay Jaidee", "Somchai Jaidee", "spelling_differs"),
    ("Somchai Jaidi", "Somchai Jaidee", "spelling_differs"),
    ("Somchai K. Jaidee", "Somchai Jaidee", "words_missing"),
    ("Maria Santos", "Maria Clara Santos", "words_missing"),
    ("สมชัย ใจดี", "สมชาย ใจดี", "spelling_differs"),
]
DIFFERENT = [
    ("Somchai Srisuk", "Somchai Jaidee"),
    ("Malee Jaidee", "Somchai Jaidee"),
    ("Somchai", "Somchai Jaidee"),
    ("สมหญิง รักไทย", "สมชาย ใจดี"),
    ("王大明", "王小明"),
    ("李小明", "王小明"),
    ("Mr.", "Somchai Jaidee"),
    ("--", "Somchai Jaidee"),
]
SCRIPTS = [
    ("นาย สมชาย ใจดี", "Somchai Jaidee"),
    # A title in the other script is no name in it.
    ("Mr. สมชาย ใจดี", "Somchai Jaidee"),
    ("Wang Xiaoming", "王小明"),
    ("Ван Сяомин", "Wang Xiaoming"),
]


@pytest.mark.parametrize(("account", "kyc", "remark"), MATCHES)
def test_one_name_in_two_spellings_matches(account: str, kyc: str, remark: str) -> None:
    found = compare(account, kyc)

    assert (found.score, found.verdict) == (100, "match")
    assert remark in found.explanation


@pytest.mark.parametrize(("account", "kyc", "remark"), CLOSE_ONES)
def test_a_small_difference_is_close(account: str, kyc: str, remark: str) -> None:
    found = compare(account, kyc)

    assert found.verdict == "close"
    assert CLOSE <= (found.score or 0) < 100
    assert remark in found.explanation


@pytest.mark.parametrize(("account", "kyc"), DIFFERENT)
def test_half_a_name_in_common_is_another_person(account: str, kyc: str) -> None:
    found = compare(account, kyc)

    assert found.verdict == "different"
    assert 0 <= (found.score or 0) < CLOSE


@pytest.mark.parametrize(("account", "kyc"), SCRIPTS)
def test_two_scripts_are_left_to_a_person(account: str, kyc: str) -> None:
    found = compare(account, kyc)

    assert (found.score, found.verdict) == (None, "different_script")
    assert found.explanation == ["different_script"]


ALL = [each[:2] for each in (*MATCHES, *CLOSE_ONES, *DIFFERENT, *SCRIPTS)]


@pytest.mark.parametrize(("account", "kyc"), ALL)
def test_it_does_not_matter_which_name_is_which(account: str, kyc: str) -> None:
    one, other = compare(account, kyc), compare(kyc, account)

    assert (one.score, one.verdict) == (other.score, other.verdict)


def test_a_name_of_very_many_words_is_compared_quickly_and_wholly() -> None:
    long = " ".join(f"word{number}" for number in range(60))

    assert compare(long, long).verdict == "match"
    assert compare(long, "Somchai Jaidee").verdict == "different"
