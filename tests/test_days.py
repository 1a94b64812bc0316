"""Days as papers have them: in our calendar, possible, and by the clock where somebody lives."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from iso3166 import countries_by_alpha2
from pydantic import ValidationError

from shared.http import field_errors
from submit import days
from submit.clocks import CLOCKS
from submit.form import SubmissionFields, check_identity
from tests.world_helpers import Company, a_customer, evidence

NOW = datetime.now(UTC)
EVENING = datetime(2026, 11, 28, 18, tzinfo=UTC)  # In Bangkok it is the 29th, in New York noon.


def in_years(years: int, days_more: int = 0) -> str:
    # The 29th of February has no anniversary in most years.
    day = NOW.date().replace(year=NOW.year + years, day=min(NOW.day, 28))
    return (day + timedelta(days=days_more)).isoformat()


def refused(country: str = "TH", **told: Any) -> str | None:
    """The code of the one thing that is refused."""
    try:
        fields = SubmissionFields.model_validate_json(json.dumps(told))
    except ValidationError as error:
        found = field_errors(error)
    else:
        found = check_identity(fields, country)
    assert len(found) <= 1
    return found[0].code if found else None


@pytest.mark.parametrize(
    ("document_type", "last_day", "code"),
    [
        ("passport", in_years(10), None),
        ("passport", in_years(0, 1), None),
        ("passport", in_years(14), None),
        ("passport", in_years(16), "too_far_ahead"),
        ("passport", in_years(40), "too_far_ahead"),
        (None, in_years(40), "too_far_ahead"),
        (None, in_years(10), None),
        ("national_id", in_years(20), None),
        ("national_id", in_years(30), None),
        ("national_id", in_years(40), "too_far_ahead"),
        ("driving_licence", in_years(25), None),
        ("driving_licence", in_years(60), "too_far_ahead"),
        ("passport", "2570-04-12", "wrong_calendar"),
        ("national_id", "2575-12-31", "wrong_calendar"),
        (None, "2569-11-28", "wrong_calendar"),
        ("passport", "2560-01-01", "wrong_calendar"),
        ("passport", "0120-01-01", "wrong_calendar"),
        ("passport", "1450-01-01", "wrong_calendar"),
        ("passport", "1410-06-30", "wrong_calendar"),
        ("national_id", "9999-12-31", "too_far_ahead"),
        ("national_id", "2999-01-01", "too_far_ahead"),
        ("national_id", "2099-12-31", "too_far_ahead"),
        ("passport", "2030-02-30", "date_type"),
        ("passport", "2030-13-01", "date_type"),
        ("passport", "2030-00-00", "date_type"),
        ("passport", "2030", "date_type"),
        ("national_id", "长期", "date_type"),
        ("national_id", "ตลอดชีพ", "date_type"),
        ("passport", in_years(0, -3), "document_expired"),
        ("passport", "1999-12-31", "document_expired"),
    ],
)
def test_a_documents_last_day_is_one_that_it_can_have(
    document_type: str | None, last_day: str, code: str | None
) -> None:
    told = {"document_type": document_type} if document_type else {}

    assert refused(**told, document_expires_on=last_day) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2016-04-13", None),
        ("1850-01-01", None),
        ("1670-05-02", None),
        ("2559-04-13", "wrong_calendar"),
        ("2500-01-01", "wrong_calendar"),
        ("2569-11-28", "wrong_calendar"),
        ("0098-01-01", "wrong_calendar"),
        ("1437-01-01", "wrong_calendar"),
        (in_years(1), "in_future"),
        (in_years(0, 3), "in_future"),
    ],
)
def test_a_company_is_of_a_year_of_our_calendar(day: str, code: str | None) -> None:
    assert refused(incorporated_on=day) == code


@pytest.mark.parametrize(
    ("born", "kept"),
    [
        ("1956-07-12", "1956-07-12"),
        ("1956-07", "1956-07"),
        ("1956", "1956"),
        ("1956-00-00", "1956"),
        ("1956-07-00", "1956-07"),
        ("1956-00", "1956"),
        ("1960-02-29", "1960-02-29"),
    ],
)
def test_of_a_birth_date_what_is_known_is_kept(born: str, kept: str) -> None:
    assert SubmissionFields.model_validate({"birth_date": born}).birth_date == kept
    assert SubmissionFields.model_validate({"birth_date": kept}).birth_date == kept


@pytest.mark.parametrize(
    ("born", "code"),
    [
        ("2533-05-17", "wrong_calendar"),
        ("2499", "wrong_calendar"),
        ("2499-07", "wrong_calendar"),
        ("2550-12-31", "wrong_calendar"),
        (in_years(1), "in_future"),
        (str(NOW.year + 1), "in_future"),
        ("2999", "in_future"),
        ("1850", "impossible_age"),
        ("1850-01", "impossible_age"),
        ("0045-01-01", "impossible_age"),
        ("1375-01-01", "impossible_age"),
        (in_years(-10), "under_age"),
        (str(NOW.year - 10), "under_age"),
        (f"{NOW.year - 17}-01", "under_age"),
        ("1956-00-12", "date_type"),
        ("1956-13", "date_type"),
        ("1956-02-30", "date_type"),
        ("1957-02-29", "date_type"),
        ("0000", "date_type"),
        ("0000-00-00", "date_type"),
        ("56", "date_type"),
        ("195", "date_type"),
        ("1956-7", "date_type"),
        ("1956-07-", "date_type"),
        ("1956/07/12", "date_type"),
        ("12-07-1956", "date_type"),
        ("19560712", "date_type"),
        ("๑๙๕๖", "date_type"),
        ("unknown", "date_type"),
        (1956, "date_type"),
        ("1956\n", "date_type"),
    ],
)
def test_an_impossible_birth_date_is_refused_also_in_part(born: object, code: str) -> None:
    assert refused(birth_date=born) == code


@pytest.mark.parametrize(
    ("country", "at", "born", "is_of_age"),
    [
        ("TH", EVENING, "2008-11-29", True),
        ("TH", EVENING, "2008-11-30", False),
        ("TH", EVENING - timedelta(hours=2), "2008-11-29", False),
        ("TH", EVENING - timedelta(hours=1), "2008-11-29", True),
        ("CN", EVENING - timedelta(hours=2), "2008-11-29", True),
        ("CN", EVENING - timedelta(hours=3), "2008-11-29", False),
        ("NZ", EVENING - timedelta(hours=7), "2008-11-29", True),
        ("IN", EVENING, "2008-11-29", False),
        ("IN", EVENING + timedelta(minutes=30), "2008-11-29", True),
        ("GB", EVENING, "2008-11-29", False),
        ("US", EVENING + timedelta(hours=6), "2008-11-29", False),
        ("US", EVENING + timedelta(hours=10), "2008-11-29", True),
        # Known in part: Thailand's law counts from the first day, others from the last.
        ("TH", EVENING, "2008", True),
        ("TH", EVENING, "2008-11", True),
        ("TH", EVENING, "2008-12", False),
        ("TH", EVENING, "2009", False),
        ("MM", EVENING, "2008", False),
        ("MM", EVENING, "2008-11", False),
        ("MM", EVENING, "2008-10", True),
        ("MM", EVENING, "2007", True),
    ],
)
def test_somebody_is_of_age_when_the_day_has_begun_where_they_live(
    country: str, at: datetime, born: str, is_of_age: bool
) -> None:
    told = days.birth_date(born, at) if is_of_age else born

    assert (days.check_age(told, country, 18, at) == []) == is_of_age


@pytest.mark.parametrize(
    ("full_age_years", "born", "status"),
    [
        (None, in_years(-19), 201),
        (20, in_years(-19), 422),
        (20, in_years(-20, 2), 422),
        (20, in_years(-20, -1), 201),
    ],
)
def test_a_company_says_how_old_its_customers_are(
    company: Company, full_age_years: int | None, born: str, status: int
) -> None:
    if full_age_years:
        path, query = "/v1/settings", {"mode": "test"}
        asked = {"full_age_years": full_age_years}
        company.world.api.patch(path, asked, company.admin, query=query)
    person = a_customer(company)
    body = evidence(company, person)
    body["fields"]["birth_date"] = born

    sent = company.post(f"/v1/customers/{person.customer_id}/submissions", body)

    assert sent.status == status, sent.text
    if status == 422:
        assert [each["code"] for each in sent.json["error"]["fields"]] == ["under_age"]
        assert sent.json["error"]["fields"][0]["field"] == "fields.birth_date"


def test_a_chinese_card_tells_the_whole_birth_date() -> None:
    card = {"document_type": "national_id", "document_number": "11010519491231002X"}

    assert refused("CN", **card, birth_date="1949-12-31") is None
    assert refused("CN", **card, birth_date="1949") == "birth_date_disagrees"
    assert refused("CN", **card, birth_date="1949-12") == "birth_date_disagrees"


def test_every_country_has_its_clock() -> None:
    assert CLOCKS.keys() == countries_by_alpha2.keys()


def test_the_clocks_are_those_of_the_worlds_time_zones() -> None:
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text().splitlines()
    zones = [line.split("\t") for line in lines if not line.startswith("#")]
    months = [datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13)]
    easternmost: dict[str, timedelta] = {}
    for country, _, zone, *_ in zones:
        ahead = [at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for at in months]
        easternmost[country] = max([*ahead, easternmost.get(country, -timedelta(hours=12))])

    assert {country: CLOCKS[country] for country in easternmost} == easternmost


def test_no_day_is_kept_in_another_shape_than_it_was_sent() -> None:
    told = SubmissionFields.model_validate({"document_expires_on": date.fromisoformat(in_years(5))})

    assert json.loads(told.model_dump_json())["document_expires_on"] == in_years(5)
