"""The provider's monthly bill against our charges, in both directions."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from billing.tables import Bill
from local.world import World
from local.world.functions import FunctionFailed
from local.world.template import template
from shared.liveness_check import LivenessCheck
from tests.billing_helpers import charged, entry_of, let_days_pass, settle_at, with_money, wrong
from tests.world_helpers import Company

HEADER = "biz_id,biz_no,billed_at,product,quantity"
MONTH = datetime.now(UTC).date().replace(day=1)
BEFORE = (MONTH - timedelta(days=1)).replace(day=1)
MIDDLE = BEFORE + timedelta(days=14)
AGREED: dict[str, Any] = {"missing_here": [], "missing_there": [], "billed_twice": []}


def with_money_long_ago(company: Company) -> None:
    with_money(company)
    let_days_pass(70)


def charged_on(company: Company, day: date, clock: time = time(12), mode: Any = "live") -> str:
    """The provider's id of a comparison that was charged then."""
    check = charged(company, mode=mode)
    settle_at(entry_of(check), datetime.combine(day, clock, UTC)).save()
    return str(check.biz_id)


def billed(world: World, month: date, refs: Iterable[str], quantity: int = 1) -> None:
    """The provider's file for that month."""
    lines = [f"{ref},our-number,{month}T12:00:00Z,lite,{quantity}" for ref in refs]
    send(world, month, "\ufeff" + "\r\n".join([HEADER, *lines]) + "\r\n")


def send(world: World, month: date, text: str) -> None:
    bucket, key = template().name("MediaBucket"), f"bills/{month:%Y-%m}.csv"
    world.client("s3").put_object(Bucket=bucket, Key=key, Body=text.encode())


def imported(world: World, month: date) -> Any:
    return world.run("ImportBill", {"month": f"{month:%Y-%m}", "imported_by": "ana"})


def differences(world: World, month: date) -> dict[str, list[str]]:
    told = imported(world, month)
    return {name: told[name] for name in AGREED if told[name]}


def test_a_bill_of_exactly_our_charges_agrees(company: Company) -> None:
    with_money_long_ago(company)
    refs = [charged_on(company, MIDDLE) for _ in range(3)]
    company.world.run("SealDays")
    billed(company.world, BEFORE, refs)

    told = imported(company.world, BEFORE)

    assert told == AGREED | {
        "month": f"{BEFORE:%Y-%m}",
        "lines": 3,
        "matched": 3,
        "counts": {"missing_here": 0, "missing_there": 0, "billed_twice": 0},
    }
    assert wrong(company.world) == {}


def test_both_directions_of_a_difference_are_named(company: Company) -> None:
    with_money_long_ago(company)
    ours, forgotten, both = (charged_on(company, MIDDLE) for _ in range(3))
    company.world.run("SealDays")
    billed(company.world, BEFORE, [ours, both, both, "biz-theirs"])

    assert differences(company.world, BEFORE) == {
        "missing_here": ["biz-theirs"],
        "missing_there": [forgotten],
        "billed_twice": [both],
    }
    assert wrong(company.world) == {"ProviderBill": 3}

    billed(company.world, BEFORE, [ours, forgotten, both])
    assert differences(company.world, BEFORE) == {}
    assert wrong(company.world) == {}


def test_what_was_not_charged_need_not_be_billed(company: Company) -> None:
    with_money(company)
    with_money(company, mode="test")
    play = charged_on(company, MIDDLE, mode="test")
    billed(company.world, BEFORE, [])
    assert differences(company.world, BEFORE) == {}

    billed(company.world, BEFORE, [play])
    assert differences(company.world, BEFORE) == {}


def test_a_comparison_near_midnight_may_be_on_either_months_bill(company: Company) -> None:
    """Charged a moment into a month, billed in the one before; and the other way round."""
    world = company.world
    with_money(company)
    early = charged_on(company, MONTH, time(0, 0, 5))
    last_day = MONTH - timedelta(days=1)
    late = charged_on(company, last_day, time(23, 59, 55))
    billed(world, BEFORE, [early])
    assert differences(world, BEFORE) == {}

    billed(world, MONTH, [late])
    assert differences(world, MONTH) == {}

    billed(world, MONTH, [])
    assert differences(world, MONTH) == {"missing_there": [late]}
    assert differences(world, BEFORE) == {"missing_there": [late]}


def test_a_first_days_charge_is_missed_when_neither_bill_has_it(company: Company) -> None:
    with_money(company)
    early = charged_on(company, BEFORE, time(0, 0, 5))
    billed(company.world, BEFORE, [])

    assert differences(company.world, BEFORE) == {"missing_there": [early]}


def test_a_long_list_is_cut_and_counted(company: Company) -> None:
    billed(company.world, BEFORE, [f"biz-{number:04d}" for number in range(150)])

    told = imported(company.world, BEFORE)

    assert (len(told["missing_here"]), told["counts"]["missing_here"]) == (100, 150)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        f"{HEADER}\n,n,t,lite,1\n",
        f"{HEADER}\nbiz-1,n,t,lite,1.5\n",
        f"{HEADER}\nbiz-1,n,t,lite,NaN\nbiz-2,n,t,lite,1e99\n",
    ],
)
def test_a_file_that_is_no_bill_is_refused(world: World, text: str) -> None:
    send(world, BEFORE, text)

    with pytest.raises(FunctionFailed, match="BillUnreadable"):
        imported(world, BEFORE)
    assert list(Bill.scan(Bill.sk == "BILL")) == []


