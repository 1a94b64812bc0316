"""Opens the hostile and the honest files, one after the other, and says what came of each.

A program of its own, so that its memory is theirs: `python -m tests.opening` prints JSON.
"""

import json
import resource
import sys
import time

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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    json.dump({"outcomes": outcomes, "peak_bytes": peak}, sys.stdout)


if __name__ == "__main__":
    main()
