"""What staff and operators wrote as a reason stays text in the spreadsheet that opens it."""

import csv
import io

import pytest

from billing.amounts import cny
from billing.export import as_csv
from billing.statement import EntryAnswer

# What a spreadsheet might run, however its first sign is written or hidden; and what it shows only.
RUN = {
    "plain": ("=1+1", "+1+1", "-1+1", "@SUM(1)"),
    "full-width": ("\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(1)"),
    "small, raised, lowered": (
        "\ufe661+1",
        "\ufe621+1",
        "\ufe631+1",
        "\ufe6bSUM",
        "\u207c1",
        "\u208c1",
    ),
    "another minus": ("\u22121+1",),
    "behind a space": (" =1+1", "\u00a0=1+1", "\u3000=1+1", "\u2028=1+1"),
    "behind nothing visible": (
        "\u200b=1+1",
        "\u200d\u2060=1+1",
        "\ufeff=1+1",
        "\u00ad=1+1",
        "\u202e=1+1",
    ),
    "behind a mark or a filler": (
        "\ufe0f=1+1",
        "\u034f=1+1",
        "\u3164=1+1",
        "\uffa0=1+1",
        "\u115f=1+1",
    ),
    "behind a control": ("\x00=1+1", "\x1b=1+1", "\u0085=1+1", "\U000e0001=1+1"),
    "led on": ("\tgood", "\rgood", "\ngood"),
    "both": ("\u200b\uff1d1+1", "\t\u200b\ufeff \uff20SUM(1)"),
}
SHOWN = (
    "a refund",
    "1 = 1",
    "\u0e04\u0e37\u0e19\u0e40\u0e07\u0e34\u0e19",
    "\u9000\u6b3e\uff1d5",
    "(-5)",
    "#5",
    "'quoted",
    "\u2013 a dash",
    "",
)


@pytest.mark.parametrize("reason", [each for many in RUN.values() for each in many], ids=ascii)
def test_no_reason_becomes_a_formula_in_a_spreadsheet(reason: str) -> None:
    assert written(reason) == f"'{reason}"


@pytest.mark.parametrize("reason", SHOWN, ids=ascii)
def test_every_other_reason_stays_as_it_was_written(reason: str) -> None:
    assert written(reason) == reason


def written(reason: str) -> str:
    """The reason's cell, as a spreadsheet reads it."""
    unsaid = dict.fromkeys(EntryAnswer.model_fields)
    row = EntryAnswer.model_construct(**unsaid | {"reason": reason, "amount": cny(1)})
    (read,) = csv.DictReader(io.StringIO(as_csv([row]), newline=""))
    return read["reason"]
