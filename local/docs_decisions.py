"""What reviewers decide by, as tables: checklists, people of a business, reasons."""

import local.world.template  # noqa: F401  it is by this that slices are found
from local.docs_layout import table
from shared.policy import ChecklistItem, Condition, Tier, names, policy
from shared.reasons import catalogue


def checklists() -> str:
    rows = [
        [terms.name, str(tier.tier), who, f"`{each.code}`", _statement(each)]
        for terms in (policy(name) for name in names())
        for tier in terms.tiers
        for who, listed in (
            ("a person", tier.checklist.individual),
            ("a business", tier.checklist.business),
        )
        for each in listed
    ]
    return table(["Checklist of", "Tier", "For", "Item", "To be found true"], rows)


def people_of(tier: Tier) -> str:
    """What the tier asks for besides what a business sends itself."""
    return f", people of tier {tier.people.tier}" if tier.people else ""


def reasons() -> str:
    rows = [
        [each.use.replace("_", " "), f"`{each.code}`", each.finality or "", each.text["en"]]
        for each in catalogue().values()
    ]
    return table(["Reason of a", "Code", "Finality", "What the customer reads"], rows)


def _statement(item: ChecklistItem) -> str:
    told = [] if item.required else ["optional"]
    conditions = [*told, *conditions_of(item)]
    return f"{item.text['en']} ({'; '.join(conditions)})" if conditions else item.text["en"]


def conditions_of(asked: Condition) -> list[str]:
    """`national_id or driving_licence`, `not CN`."""
    found = [" or ".join(values) for values in asked.when.values()]
    found += [f"not {', '.join(values)}" for values in asked.unless.values()]
    found += [f"only {each}" for each in asked.only_countries or []]
    return found + [f"not {each}" for each in asked.except_countries]
