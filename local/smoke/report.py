"""One line for each thing that is looked at: right, wrong, or not to be asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from botocore.exceptions import BotoCoreError, ClientError

from local.client import Refused
from local.say import out

OK, FAILED, UNASKED = "ok", "FAILED", "could not be asked"
# Who asks may not, or the cloud does not know the question.
UNANSWERED = (
    *("AccessDenied", "NotAuthorized", "Unauthorized", "Forbidden"),
    *("UnknownOperation", "InvalidAction", "NotImplemented", "UnsupportedOperation"),
)


class Wrong(Exception):
    """What was found is not what was deployed, or not what customers need."""


class Stopped(Exception):
    """A step of the walk failed, so that those after it cannot be taken."""


TROUBLE = (Wrong, Refused, TimeoutError, BotoCoreError, requests.RequestException)


@dataclass
class Report:
    lines: list[tuple[str, str, str]] = field(default_factory=list)

    def ask(self, title: str, look: Callable[[], str]) -> None:
        """`look` answers what was found, or raises what is wrong."""
        try:
            self._tell(OK, title, look())
        except ClientError as error:
            code = error.response["Error"]["Code"]
            unanswered = any(each in code for each in UNANSWERED)
            self._tell(UNASKED if unanswered else FAILED, title, str(error))
        except TROUBLE as error:
            self._tell(FAILED, title, str(error))

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        """A step that others need; what is put into the list is told behind it."""
        told: list[str] = []
        try:
            yield told
        except (ClientError, *TROUBLE) as error:
            self._tell(FAILED, title, str(error))
            raise Stopped(title) from error
        self._tell(OK, title, "; ".join(told))

    def of(self, outcome: str) -> list[str]:
        return [title for found, title, _ in self.lines if found == outcome]

    def exit_code(self) -> int:
        """0 when all is right, 1 when something is wrong, 2 when something was not answered."""
        if self.of(FAILED):
            return 1
        return 2 if self.of(UNASKED) else 0

    def _tell(self, outcome: str, title: str, told: str) -> None:
        self.lines.append((outcome, title, told))
        colour = {OK: "green", FAILED: "red"}.get(outcome, "yellow")
        words = " ".join(told.split())
        out.print(f"[{colour}]{outcome:<18}[/] {title:<22}", end=" ")
        out.print(words, markup=False)
