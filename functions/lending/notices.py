"""What a customer is told of a lowered tier: in the app with it, then by e-mail.

The reason is for colleagues: it can be a suspicion, and is not passed on.
"""

from functools import partial
from pathlib import Path

from shared.notices import new_notice, texts_in
from shared.plain_names import greeted
from shared.tables import Customer, Notification

texts = partial(texts_in, Path(__file__).parent / "texts")


def notice_of(customer: Customer, before: int, number: int) -> Notification:
    """`before` is the tier that was lost, `number` that of the event; the schedule e-mails it."""
    return new_notice(customer, number, "tier_lowered", render(customer, before))


def render(customer: Customer, before: int) -> tuple[str, str]:
    """Title and plain text; without any tier left, it says that nothing is verified."""
    words = texts(customer.language)
    template = words["outcomes"]["lowered" if customer.tier else "ended"]
    name = greeted(customer.name, customer.kind) or words["customer"]
    text = template["text"].format(name=name, tier=customer.tier, before=before)
    return template["title"].format(tier=customer.tier), text.strip()
