"""Run ministack so that nothing outlives whoever started it.

The parent holds the other end of our standard input. However the parent ends (Ctrl-C, SIGTERM,
SIGKILL, a crash), that pipe closes; we then let ministack save its state, and end its process
group, which contains the Lambda workers. The parent starts us in a session of our own, so that
Ctrl-C in a terminal reaches the parent only.
"""

import os
import signal
import sys
import threading
import time

from ministack.app import main

GRACE_SECONDS = 20


def follow_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=follow_parent, daemon=True).start()
    try:
        main()
    finally:
        os.killpg(0, signal.SIGKILL)
