"""What the operator's command line invokes."""

from typing import Any

from access import companies
from shared.telemetry import task


@task
def open_company(event: dict[str, str]) -> dict[str, Any]:
    """`{name, policy, opened_by}` → `{company_id, test_key, live_key}`; the keys show only here."""
    opened = companies.open_company(event["name"], event["policy"], event["opened_by"])  # type: ignore[arg-type]
    secrets = {f"{key.mode}_key": key.secret for key in opened.keys}
    return {"company_id": opened.company_id, **secrets}
