"""PDFs: as banks and offices send them, and never with something that acts by itself."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfWriter

from local.specimens import utility_bill_pdf
from shared.errors import ApiError
from submit import pdfs
from submit.media_check import check
from tests import pdf_makers as made

PDF = "application/pdf"
BILL = utility_bill_pdf("Somchai Jaidee", "1 Sukhumvit Road\nBangkok 10110", date(2026, 1, 5))
PLAIN = made.pdf()
LINK = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>]"
SITE = b"<< /S /URI /URI (https://bank.example.com/JavaScript/Launch) >>"
ACTION = b"/OpenAction 5 0 R"


def refusal(content: bytes) -> str:
    with pytest.raises(ApiError) as refused:
        check(content, PDF)
    return refused.value.code


def attached() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment("tool.exe", b"MZ" * 50)
    return made.written(writer)


def locked() -> bytes:
    """Under an owner's password, which anybody's viewer opens."""
    writer = PdfWriter(clone_from=BytesIO(made.pdf(root=ACTION, objects=(made.SCRIPT,))))
    writer.encrypt(user_password="", owner_password="the bank's", algorithm="RC4-128")
    return made.written(writer)


BEFORE = [b"\r\n", b"\xef\xbb\xbf", b"\n\n", b"X-Gateway: passed\r\n\r\n" * 3, b" " * 1000]
BEHIND = [bytes(1200), bytes(80_508), b" " * 2000, b"<html>Thank you.</html>\n" * 90, b"\r\n%%EOF"]


@pytest.mark.parametrize("whole", [BILL, PLAIN, made.packed()], ids=["bill", "plain", "packed"])
@pytest.mark.parametrize("place", range(5))
def test_bytes_before_and_behind_a_pdf_do_no_harm(whole: bytes, place: int) -> None:
    half = whole[: len(whole) // 2]
    for before, behind in ((BEFORE[place], b""), (b"", BEHIND[place]), (b"\n", b"\n\0")):
        assert check(before + whole + behind, PDF).pages == 1
        assert refusal(before + half + behind.replace(b"%%EOF", b"")) == "upload_damaged"


def test_a_program_that_wrote_lines_first_and_counted_them_is_understood() -> None:
    counted = made.pdf(before=b"Content-Type: application/pdf\n\n")

    assert check(counted, PDF).pages == 1


def test_what_surrounds_a_pdf_is_not_part_of_it() -> None:
    assert pdfs.trimmed(b"<html>" + PLAIN + b"PK\3\4 an archive") == PLAIN


@pytest.mark.parametrize(
    "content",
    [
        made.pages(3),
        made.pages(user_password="", owner_password="the bank's"),
        made.pdf(root=b"/OpenAction [3 0 R /Fit]"),
        made.pdf(root=ACTION, objects=(b"<< /S /GoTo /D [3 0 R /Fit] >>",)),
        made.pdf(root=ACTION, objects=(b"<< /S /Named /N /FirstPage >>",)),
        made.pdf(page=LINK % SITE),
        made.pdf(page=LINK % b"<< /S /GoTo /D [3 0 R /Fit] >>"),
        made.pdf(page=LINK % SITE, root=b"/Lang (th) % see /Launching\n"),
        made.pdf(root=b"/Title (a \\( text of /JavaScript \\) and /Launch)"),
        made.pdf(page=b"/Resources << /Font << /AA1 5 0 R >> >>", objects=(b"<< >>",)),
        made.packed(root=b"/OpenAction [3 0 R /Fit]", objects=(b"(/Launch )",)),
        made.packed(kind=b"/Obj#53tm"),
        made.pdf().replace(b"startxref\n", b"startxref\n1"),
    ],
)
def test_a_paper_that_only_shows_itself_is_accepted(content: bytes) -> None:
    assert check(content, PDF).pages


@pytest.mark.parametrize(
    "content",
    [
        made.pdf(root=ACTION, objects=(made.SCRIPT,)),
        made.pdf(root=b"/OpenAction " + made.SCRIPT),
        made.pdf(root=b"/OpenAction" + made.SCRIPT.replace(b"JavaScript", b"J#61vaScript")),
        made.pdf(root=b"/OpenAction" + made.SCRIPT.replace(b"/S /J", b"/#53%(\n/#4A")),
        made.pdf(root=ACTION, objects=(b"<< /S 6 0 R /JS (x) >>", b"/JavaScript")),
        made.pdf(root=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", objects=(b"<<>>",)),
        made.pdf(root=b"/AcroForm << /Fields [] /XFA 5 0 R >>", objects=(made.stream(b"<xdp/>"),)),
        made.pdf(root=b"/AcroForm << /XFA [(a) 5 0 R] >>", objects=(made.stream(b"<xdp/>"),)),
        made.pdf(root=b"/AA << /WC << /S /URI /URI (https://example.com) >> >>"),
        made.pdf(page=b"/A#41 5 0 R", objects=(b"<< /O << /S /Named /N /Print >> >>",)),
        made.pdf(root=ACTION, objects=(b"<< /S /Launch /F (cmd.exe) >>",)),
        made.pdf(root=ACTION, objects=(b"<< /S /URI /URI (https://example.com) >>",)),
        made.pdf(root=ACTION, objects=(b"<< /S /GoToR /F (other.pdf) /D [0 /Fit] >>",)),
        made.pdf(root=ACTION, objects=(b"<< /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >>", SITE)),
        made.pdf(root=ACTION, objects=(b"<< /S /GoTo /Next 5 0 R >>",)),
        made.pdf(page=LINK % b"<< /S /Launch /Win << /F (calc.exe) >> >>"),
        made.pdf(page=LINK % b"<< /S /SubmitForm /F (https://example.com) >>"),
        made.pdf(page=LINK % b"<< /S /GoToE /T << /R /C >> >>"),
        made.pdf(page=b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
        made.pdf(page=b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"),
        made.pdf(root=b"/Title (open \\( and % ) /Names 5 0 R", objects=(made.SCRIPT,)),
        made.packed(root=b"/OpenAction 7 0 R", objects=(made.SCRIPT,)),
        made.packed(objects=(b"(", made.SCRIPT.replace(b"cript", b"#63ript"))),
        made.packed(kind=b"/Obj#53tm", objects=(made.SCRIPT,)),
        made.pdf(objects=(b"% ( a comment\n" + made.SCRIPT,)),
        made.pdf(objects=(b"<< >> % ( 6 0 obj " + made.SCRIPT,)),
        made.pdf(objects=(b"(never closed", made.SCRIPT)),
        attached(),
        locked(),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused(content: bytes) -> None:
    assert refusal(content) == "upload_active_content"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN[:-40],
        BILL[: len(BILL) * 3 // 4],
        PLAIN + b"7 0 obj\n<< /Type /Page >>\nendo",
        PLAIN.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        PLAIN.replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
        PLAIN.replace(b"MediaBox [0 0 595 842]", b"MediaBox [0 0 0   0  ]"),
        made.numbered([b"[" * 90_000]),
        made.pages(0),
        b"%PDF-1.7 nothing in it %%EOF",
        b"%%EOF then %PDF-1.7",
    ],
)
def test_a_pdf_that_was_cut_or_runs_in_circles_is_refused(content: bytes) -> None:
    assert refusal(content) == "upload_damaged"


@pytest.mark.parametrize(
    "content",
    [
        made.numbered(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [%s] >>" % (b"2 0 R " * 90_000)]
        ),
        made.numbered(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [%s] >>"
                % b" ".join(b"%d 0 R" % number for number in range(100, 30_000)),
                made.stream(bytes(3_000_000)),
            ]
        ),
        made.pdf(
            objects=(made.stream(made.zlib.compress(bytes(60_000_000), 1), b"/Type /ObjStm"),)
        ),
        made.numbered([b"1 0 obj " * 1_000_000]),
    ],
)
def test_a_pdf_that_would_take_long_to_read_is_refused(content: bytes) -> None:
    assert refusal(content) in ("upload_too_large", "upload_damaged")


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x10ftypisom"])
def test_what_begins_as_another_kind_is_no_pdf(start: bytes) -> None:
    assert refusal(start + PLAIN) == "upload_type_mismatch"
    assert refusal(b"x" * 1025 + PLAIN) == "upload_type_mismatch"
