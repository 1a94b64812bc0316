"""What takes long and proves nothing: pauses between tries are short, an RSA key is drawn once."""

import time
from functools import cache

import botocore.endpoint
from moto.kms import models as kms
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

PAUSE_SCALE = 0.02


class _Hurry:
    """Stands for `time` where the machine and AWS's clients pause before they try again."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(seconds * PAUSE_SCALE)


def hurry() -> None:
    retrier_decl.time = _Hurry  # type: ignore[assignment, attr-defined]
    botocore.endpoint.time = _Hurry  # type: ignore[attr-defined]
    # It takes longer than all the rest of a world; none is compared with another world's.
    kms.generate_private_key = cache(kms.generate_private_key)  # type: ignore[attr-defined]