def test_a_file_in_another_encoding_is_refused(world: World) -> None:
    bucket, key = template().name("MediaBucket"), f"bills/{BEFORE:%Y-%m}.csv"
    text = f"{HEADER}\n1,n,t,人脸 lite,1\n".encode("gbk")
    world.client("s3").put_object(Bucket=bucket, Key=key, Body=text)

    with pytest.raises(FunctionFailed, match="BillUnreadable"):
        imported(world, BEFORE)


# Lines after the one of a comparison that we charged, `{ours}`; and what differs then.
LINES: list[tuple[str, str, dict[str, list[str]]]] = [
    ("whole numbers of a spreadsheet", "{ours},n,t,lite,1.0", {}),
    ("spaces around", " {ours} ,n,t, FaceID Lite , 1 ", {}),
    ("billed zero times", "{ours},n,t,lite,0", {"billed_twice": ["{ours}"]}),
    ("billed twice in one line", "{ours},n,t,lite,2.00", {"billed_twice": ["{ours}"]}),
    ("billed twice, once taken back", "{ours},n,t,lite,2|{ours},n,t,lite,-1", {}),
    ("taken back", "{ours},n,t,lite,1|{ours},n,t,lite,-1.0", {"credited": ["{ours}"]}),
    ("taken back, and never ours", "{ours},n,t,lite,1|x,n,t,lite,1|x,n,t,lite,-1", {}),
    ("another month's credit", "{ours},n,t,lite,1|x,n,t,lite,-1", {"credited": ["x"]}),
    ("a total without anything", "{ours},n,t,lite,1|,,,,1", {}),
    ("a total of the product", "{ours},n,t,lite,1|,,2026-10,lite,1", {}),
    ("a total by name", "{ours},n,t,lite,1|Total,,,,1", {}),
    (
        "another product",
        "{ours},n,t,lite,1|x,n,t,ocridcard,1",
        {"other_products": ["ocridcard x"]},
    ),
    (
        "another product's line of a session of ours",
        "{ours},n,t,lite,1|{ours},n,t,ocridcard,3",
        {"other_products": ["ocridcard {ours}"]},
    ),
    (
        "a session of ours as another product only",
        "{ours},n,t,ocridcard,1",
        {"missing_there": ["{ours}"], "other_products": ["ocridcard {ours}"]},
    ),
    (
        "lines that cannot be read",
        "{ours},n,t,lite,1|,n,t,lite,1|x,n,t,lite,one|y,n,t,,1|z,n",
        {"unreadable": ["line 3", "line 4", "line 5", "line 6"]},
    ),
]


@pytest.mark.parametrize(("lines", "found"), [row[1:] for row in LINES], ids=[r[0] for r in LINES])
def test_every_line_of_a_bill_says_something(
    company: Company, lines: str, found: dict[str, list[str]]
) -> None:
    with_money(company)
    ours = charged_on(company, MIDDLE)
    send(company.world, BEFORE, "\n".join([HEADER, *lines.format(ours=ours).split("|")]))

    told = imported(company.world, BEFORE)

    lists = {name: refs for name, refs in told.items() if isinstance(refs, list) and refs}
    expected = {name: [ref.format(ours=ours) for ref in refs] for name, refs in found.items()}
    assert lists == expected
    counted = {name: len(refs) for name, refs in expected.items() if name != "other_products"}
    assert {name: number for name, number in told["counts"].items() if number} == counted
    assert wrong(company.world).get("ProviderBill", 0) == sum(counted.values())


def test_two_charges_of_one_session_are_named(company: Company) -> None:
    with_money(company)
    ours, other = charged_on(company, MIDDLE), charged(company)
    twin = settle_at(entry_of(other), datetime.combine(MIDDLE, time(13), UTC))
    twin.provider_ref = ours
    twin.save()
    billed(company.world, BEFORE, [ours])

    assert imported(company.world, BEFORE)["charged_twice"] == [ours]


def test_a_month_without_a_file_is_refused(world: World) -> None:
    for month in ("2026-10", "2026-13", "October", "../2026-10"):
        with pytest.raises(FunctionFailed, match="BillUnreadable"):
            world.run("ImportBill", {"month": month, "imported_by": "ana"})


def test_a_charge_that_could_not_be_collected_is_on_the_bill_all_the_same(
    company: Company,
) -> None:
    with_money(company)
    check: LivenessCheck = charged(company)
    entry = settle_at(entry_of(check), datetime.combine(MIDDLE, time(12), UTC))
    entry.state = "UNCOLLECTED"
    entry.save()
    billed(company.world, BEFORE, [str(check.biz_id)])

    assert differences(company.world, BEFORE) == {}
