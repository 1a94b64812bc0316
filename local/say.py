"""What the local commands print: one line per phase, one clear line per failure."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)


class CannotGoOn(Exception):
    """The one line that tells the user what is wrong and what to do."""


@contextmanager
def phase(title: str) -> Iterator[None]:
    """A spinner on a terminal; everywhere the finished phase with its seconds."""
    began = time.monotonic()
    with out.status(title) if out.is_terminal else nullcontext():
        yield
    out.print(f"[green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")


def exit_code_of(main: Callable[[], int]) -> int:
    """Run a command: 1 and one line when it cannot go on, 130 and no noise on Ctrl-C."""
    try:
        return main()
    except CannotGoOn as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"✗ {error}", style="red", markup=False
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
