"""Names that look the same, or are one name as documents write it, are one name."""

import pytest

from shared.latin import WRITTEN, spellings
from shared.name_match import compare

# Thai and Lao, with code points where two texts look alike.
LOOKS_THE_SAME = (
    ("ก่ี ใจดี", "กี่ ใจดี"),
    ("ท่ี ดี", "ที่ ดี"),
    ("ป่ิน สุข", "ปิ่น สุข"),
    ("ก้ัน ดี", "กั้น ดี"),
    ("พ์ิมพ์ ดี", "พิ์มพ์ ดี"),
    ("เเดง ดี", "แดง ดี"),
    ("เเก้ว ใจดี", "แก้ว ใจดี"),
    ("น\u0e4d\u0e49า ใส", "น้ำ ใส"),
    ("น\u0e49\u0e4dา ใส", "น้ำ ใส"),
    ("นำ\u0e49 ใส", "น้ำ ใส"),
    ("อ\u0e4dาไพ ดี", "อำไพ ดี"),
    ("พ\u0e34\u0e4dง ดี", "พึง ดี"),
    ("ก\u0e35\u0e48\u0e48 ดี", "กี่ ดี"),
    ("ສ\u0ec9ີ ດີ", "ສີ\u0ec9 ດີ"),
    ("ເເກ້ວ ດີ", "ແກ້ວ ດີ"),
    ("ນ\u0ecd\u0ec9າ", "ນ\u0ec9ຳ"),
)
ONE_LETTER_OTHERWISE = (
    ("DO VAN DUC", "Đỗ Văn Đức"),
    ("DINH VAN DAT", "Đinh Văn Đạt"),
    ("Ðỗ Văn Đức", "Đỗ Văn Đức"),
    ("LARS BO", "Lars Bø"),
    ("JENS HOJ", "Jens Høj"),
    ("LUKASZ", "Łukasz"),
    ("ISIK", "Işık"),
    ("ISMAIL", "İsmail"),
    ("HALLDOR THORSSON", "Halldór Þórsson"),
    ("GUDMUNDUR", "Guðmundur"),
    ("AERO", "Ærø"),
    ("LOEILLET", "Lœillet"),
    ("WEISS", "Weiß"),
    ("WEISS", "WEIẞ"),
    ("BORG GHAXAQ", "Borg Għaxaq"),
    ("PIRA NJALLA", "Pira Ŋjalla"),
    ("PIRA NGJALLA", "Pira Ŋjalla"),
    ("ALIYEV", "Əliyev"),
    ("ELIYEV", "Əliyev"),
    ("DJORDJEVIC", "Đorđević"),
    ("BARUTI", "Ɓaruti"),
    ("KWESI OFORI", "Kwɛsi Ɔfori"),
    ("IJSBRAND", "Ĳsbrand"),
)
ON_PASSPORTS = (
    ("MUELLER HANS", "Hans Müller"),
    ("MULLER HANS", "Hans Müller"),
    ("MUXXLLER HANS", "Hans Müller"),
    ("PENA MUNOZ", "Peña Muñoz"),
    ("PENXXA MUNXXOZ", "Peña Muñoz"),
    ("AAKESSON", "Åkesson"),
    ("AKESSON", "Åkesson"),
    ("GOETHE", "Göthe"),
    ("JAEGER", "Jäger"),
    ("AEROE SOEREN", "Søren Ærø"),
    ("AERO SOREN", "Søren Ærø"),
    ("GRUENBAEUM", "Grünbäum"),
    ("OBRIEN SEAN", "Seán O’Brien"),
    ("DANGELO", "D‘Angelo"),
    ("JEAN PIERRE MARTIN", "Jean-Pierre Martin"),
    ("MARTIN JEANPIERRE", "Jean‑Pierre Martin"),
)
# None of these is a match: near names of different people.
OTHER_PEOPLE = (
    ("MARIA SANTOS", "MARIO SANTOS"),
    ("เเดง ดี", "แดด ดี"),
    ("NG KAH WAI", "ANG KAH WAI"),
    ("MUELLER", "Möller"),
    ("MULLER", "MUELLER"),
    ("Müller", "Möller"),
    ("BOE", "BO"),
    ("LARS BA", "Lars Bø"),
    ("HANSEN", "HANSSEN"),
    ("น้ำ ใส", "นำ ใส"),
    ("กี่ ดี", "กี้ ดี"),
    ("ปิ่น สุข", "ปืน สุข"),
    ("ใหม ดี", "ไหม ดี"),
    ("ສີ ດີ", "ສີ້ ດີ"),
    ("NXX LEE", "N LEE"),
    ("PENA", "PENXXA"),
    ("THOR", "TOR"),
    ("DORDEVIC", "Dordjević"),
    ("IJSBRAND", "ISBRAND"),
    ("LI NA", "LI NAN"),
)


