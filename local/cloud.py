"""The emulated AWS (ministack) as a context manager: start, wait until ready, stop completely."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, Self

import boto3
import requests
from botocore.config import Config

from local.say import CannotGoOn

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".local"
# Where `make run` keeps its state.
KEPT = HOME / "cloud"
REGION = "us-east-1"
START_SECONDS = 60
STOP_SECONDS = 30
FREE_BYTES = 1_000_000_000
# Set in many containers. Each start of a function would then compile every package anew, which
# is more than half of what a start costs.
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def environment(port: int) -> dict[str, str]:
    """For every client of the local cloud: nobody's own AWS settings, no proxy, no telemetry."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    mine.pop(NO_BYTECODE, None)
    return mine | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        # The emulator's root user, also when it enforces IAM.
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
    }


class LocalCloud:
    """`with LocalCloud() as cloud:` a fresh cloud on a free port, gone afterwards.

    `keep_in` is a directory whose state survives restarts; `enforce_iam` makes every call need
    the permission that it needs on AWS.
    """

    def __init__(
        self, port: int = 0, *, enforce_iam: bool = False, keep_in: Path | None = None
    ) -> None:
        self.port = port or _free_port()
        self.enforce_iam = enforce_iam
        self.keep_in = keep_in
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self._home / "ministack.log"

    def client(self, service: str) -> Any:
        return client(service, self.port)

    def __enter__(self) -> Self:
        self._home = self.keep_in or Path(tempfile.mkdtemp(prefix="kyc-cloud-"))
        self._home.mkdir(parents=True, exist_ok=True)
        _require_space(self._home)
        self._take_lock()
        _require_free(self.port)
        try:
            self._start()
            self._wait_until_ready()
            (self._home / "port").write_text(str(self.port))
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close the leash: the cloud saves its state and ends with all of its workers.

        One whose state nobody keeps ends at once.
        """
        if self._process and self._process.stdin:
            self._process.stdin.close()
            if self.keep_in:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_SECONDS)
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, 9)
            self._process.wait(STOP_SECONDS)
        if self._lock:
            self._lock.close()
        (self._home / "port").unlink(missing_ok=True)
        shutil.rmtree(self._home / "tmp" if self.keep_in else self._home, ignore_errors=True)

    def _take_lock(self) -> None:
        self._lock = (self._home / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotGoOn("`make run` is already running in this checkout.") from None

    def _start(self) -> None:
        temporary = self._home / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        settings = {
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1",
            "AUTH": str(self.enforce_iam).lower(),
            "TMPDIR": str(temporary),
            "PERSIST_STATE": "1" if self.keep_in else "0",
            "STATE_DIR": str(self._home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._home / "s3"),
            # Its MQTT listener would open a port on every interface.
            "IOT_MTLS_ENABLED": "0",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
        }
        variables = environment(self.port) | settings
        # Lambda workers inherit it; without it they get the emulator's own address for functions.
        del variables["AWS_ENDPOINT_URL"]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.leash"],
                cwd=ROOT,
                env=variables,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process and self._process.poll() is not None:
                break
            if is_ready(self.port):
                return
            time.sleep(0.1)
        tail = self.log.read_text(errors="replace").strip().splitlines()[-1:]
        raise CannotGoOn(f"ministack did not start ({self.log}): {' '.join(tail)}")


@cache
def client(service: str, port: int) -> Any:
    """A boto3 client of the cloud on `port`, whatever AWS settings the user has.

    Kept: making one costs more than most of its calls, and threads may share it.
    """
    config = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 2})
    session: Any = boto3.session.Session("test", "test", region_name=REGION)
    return session.client(service, endpoint_url=f"http://127.0.0.1:{port}", config=config)


def running_port() -> int:
    """Of the cloud that `make run` started in this checkout, or 0."""
    with suppress(OSError, ValueError):
        port = int((KEPT / "port").read_text())
        return port if is_ready(port) else 0
    return 0


def is_ready(port: int) -> bool:
    with suppress(requests.RequestException):
        return requests.get(f"http://127.0.0.1:{port}/_ministack/ready", timeout=2).ok
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotGoOn(
                f"Port {port} is in use. Choose another: make run PORT={port + 1}"
            ) from None


def _require_space(where: Path) -> None:
    free = shutil.disk_usage(where).free
    if free < FREE_BYTES:
        raise CannotGoOn(f"The disk of {where} has {free // 1_000_000} MB left; 1000 are needed.")
