"""A document's number is taken as it is printed, in every country; what no card prints is not."""

from typing import Any

import pytest

from submit.identity_numbers import canonical, check, normalise
from tests.world_helpers import Company, a_customer, uploaded

CARD, LICENCE, PASSPORT = "national_id", "driving_licence", "passport"

# Issuer, document, as printed or typed, as kept.
PRINTED = [
    ("HK", CARD, "A123456(3)", "A123456(3)"),
    ("HK", CARD, "B123456(6)", "B123456(6)"),
    ("HK", CARD, "ａ１２３４５６（３）", "A123456(3)"),
    ("HK", CARD, "G123456(A)", "G123456(A)"),
    ("HK", CARD, "AB987654(3)", "AB987654(3)"),
    ("HK", CARD, "A1234563", "A1234563"),
    ("MO", CARD, "5123456(7)", "5123456(7)"),
    ("MO", CARD, "1/234567/8", "1/234567/8"),
    ("MM", CARD, "12/OUKAMA(N)123456", "12/OUKAMA(N)123456"),
    ("MM", CARD, "9/MAKANA(N)000123", "9/MAKANA(N)000123"),
    ("MM", CARD, "12/ThaKhaNa (Naing) 123456", "12/THAKHANA(NAING)123456"),
    ("MM", CARD, "၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆", "12/ဥကမ(နိုင်)123456"),
    ("MM", CARD, "၉／မကန（ဧည့်）၀၀၀၁၂၃", "9/မကန(ဧည့်)000123"),
    ("MM", CARD, "12\u2215OUKAMA(N)123456", "12/OUKAMA(N)123456"),
    ("CL", CARD, "12.345.678-5", "123456785"),
    ("CL", CARD, "5.126.663-3", "51266633"),
    ("CL", CARD, "17.702.676-k", "17702676K"),
    ("CO", CARD, "1.234.567.890", "1234567890"),
    ("CO", CARD, "1．234．567．890", "1234567890"),
    ("AR", CARD, "30.123.456", "30123456"),
    ("AR", CARD, "30\u00b7123\u00b7456", "30123456"),
    ("VE", CARD, "V-12.345.678", "V12345678"),
    ("BR", CARD, "123.456.789-09", "12345678909"),
    ("BR", CARD, "MG-12.345.678", "MG12345678"),
    ("KH", CARD, "010123456(01)", "010123456(01)"),
    ("KH", CARD, "020000111(01)", "020000111(01)"),
    ("NP", CARD, "1234/56789", "1234/56789"),
    ("NP", CARD, "२७-०१-७०-१२३४५", "27017012345"),
    ("CH", CARD, "756.9217.0769.85", "7569217076985"),
    ("UY", CARD, "1.234.567-8", "12345678"),
    ("ID", CARD, "32.7301.010190.0001", "3273010101900001"),
    ("SA", CARD, "١٠٢٣٤٥٦٧٨٩", "1023456789"),
    ("PK", CARD, "35202\u20101234567\u20111", "3520212345671"),
    ("BD", CARD, "১৯৯০ ১২৩৪ ৫৬৭৮ ৯", "1990123456789"),
    ("GR", CARD, "ΑΒ 123456", "ΑΒ123456"),
    ("TH", CARD, "๑-๒๓๔๕-๔๕๖๗๘-๗๘-๑", "1234545678781"),
    ("TH", CARD, "1.2345.45678.78.1", "1234545678781"),
    ("IN", LICENCE, "MH14/20110062821", "MH14/20110062821"),
    ("US", LICENCE, "D123-4567-8901", "D12345678901"),
    ("US", LICENCE, "DOE**MJ501P1", "DOE**MJ501P1"),
    ("GB", LICENCE, "MORGA 657054 SM9IJ", "MORGA657054SM9IJ"),
    ("RU", PASSPORT, "75 1234567", "751234567"),
    ("FR", PASSPORT, "12.AB.34567", "12AB34567"),
]  # fmt: skip
CHECKSUM, FORMAT = "wrong_checksum", "wrong_format"
REFUSED = [
    ("HK", CARD, "A123456(4)", CHECKSUM),
    ("HK", CARD, "B123456(3)", CHECKSUM),
    ("HK", CARD, "A123456", FORMAT),
    ("HK", CARD, "1123456(3)", FORMAT),
    ("HK", CARD, "A12345(3)", FORMAT),
    ("HK", CARD, "A12B456(3)", FORMAT),
    ("CL", CARD, "12.345.678-6", CHECKSUM),
    ("CL", CARD, "12.345.678-K", CHECKSUM),
    ("CL", CARD, "AB.345.678-5", FORMAT),
    ("CL", CARD, "12.345-5", FORMAT),
    ("TH", CARD, "1-2345-45678-78-2", CHECKSUM),
    ("TH", CARD, "9-2345-45678-78-1", FORMAT),
    ("TH", CARD, "1/2345/45678/78/1", FORMAT),
    ("TH", CARD, "A-2345-45678-78-1", FORMAT),
    ("CN", CARD, "110105194912310021", CHECKSUM),
    ("CN", CARD, "11010519491231(002)X", FORMAT),
    ("MM", CARD, "12/OUKAMA(N123456", FORMAT),
    ("MM", CARD, "12/OUKAMAN)123456", FORMAT),
    ("MM", CARD, "12/OUKAMA()123456", FORMAT),
    ("MM", CARD, "12/OUKAMA((N))123456", FORMAT),
    ("MM", CARD, "12//OUKAMA(N)123456", FORMAT),
    ("MM", CARD, "/12OUKAMA123456", FORMAT),
    ("MM", CARD, "12/OUKAMA(N)123456/", FORMAT),
    ("NP", CARD, "1/2", FORMAT),
    ("NP", CARD, "1234\\56789", FORMAT),
    ("CO", CARD, "1*234*567", FORMAT),
    ("CO", CARD, "...---...", FORMAT),
    ("CO", CARD, "(((())))", FORMAT),
    ("CO", CARD, "////1234", FORMAT),
    ("CO", CARD, "<b>12345</b>", FORMAT),
    ("CO", CARD, "1234567😀", FORMAT),
    ("CO", CARD, "1️⃣2️⃣3️⃣4️⃣", FORMAT),
    ("CO", CARD, "1234\u0301567", FORMAT),
    ("CO", CARD, "A\ufe0f1234567", FORMAT),
    ("CO", CARD, "B\u034f1234567", FORMAT),
    ("CO", CARD, "1234\u0000567", FORMAT),
    ("CO", CARD, "1.234.567.890; DROP", FORMAT),
    ("CO", CARD, "1." * 31 + "1", FORMAT),
    ("CO", CARD, "CEDULA", FORMAT),
    ("CO", CARD, "http://1234.example", FORMAT),
    ("GB", LICENCE, "*ORGA657054", FORMAT),
    ("GB", LICENCE, "MORGA657054*", FORMAT),
    ("GB", PASSPORT, "12345(6)", FORMAT),
    ("GB", PASSPORT, "12/345678", FORMAT),
    ("GB", PASSPORT, "1234567890", FORMAT),
    ("GB", PASSPORT, "...1...2...", FORMAT),
]  # fmt: skip


