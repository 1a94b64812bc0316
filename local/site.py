"""The admin page: built from web/, uploaded to where CloudFront reads it, told where its API is.

Nothing of a deployment is built in: config.json, written here from the stack's outputs, says where
the API and the sign-in are. Node and npm come from the Python environment. The commands of it are
in local/page.py.
"""

import fcntl
import hashlib
import json
import mimetypes
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.cloud import ROOT
from local.say import CannotGoOn, phase

WEB = ROOT / "web"
BUILT = WEB / "dist" / "admin"
PERMISSIONS = ROOT / "functions/shared/permissions.py"
# What the page reads from outside of its folder.
TEXTS = ("functions/review/texts", "functions/shared/items")
BESIDE = [
    ROOT / "openapi.json",
    PERMISSIONS,
    ROOT / "functions/shared/reasons.json",
    *(path for folder in TEXTS for path in sorted((ROOT / folder).iterdir())),
]
NOT_SOURCE = {"node_modules", "dist", "gen"}
PREFIX = "admin/"
# Vite names these after what they contain, so that they never change under a name.
HASHED = re.compile(r"^assets/")
FOREVER, NEVER = "public, max-age=31536000, immutable", "no-cache"
BUILD_SECONDS = 600

Clients = Callable[[str], Any]
Outputs = dict[str, str]


def build() -> Path:
    """The folder to upload; built only when something that goes into it has changed."""
    stamp = WEB / "dist" / "source.sha256"
    stamp.parent.mkdir(exist_ok=True)
    with (stamp.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _source_hash()
        if not stamp.exists() or stamp.read_text() != wanted:
            install()
            with phase("build the admin page"):
                generate()
                run("npm", "run", "--silent", "build")
            stamp.write_text(wanted)
    return BUILT


def generate() -> None:
    """The typed client from openapi.json, and who may do what, from the table the API obeys."""
    run("npm", "run", "--silent", "generate")
    table = runpy.run_path(str(PERMISSIONS))["PERMISSIONS"]
    (WEB / "src/shared/api/gen/permissions.json").write_text(json.dumps(table, indent=2))


def install() -> None:
    """Exactly what package-lock.json pins; skipped while that is what is installed."""
    stamp = WEB / "node_modules" / "lock.sha256"
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with phase("install the page's packages"):
        run("npm", "ci", "--no-progress")
    stamp.write_text(wanted)


def lock() -> None:
    """Pin what package.json asks for, without any address: packages come from npm's own setting."""
    run("npm", "install", "--package-lock-only", "--no-progress")
    path = WEB / "package-lock.json"
    pinned = json.loads(path.read_text())
    for each in pinned["packages"].values():
        each.pop("funding", None)
        each.pop("resolved", None)
    path.write_text(json.dumps(pinned, indent=2) + "\n")


def run(*command: str) -> None:
    """In web/, with the environment's own Node; CannotGoOn with the end of what it printed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=WEB,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
    )
    if done.returncode:
        said = "\n".join(done.stdout.strip().splitlines()[-30:])
        raise CannotGoOn(f"`{' '.join(command)}` in web/ failed:\n{said}")


def config(outputs: Outputs, region: str) -> dict[str, str]:
    """What the page reads before anything else (web/src/shared/config.ts); nothing secret."""
    return {
        "api": outputs["ApiUrl"],
        "cognito": f"https://cognito-idp.{region}.amazonaws.com",
        "user_pool": outputs["UserPoolId"],
        "client": outputs["UserPoolClientId"],
        "sign_in": outputs["SignInUrl"],
    }


def publish(clients: Clients, outputs: Outputs, settings: dict[str, str]) -> None:
    """Upload, newest index last; forget what is gone; have CloudFront read again.

    Files of the version before stay until the next publishing: somebody may have its page open.
    """
    built, bucket, s3 = build(), outputs["PagesBucketName"], clients("s3")
    names = sorted(str(path.relative_to(built)) for path in built.rglob("*") if path.is_file())
    for name in (each for each in names if each != "index.html"):
        _put(s3, bucket, name, (built / name).read_bytes())
    _put(s3, bucket, "config.json", json.dumps(settings, indent=2).encode())
    _put(s3, bucket, "index.html", (built / "index.html").read_bytes())
    _forget(s3, bucket, {*names, "config.json"})
    clients("cloudfront").create_invalidation(
        DistributionId=outputs["AdminSiteId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": os.urandom(16).hex(),
        },
    )


def _put(s3: Any, bucket: str, name: str, content: bytes) -> None:
    s3.put_object(
        Bucket=bucket,
        Key=PREFIX + name,
        Body=content,
        ContentType=mimetypes.guess_type(name)[0] or "application/octet-stream",
        CacheControl=FOREVER if HASHED.match(name) else NEVER,
    )


def _forget(s3: Any, bucket: str, current: set[str]) -> None:
    """Delete what neither this version nor the one before has."""
    keys = {PREFIX + name for name in current}
    kept = _listed(s3, bucket, "kept.json")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=PREFIX)
    for key in (each["Key"] for page in pages for each in page.get("Contents", [])):
        if key not in keys | kept:
            s3.delete_object(Bucket=bucket, Key=key)
    s3.put_object(Bucket=bucket, Key="kept.json", Body=json.dumps(sorted(keys)).encode())


def _listed(s3: Any, bucket: str, key: str) -> set[str]:
    try:
        return set(json.load(s3.get_object(Bucket=bucket, Key=key)["Body"]))
    except s3.exceptions.NoSuchKey:
        return set()


def _source_hash() -> str:
    """Over everything that the build reads."""
    digest = hashlib.sha256()
    for path in [*BESIDE, *sorted(WEB.rglob("*"))]:
        inside = path.relative_to(ROOT)
        if path.is_file() and not NOT_SOURCE.intersection(inside.parts):
            digest.update(str(inside).encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
