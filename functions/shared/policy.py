"""What each tier asks for, what is looked at before it is approved, and the loans it allows:
versioned data in policies/. Pure.

A published version never changes, because submissions were made under it: a new rule is a new
file `<name>-<version + 1>.json`.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.errors import ApiError
from shared.languages import Texts
from shared.money import SCALE, to_units
from shared.ownership import Role

Kind = Literal["individual", "business"]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]

FOLDER = Path(__file__).parent / "policies"


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Condition(Data):
    """Whom it concerns: customers of a kind (by its list), of a country, with certain answers."""

    only_countries: list[Country] | None = None
    except_countries: list[Country] = []
    # Asked only when another field has one of these values.
    when: dict[str, list[str]] = {}
    # Not asked when another field has one of these values, of which nobody has to be told.
    unless: dict[str, list[str]] = {}

    def concerns(self, country: str) -> bool:
        allowed = self.only_countries is None or country in self.only_countries
        return allowed and country not in self.except_countries

    def is_possible(self, fields: dict[str, Any]) -> bool:
        """No known field rules it out; one that is not known yet may still ask for it."""
        possible = all(fields.get(name) in (None, *values) for name, values in self.when.items())
        return possible and not self.is_spared(fields)

    def is_certain(self, fields: dict[str, Any]) -> bool:
        """It is asked for, whatever is told later."""
        certain = all(fields.get(name) in values for name, values in self.when.items())
        return certain and not self.is_spared(fields)

    def is_spared(self, fields: dict[str, Any]) -> bool:
        return any(fields.get(name) in values for name, values in self.unless.items())


class Requirement(Condition):
    """`item` is a field of a submission or a kind of upload."""

    item: str
    type: Literal["field", "file"]


class ChecklistItem(Condition):
    """What a reviewer answers before an approval; `text` is the statement to be found true."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    text: Texts
    required: bool = True


class Checklist(Data):
    individual: list[ChecklistItem] = []
    business: list[ChecklistItem] = []


class PeopleRule(Data):
    """What a business's tier asks of its people: the tier that each holds, and whom it must have.

    That is of the people's own kind: a business that is a shareholder holds it as a business.
    """

    tier: int
    roles: list[Role]


class Tier(Data):
    tier: int
    max_loan: str
    max_loan_units: int = 0
    individual: list[Requirement]
    business: list[Requirement]
    # Empty in version 1 of both policies, which are from before there were checklists.
    checklist: Checklist = Checklist()
    # Nothing in version 1 of both policies, which are from before businesses had people.
    people: PeopleRule | None = None

    def requirements(
        self, kind: str, country: str, fields: dict[str, Any], *, possible: bool = False
    ) -> list[Requirement]:
        """What this customer must send, given the fields known so far (of all tiers).

        `possible` adds what depends on a field that is not known yet.
        """
        concerned = [each for each in self.of_kind(kind) if each.concerns(country)]
        if possible:
            return [each for each in concerned if each.is_possible(fields)]
        return [each for each in concerned if each.is_certain(fields)]

    def of_kind(self, kind: str) -> list[Requirement]:
        return self.business if kind == "business" else self.individual

    def to_check(self, kind: str, country: str, fields: dict[str, Any]) -> list[ChecklistItem]:
        """The checklist of such a customer, given the fields of this and all lower tiers."""
        listed = self.checklist_of(kind)
        return [each for each in listed if each.concerns(country) and each.is_certain(fields)]

    def checklist_of(self, kind: str) -> list[ChecklistItem]:
        return self.checklist.business if kind == "business" else self.checklist.individual


class Policy(Data):
    name: str
    version: int
    currency: str
    tiers: list[Tier]

    def tier(self, number: int) -> Tier:
        """ApiError `tier_unknown` when the policy has none of that number."""
        if not 1 <= number <= len(self.tiers):
            raise ApiError("tier_unknown")
        return self.tiers[number - 1]

    @model_validator(mode="before")
    @classmethod
    def _count_in_units(cls, data: dict[str, Any]) -> dict[str, Any]:
        currency = data["currency"]
        if currency not in SCALE:
            raise ValueError(f"{currency} has no smallest unit")
        tiers = [
            tier | {"max_loan_units": to_units(tier["max_loan"], currency)}
            for tier in data["tiers"]
        ]
        return data | {"tiers": tiers}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if [each.tier for each in self.tiers] != list(range(1, len(self.tiers) + 1)):
            raise ValueError("tiers count 1, 2, 3 …")
        loans = [each.max_loan_units for each in self.tiers]
        if loans != sorted(loans):
            raise ValueError("a higher tier never lends less")
        if any(each.people and not 1 <= each.people.tier <= len(self.tiers) for each in self.tiers):
            raise ValueError("people hold a tier that there is")
        for kind in ("individual", "business"):
            self._asks_once_and_in_order(kind)
        return self

    def _asks_once_and_in_order(self, kind: Kind) -> None:
        """Each item once, and its condition on something asked before or in the same tier."""
        asked: Counter[str] = Counter()
        for tier in self.tiers:
            wanted = tier.of_kind(kind)
            asked.update(each.item for each in wanted)
            listed = tier.checklist_of(kind)
            codes = [each.code for each in listed]
            unasked = {name for each in [*wanted, *listed] for name in each.when} - asked.keys()
            if unasked or max(asked.values()) > 1 or len(codes) > len(set(codes)):
                raise ValueError(f"{kind}, tier {tier.tier}: asked twice, or depends on {unasked}")


@cache
def policy(name: str, version: int | None = None) -> Policy:
    """The newest version unless one is named; KeyError when there is no such policy."""
    found = {each.version: each for each in _policies() if each.name == name}
    return found[version if version is not None else max(found, default=0)]


@cache
def names() -> list[str]:
    """The policies that a company can choose from."""
    return sorted({each.name for each in _policies()})


@cache
def file_items() -> frozenset[str]:
    """Every kind of file that some policy asks for; every other item is a field."""
    tiers = [tier for terms in _policies() for tier in terms.tiers]
    asked = [each for tier in tiers for each in (*tier.individual, *tier.business)]
    return frozenset(each.item for each in asked if each.type == "file")


@cache
def _policies() -> list[Policy]:
    return [load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*-*.json")]


def load(text: str) -> Policy:
    return Policy.model_validate_json(text)
