"""The examples of all models, joined, and those of the parameters in paths."""

from local import (
    openapi_examples,
    openapi_examples_banks,
    openapi_examples_billing,
    openapi_examples_businesses,
    openapi_examples_casework,
    openapi_examples_decisions,
    openapi_examples_deletion,
    openapi_examples_duplicates,
    openapi_examples_lending,
    openapi_examples_liveness,
    openapi_examples_papers,
    openapi_examples_platform,
    openapi_examples_staff,
    openapi_examples_texts,
    openapi_examples_webhooks,
)
from local.openapi_examples import COMPANY, CUSTOMER, KEY, LINK, SUBMISSION, UPLOAD
from local.openapi_examples_billing import ADJUSTMENT, TOP_UP
from local.openapi_examples_casework import NOK
from local.openapi_examples_duplicates import ALERT
from local.openapi_examples_lending import LOAN
from local.openapi_examples_webhooks import DELIVERY, WEBHOOK

EXAMPLES = {
    **openapi_examples.EXAMPLES,
    **openapi_examples_decisions.EXAMPLES,
    **openapi_examples_liveness.EXAMPLES,
    **openapi_examples_billing.EXAMPLES,
    **openapi_examples_texts.EXAMPLES,
    **openapi_examples_banks.EXAMPLES,
    **openapi_examples_casework.EXAMPLES,
    **openapi_examples_lending.EXAMPLES,
    **openapi_examples_businesses.EXAMPLES,
    **openapi_examples_duplicates.EXAMPLES,
    **openapi_examples_papers.EXAMPLES,
    **openapi_examples_platform.EXAMPLES,
    **openapi_examples_webhooks.EXAMPLES,
    **openapi_examples_deletion.EXAMPLES,
    **openapi_examples_staff.EXAMPLES,
}
PATH_PARAMETERS = {
    "customer_id": CUSTOMER,
    "submission_id": SUBMISSION,
    "upload_id": UPLOAD,
    "company_id": COMPANY,
    "key_id": KEY,
    "link_id": LINK,
    "adjustment_id": ADJUSTMENT,
    "proposal_id": ADJUSTMENT,
    "top_up_id": TOP_UP,
    "loan_id": LOAN,
    "person_id": CUSTOMER,
    "change_number": "6",
    "gate": "disbursement",
    "alert_id": ALERT,
    "webhook_id": WEBHOOK,
    "delivery_id": DELIVERY,
    "staff_id": NOK,
}
