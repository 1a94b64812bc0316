"""The archive of functions, for the local cloud and for AWS: every module with its bytecode.

Lambda unpacks it where nobody may write, so a module without bytecode is compiled again at each
cold start. SAM forgets when files were changed, and Python trusts the usual bytecode only while
that time fits; so ours says of itself that nobody needs to look ("unchecked hash").
"""

import py_compile
import sys
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from local.say import CannotGoOn

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
UNCHECKED_FLAGS = (0b01).to_bytes(4, "little")
# What this number is for a version of Python, in all of its releases: importlib's own list.
MAGIC_OF = {"python3.13": 3571}
# The same for everybody, so that the same content is the same archive.
DATED = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644


def write(folder: Path, archive: Path, *, smaller: bool = False) -> None:
    """`smaller` costs seconds, and saves what is sent to AWS."""
    method = ZIP_DEFLATED if smaller else ZIP_STORED
    with TemporaryDirectory() as scratch, ZipFile(archive, "w", method) as opened:
        compiled = Path(scratch) / "module.pyc"
        for path in files(folder):
            name = path.relative_to(folder).as_posix()
            opened.writestr(_entry(name), path.read_bytes(), method)
            if path.suffix == ".py":
                # A name without a path of this machine; who loads it says where it lies.
                py_compile.compile(
                    str(path), str(compiled), name, doraise=True, invalidation_mode=UNCHECKED
                )
                opened.writestr(_entry(_cached(name)), compiled.read_bytes(), method)


def require_python(runtime: str) -> None:
    """Bytecode is of one version of Python: the one that compiles must be the one that runs."""
    mine = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if mine != runtime or _magic() != MAGIC_OF.get(runtime):
        raise CannotGoOn(
            f"The functions run with {runtime}, and this is {sys.version.split()[0]}, whose "
            "bytecode they could not read. Run `make setup`, which brings the right one."
        )


def faults(archive: Path) -> list[str]:
    """Modules that Lambda would compile at each start, and bytecode that fits no module."""
    with ZipFile(archive) as opened:
        names = set(opened.namelist())
        modules = sorted(name for name in names if name.endswith(".py"))
        found = [f"{name}: {why}" for name in modules for why in _faults_of(opened, name, names)]
    known = {_cached(name) for name in modules}
    strays = sorted(name for name in names if name.endswith(".pyc") and name not in known)
    return found + [f"{name}: of no module" for name in strays]


def files(root: Path) -> list[Path]:
    """Sorted; without what Python wrote while somebody used the folder."""
    found = sorted(root.rglob("*")) if root.is_dir() else [root]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def _faults_of(opened: ZipFile, name: str, names: set[str]) -> Iterator[str]:
    if _cached(name) not in names:
        yield "has no bytecode"
        return
    head = opened.read(_cached(name))[:16]
    if head[:4] != MAGIC_NUMBER:
        yield "compiled for another Python"
    if head[4:8] != UNCHECKED_FLAGS:
        yield "trusted only while a date fits, or after another look at the source"
    if head[8:] != source_hash(opened.read(name)):
        yield "compiled from another source"


def _cached(name: str) -> str:
    """Not importlib's function, which obeys the environment's PYTHONPYCACHEPREFIX."""
    path = PurePosixPath(name)
    tag = sys.implementation.cache_tag
    return str(path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc")


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, DATED)
    # Lambda runs as somebody else than who packed.
    entry.external_attr = READABLE << 16
    return entry


def _magic() -> int:
    return int.from_bytes(MAGIC_NUMBER[:2], "little")
