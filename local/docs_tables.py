"""Tables of README.md and docs/ that repeat the code: `python -m local.docs_tables` writes them.

Each stands between `<!-- generated: name -->` and `<!-- end -->`; tests/test_docs.py fails when
one is stale.
"""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any, get_args

from local import docs_automatic, docs_decisions, docs_webhooks, openapi, regions
from local.docs_layout import table
from local.world.template import ROOT, template
from shared.case import MOVES
from shared.errors import CATALOGUE, TYPES
from shared.permissions import PERMISSIONS, Role
from shared.policy import Requirement, Tier, names, policy

DOCUMENTS = ("README.md", "docs/api.md", "docs/operations.md", "docs/permissions.md")
SECTION = re.compile(r"(<!-- generated: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)

MOVERS = {
    "approve": "reviewer",
    "request_revision": "reviewer",
    "reject": "reviewer",
    "resubmit": "company or customer",
    "expire": "the machine, after 60 days",
}
_UNRESOLVED = "billing.sweeper.UNRESOLVED_AFTER"
# What is limited, where that is said, and the unit of a bare number.
LIMITS: list[tuple[str, str, str]] = [
    ("JSON body of a request", "shared.http.MAX_BODY_BYTES", "KiB"),
    ("Picture", "shared.upload_kinds.PICTURE.max_bytes", "MB"),
    ("Paper (picture or PDF)", "shared.upload_kinds.PAPER.max_bytes", "MB"),
    ("Video", "shared.upload_kinds.VIDEO.max_bytes", "MB"),
    ("Pixels of a JPEG, at most", "submit.pictures.MOST_PIXELS_JPEG", "pixels"),
    ("Pixels of a PNG, at most", "submit.pictures.MOST_PIXELS_WHOLE", "pixels"),
    ("Short side of a picture, at least", "submit.pictures.LEAST_SHORT_SIDE_PX", "pixels"),
    ("Permit to send an announced file", "shared.upload_kinds.POST_LIFE", ""),
    ("Reviewer's address of a file", "shared.viewing.VIEW_LIFE", ""),
    ("One-time link", "submit.links.LINK_LIFE", ""),
    ("Customer's token", "access.links.TOKEN_LIFE", ""),
    ("Claim of a task", "review.claims.CLAIM_LIFE", ""),
    ("People of one business", "shared.business_people.MOST_PEOPLE", "people"),
    ("Businesses connected by shares", "shared.business_people.MOST_BUSINESSES", "businesses"),
    ("Answer kept for an Idempotency-Key", "shared.reply.KEPT", ""),
    (
        "Review task is due soon after, by default",
        "shared.company_settings.DUE_SOON_HOURS",
        "hours",
    ),
    ("Review task is late after, by default", "shared.company_settings.LATE_HOURS", "hours"),
    ("Customer is reminded of corrections after", "review.sla.REMINDERS", ""),
    ("Tasks counted for each age, at most", "review.queue.COUNT_LIMIT", "tasks"),
    ("A change left alone before the repair takes it up", "shared.machine.GRACE", ""),
    ("The repair looks at the same one again after", "submit.repair.NEXT_LOOK", ""),
    ("Submissions repaired in one run, at most", "submit.repair.PER_RUN", "submissions"),
    ("An e-mail whose sender died is sent again after", "shared.notice_mail.LEASE", ""),
    ("One that talks to FaceID about a check is waited for", "liveness.checks.LEASE", ""),
    ("FaceID is asked for a result that nobody told of after", "liveness.checks.FIRST_LOOK", ""),
    ("After the page has closed, a result is waited for", "liveness.sessions.GRACE", ""),
    ("FaceID is asked what became of a check until", "liveness.sessions.GIVE_UP", ""),
    ("A fee is held before the sweeper looks at it", "billing.fees.HELD_FOR", ""),
    ("The sweeper looks again after", "billing.fees.ASK_AGAIN", ""),
    ("A held fee without an answer is an alarm after another", _UNRESOLVED, ""),
    ("Quote", "billing.quotes.VALID", ""),
    ("Days of one statement", "billing.statement.LONGEST", ""),
    ("Lines of a CSV, at most", "billing.export.MOST_ROWS", "lines"),
    ("Slots of an account, at most", "billing.slots.MOST_SLOTS", "slots"),
    ("One-time code", "billing.phone.CODE_LIFE", ""),
    ("Tries of one code", "billing.phone.MOST_TRIES", "tries"),
    ("Between two codes", "billing.phone.PAUSE", ""),
    ("Endpoints of a company, in each mode", "webhooks.endpoints.MOST_ENDPOINTS", "endpoints"),
    ("An old signing secret signs beside the new one for", "webhooks.endpoints.OVERLAP", ""),
    ("Tries of a delivery", "webhooks.retries.MOST_TRIES", "tries"),
    (
        "A delivery that waited behind others has one try only after",
        "webhooks.retries.PATIENCE",
        "",
    ),
    ("A delivery stays in the log", "webhooks.tables.KEPT", ""),
    ("Codes for a customer in 24 hours", "billing.phone.MOST_CODES_A_DAY", "codes"),
]


def main() -> None:
    for name in DOCUMENTS:
        path = ROOT / name
        path.write_text(fresh(path.read_text(encoding="utf-8")), encoding="utf-8")


def fresh(text: str) -> str:
    """The document with every generated section written anew; KeyError for an unknown one."""
    return SECTION.sub(lambda found: f"{found[1]}{SECTIONS[found[2]]()}{found[3]}", text)


def routes() -> str:
    """The routes by path, as the code declares them."""
    declared = [each for found in openapi.slices().values() for each in found.values()]
    rows = [
        [
            each.method,
            f"`{each.path}`",
            ", ".join(sorted(each.roles)),
            f"`{each.may}`",
            "yes" if "once" in each.wants else "",
            str(each.handler.__doc__).strip().splitlines()[0],
        ]
        for each in sorted(declared, key=lambda each: (each.path, each.method))
    ]
    return table(["Method", "Path", "Who", "Permission", "Idempotency-Key", "What"], rows)


def permissions() -> str:
    """Who may do what, as shared/permissions.py says and the routes ask."""
    declared = [each for found in openapi.slices().values() for each in found.values()]
    columns = get_args(Role)
    rows = [
        [
            f"`{name}`",
            *("yes" if role in having else "" for role in columns),
            "<br>".join(
                f"`{each.method} {each.path}`"
                for each in sorted(declared, key=lambda each: (each.path, each.method))
                if each.may == name
            ),
        ]
        for name, having in PERMISSIONS.items()
    ]
    return table(["Permission", *columns, "Routes"], rows)


def error_codes() -> str:
    rows = [
        [f"`{code}`", str(status), TYPES[status], text]
        for code, (status, text) in CATALOGUE.items()
    ]
    return table(["Code", "Status", "Type", "Message"], rows)


def moves() -> str:
    rows = [
        [f"`{before}`", action.replace("_", " "), f"`{after}`", MOVERS[action]]
        for (before, action), after in MOVES.items()
    ]
    return table(["From", "Action", "To", "By"], rows)


def policies() -> str:
    rows = []
    for terms in (policy(name) for name in names()):
        rows += [
            [
                terms.name,
                str(each.tier),
                _asked(each, "individual"),
                _asked(each, "business") + docs_decisions.people_of(each),
                f"{each.max_loan} {terms.currency}",
            ]
            for each in terms.tiers
        ]
    return table(["Policy", "Tier", "A person sends", "A business sends", "Max loan"], rows)


def parameters() -> str:
    rows = []
    for name, each in template().raw["Parameters"].items():
        default = f"`{each['Default']}`" if each["Default"] != "" else "(empty)"
        rows.append([f"`{name}`", default, each.get("Description", "")])
    return table(["Parameter", "Default", "What it is for"], rows)


def limits() -> str:
    rows = [[what, value_of(name, unit), f"`{_file(name)}`"] for what, name, unit in LIMITS]
    page = import_module("shared.paging").Page.model_fields
    sent = import_module("review.api").RevisionRequest
    files = import_module("submit.submissions").NewSubmission
    most = most_of(import_module("shared.paging").Page, "limit")
    default = f"{page['limit'].default}, at most {most}"
    rows += [
        ["Page of a list", f"{default} items", "`functions/shared/paging.py`"],
        ["Corrections in one request", most_of(sent, "corrections"), "`functions/review/api.py`"],
        ["Files in one submission", most_of(files, "uploads"), "`functions/submit/submissions.py`"],
        *_template_limits(),
    ]
    return table(["What", "Limit", "Set in"], rows)


def _template_limits() -> list[list[str]]:
    """Limits that API Gateway, Cognito and the machine keep."""
    where, machine = "`template.yaml`", "statemachines/verification.asl.json"
    api = template().of_type("AWS::Serverless::Api")["Api"]
    cached = api["Auth"]["Authorizers"]["KeyAuthorizer"]["Identity"]["ReauthorizeEvery"]
    client = template().of_type("AWS::Cognito::UserPoolClient")["StaffClient"]
    states = json.loads((ROOT / machine).read_text(encoding="utf-8"))["States"]
    waits = {
        name: timedelta(seconds=each.get("TimeoutSeconds", 0)) for name, each in states.items()
    }
    valid = (template().resolve(client[f"{each}Validity"]) for each in _TOKENS)
    signed_in, renewed = (timedelta(minutes=each) for each in valid)
    return [
        ["A revoked key still works for, at most", span(timedelta(seconds=cached)), where],
        ["Staff member's ID token", span(signed_in), where],
        ["Staff member's sign-in, renewed until", span(renewed), where],
        [
            "Execution ends though nobody decided, and the review stays open, after",
            span(waits["OpenReview"]),
            f"`{machine}`",
        ],
        [
            "Machine waits for a live face check, at most",
            span(waits["StartLiveness"]),
            f"`{machine}`",
        ],
        [
            "Execution waits for a resubmission until",
            span(waits["AwaitResubmission"]),
            f"`{machine}`",
        ],
    ]


_TOKENS = ("IdToken", "RefreshToken")


def value_of(name: str, unit: str) -> str:
    """`shared.upload_kinds.POST_LIFE` → "15 minutes"."""
    module, attributes = name.split(".")[:2], name.split(".")[2:]
    value: Any = import_module(".".join(module))
    for each in attributes:
        value = getattr(value, each)
    if isinstance(value, timedelta):
        return span(value)
    if isinstance(value, tuple):
        return ", ".join(span(each) for each in value)
    divisor = {"KiB": 1024, "MB": 1_000_000}.get(unit, 1)
    return f"{value // divisor:,} {unit}"


def span(length: timedelta) -> str:
    """In the largest unit that it is a whole number of, but hours up to three days."""
    seconds = int(length.total_seconds())
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, rest = divmod(seconds, size)
        if rest == 0 and count and (unit != "day" or count > 3):
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise ValueError("no time at all")


def most_of(model: Any, name: str) -> str:
    """The most that a field's declaration allows."""
    for each in model.model_fields[name].metadata:
        for bound in ("max_length", "le"):
            if hasattr(each, bound):
                return str(getattr(each, bound))
    raise ValueError(f"{name} has no bound")


def _file(name: str) -> str:
    return f"functions/{'/'.join(name.split('.')[:2])}.py"


def _asked(tier: Tier, kind: str) -> str:
    return ", ".join(_described(each) for each in tier.of_kind(kind))


def _described(asked: Requirement) -> str:
    """`id_front` (national_id or driving_licence); files in italics."""
    item = f"`{asked.item}`" if asked.type == "field" else f"*{asked.item}*"
    conditions = docs_decisions.conditions_of(asked)
    return f"{item} ({'; '.join(conditions)})" if conditions else item


SECTIONS: dict[str, Callable[[], str]] = {
    "routes": routes,
    "permissions": permissions,
    "error codes": error_codes,
    "moves": moves,
    "policies": policies,
    "checklists": docs_decisions.checklists,
    "reasons": docs_decisions.reasons,
    "parameters": parameters,
    "regions": regions.described,
    "limits": limits,
    "route reasons": docs_automatic.route_reasons,
    "check reasons": docs_automatic.check_reasons,
    "sandbox outcomes": docs_automatic.sandbox_outcomes,
    "test persons": docs_automatic.test_persons,
    "sandbox faults": docs_automatic.sandbox_faults,
    "webhook events": docs_webhooks.events,
    "webhook errors": docs_webhooks.errors,
    "webhook tries": docs_webhooks.tries,
}

if __name__ == "__main__":
    main()
