"""Opens the hostile and the honest files, one after the other, and says what came of each.

A program of its own, so that its memory is theirs: `python -m tests.opening` prints JSON.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path

from shared.errors import ApiError
from submit.location import kept_bytes
from submit.media_check import check
from tests import honest_files, hostile_files


def opened(content: bytes, content_type: str) -> str:
    """`accepted`, or the code of the refusal."""
    try:
        facts = check(content, content_type)
        kept = kept_bytes(content, content_type)
        return "accepted" if check(kept, content_type) == facts else "kept as another"
    except ApiError as error:
        return error.code


def main() -> None:
    outcomes = []
    for kind, files in (("hostile", hostile_files), ("honest", honest_files)):
        for name, content, content_type in files.all_files():
            begun = time.process_time()
            outcome = opened(content, content_type)
            outcomes.append((kind, name, outcome, time.process_time() - begun))
    json.dump({"outcomes": outcomes, "peak_bytes": peak_bytes()}, sys.stdout)


def peak_bytes() -> int:
    """Of this program alone: on Linux `getrusage` begins with the memory of who started it."""
    status = Path("/proc/self/status")
    if status.exists():
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(kilobytes) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
