"""What somebody decided, in one word: to know the very same decision when it comes again. Pure."""

import hashlib
import json
from typing import Any


def digest_of(*said: Any) -> str:
    """Of JSON values; the same words and choices are the same digest."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
