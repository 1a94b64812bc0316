"""How one link between a business and one of its people is shown."""

from datetime import datetime

from shared.business_people import BusinessPerson
from shared.http import Answer
from shared.ownership import Role, to_percent


class PersonAnswer(Answer):
    """`person_id` is that person's customer id; `share_percent` is a shareholder's."""

    business_id: str
    person_id: str
    roles: list[Role]
    share_percent: str | None
    added_at: datetime
    changed_at: datetime | None


class BusinessOf(Answer):
    """What a customer is to one business."""

    business_id: str
    name: str | None
    external_id: str
    roles: list[Role]
    share_percent: str | None


class BusinessesOf(Answer):
    businesses: list[BusinessOf]


def person_answer(link: BusinessPerson) -> PersonAnswer:
    share = link.share_basis_points
    return PersonAnswer(
        business_id=link.business_id,
        person_id=link.person_id,
        roles=link.roles,
        share_percent=None if share is None else to_percent(share),
        added_at=link.added_at,
        changed_at=link.changed_at,
    )
