"""The first world of a process is made by calls of AWS; each later one gets copies of what it had.

Nothing in a world knows of another: what one of them changes is its own copy.
"""

import copy
import copyreg
import threading
from collections.abc import Callable, Iterator
from typing import Any

from cryptography.hazmat.bindings._rust import openssl
from moto.core.base_backend import BackendDict
from moto.ssm.models import ParameterDict

# Each service that was used, the region of its part, and what that held after the deployment.
_made: list[tuple[Any, str, str, dict[str, Any]]] = []


def deploy(make: Callable[[], None]) -> None:
    if not _made:
        make()
        _made.extend(_everything())
        return
    for service, account, region, kept in _made:
        backend = service[account][region]
        vars(backend).update(_copied(kept, backend))


def _everything() -> Iterator[tuple[Any, str, str, dict[str, Any]]]:
    """Of every service, what it did not have when it was new."""
    used: Any = BackendDict
    for service in used._instances:  # noqa: SLF001  moto has no door to what is used
        for account, regions in service.items():
            for region, backend in regions.items():
                new = vars(type(backend)(backend.region_name, backend.account_id))
                kept = {
                    name: value for name, value in vars(backend).items() if _more(value, new, name)
                }
                if kept:
                    yield service, account, region, _copied(kept, backend)


def _more(value: Any, new: dict[str, Any], name: str) -> bool:
    return isinstance(value, dict | list) and len(value) != len(new[name])


def _copied(kept: dict[str, Any], backend: Any) -> dict[str, Any]:
    """What leads back to the service leads to the service itself."""
    memo = {id(backend): backend}
    return {name: copy.deepcopy(value, memo) for name, value in kept.items()}


def _copy_of(parameters: ParameterDict, memo: dict[int, Any]) -> ParameterDict:
    made = ParameterDict(parameters.account_id, parameters.region_name)
    for name in list(parameters):
        made[name] = copy.deepcopy(parameters[name], memo)
    return made


# A lock is nobody's: each copy gets one that is free.
copyreg.pickle(threading.Condition, lambda _: (threading.Condition, ()))
ParameterDict.__deepcopy__ = _copy_of  # type: ignore[attr-defined]
# A key takes long to make and never changes: a text in place of a recipe says that it is its copy.
copyreg.pickle(openssl.rsa.RSAPrivateKey, lambda _: "itself")
