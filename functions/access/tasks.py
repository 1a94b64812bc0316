"""What the operator's command line invokes."""

from typing import Any

from access import companies
from access.staff_fields import NewAdministrator
from shared.telemetry import task


@task
def open_company(event: dict[str, Any]) -> dict[str, Any]:
    """`{name, policy, administrator: {email, name}, opened_by}` → `{company_id, administrator}`."""
    first = NewAdministrator.model_validate(event["administrator"])
    opened = companies.open_company(event["name"], event["policy"], first, event["opened_by"])
    return {"company_id": opened.company_id, "administrator": opened.administrator}