@pytest.mark.parametrize(("given", "kyc"), [*LOOKS_THE_SAME, *ONE_LETTER_OTHERWISE, *ON_PASSPORTS])
def test_one_name_however_it_is_written_matches(given: str, kyc: str) -> None:
    assert [compare(given, kyc).verdict, compare(kyc, given).verdict] == ["match", "match"]


@pytest.mark.parametrize(("given", "kyc"), OTHER_PEOPLE)
def test_near_names_of_different_people_do_not_match(given: str, kyc: str) -> None:
    found = compare(given, kyc)

    assert found.verdict in ("close", "different")
    assert found == compare(kyc, given)


FULL = "Wilhelmina Alexandra Josephine van den Bergh"


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("VAN DEN BERGH WILHELMINA ALEXAN", "close"),
        ("VAN DEN BERGH WILHELMINA ALEXANDRA JO", "close"),
        ("WILHELMINA ALEXANDRA JOSEPHINE VAN DEN BE", "close"),
        # A short one was not cut.
        ("VAN DEN BERGH WIL", "different"),
        ("WILHELM", "different"),
        # Another one beside it.
        ("VAN DEN BERGH WILHELMINA ALEXIA", "different"),
        ("VAN DEN BOSCH WILHELMINA ALEXAN", "different"),
    ],
)
def test_a_name_that_ends_where_its_field_is_full_is_close(given: str, verdict: str) -> None:
    assert [compare(given, FULL).verdict, compare(FULL, given).verdict] == [verdict, verdict]


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("Ä", ["a", "ae"]),
        ("Å", ["a", "aa"]),
        ("Æ", ["ae"]),
        ("Ð", ["d"]),
        ("Đ", ["d", "dj"]),
        ("Ħ", ["h"]),
        ("ı", ["i"]),
        ("İ", ["i"]),
        ("Ĳ", ["ij"]),
        ("Ł", ["l"]),
        ("Ñ", ["n", "nxx"]),
        ("Ő", ["o"]),
        ("Ö", ["o", "oe"]),
        ("Ø", ["o", "oe"]),
        ("Œ", ["oe"]),
        ("Õ", ["o"]),
        ("ß", ["ss"]),
        ("ẞ", ["ss"]),
        ("Þ", ["th"]),
        ("Ŧ", ["t"]),
        ("Ü", ["u", "uxx", "ue"]),
        ("ű", ["u"]),
        ("É", ["e"]),
        ("ş", ["s"]),
        ("中", ["中"]),
    ],
)
def test_a_letter_is_written_as_passports_may_write_it(letter: str, written: list[str]) -> None:
    assert spellings(letter) == written


def test_a_name_writes_one_letter_one_way() -> None:
    assert spellings("Übül") == ["ubul", "uxxbuxxl", "uebuel"]
    assert compare("UEBUL", "Übül").verdict != "match"


def test_a_name_of_all_such_letters_is_compared_quickly_and_wholly() -> None:
    name = " ".join(each + "".join(WRITTEN) for each in "abcdefg")

    assert compare(name, name).verdict == "match"
    assert compare(name, name[::-1]).verdict != "match"