def refusal(issuer: str, document_type: str, number: str) -> str | None:
    found = check(issuer, document_type, normalise(number), None, None)
    return found[0].code if found else None


@pytest.mark.parametrize(("issuer", "document_type", "printed", "kept"), PRINTED)
def test_a_number_is_taken_as_it_is_printed(
    issuer: str, document_type: str, printed: str, kept: str
) -> None:
    plain = "".join(each for each in kept if each not in "/()*")

    assert refusal(issuer, document_type, printed) is None
    assert normalise(printed) == kept
    assert canonical(printed) == canonical(plain)


@pytest.mark.parametrize(("issuer", "document_type", "number", "code"), REFUSED)
def test_what_no_card_prints_is_refused(
    issuer: str, document_type: str, number: str, code: str
) -> None:
    assert refusal(issuer, document_type, number) == code


@pytest.mark.parametrize(
    ("first", "rest"), [("0", "12345678901"), ("0", "00123456789"), ("0", "98765432109")]
)
def test_people_without_thai_nationality_have_a_number_that_begins_with_0(
    first: str, rest: str
) -> None:
    total = sum(int(each) * (13 - place) for place, each in enumerate(first + rest))
    right = (11 - total % 11) % 10

    assert refusal("TH", CARD, f"{first}{rest}{right}") is None
    assert refusal("TH", CARD, f"{first}{rest}{(right + 1) % 10}") == CHECKSUM
    assert refusal("TH", CARD, f"{first}{rest}") == FORMAT


@pytest.mark.parametrize(
    ("issuer", "printed", "plain"),
    [
        ("HK", "B123456(6)", "b123456 6"),
        ("MM", "9/MAKANA(N)000123", "9makanan000123"),
        ("AR", "30.123.456", "30123456"),
        ("KH", "020000111(01)", "02000011101"),
    ],
)
def test_a_printed_number_is_one_persons_with_and_without_its_punctuation(
    company: Company, issuer: str, printed: str, plain: str
) -> None:
    sent = [_submitted_with(company, issuer, number) for number in (printed, plain)]

    assert [each.status for each in sent] == [201, 409]
    assert sent[1].json["error"]["code"] == "identity_already_used"


def _submitted_with(company: Company, issuer: str, number: str) -> Any:
    person = a_customer(company, issuer)
    fields = person.fields | {"document_type": CARD, "document_number": number}
    uploads = [uploaded(company, person, kind) for kind in ("id_front", "id_back", "selfie")]
    body = {"tier": 1, "fields": fields, "uploads": uploads}
    return company.post(f"/v1/customers/{person.customer_id}/submissions", body)
