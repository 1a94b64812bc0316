"""One e-mail of plain text, from the deployment's own address."""

from collections.abc import Sequence
from typing import Any

from shared.mail_address import as_mailed
from shared.settings import settings


def send_mail(ses: Any, addresses: Sequence[str], title: str, text: str) -> None:
    """How often it is asked for is the client's: what is asked again may be sent again.

    Raises the client's errors.
    """
    content = {
        "Subject": {"Data": title, "Charset": "UTF-8"},
        "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
    }
    ses.send_email(
        FromEmailAddress=settings().sender_email,
        Destination={"ToAddresses": [as_mailed(each) for each in addresses]},
        Content={"Simple": content},
    )
