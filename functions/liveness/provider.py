"""What a provider of live face checks is asked, and what it answers, in our own words. Pure.

A provider is a module with three functions (liveness/faceid.py):

    start(request: CheckRequest) -> Session      a page on which one person does one check
    find(biz_id: str, mode: Mode) -> Finding     what came of it so far
    heard(form_body: str) -> str | None          whose result a callback says is ready

The first two raise ProviderUnavailable (later may work) or ProviderRefused (only a change here
will help). A callback is never a result: whoever hears one asks `find`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from shared.tenant import Mode

State = Literal["not_started", "processing", "aborted", "finished", "gone"]


@dataclass(frozen=True)
class CheckRequest:
    """`check_id` comes back in callbacks; `name` and `id_number` are whom the face must be."""

    check_id: str
    mode: Mode
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    notify_url: str
    return_url: str


@dataclass(frozen=True)
class Session:
    """`url` opens once, on a phone, until `expires_at`; `biz_id` is the provider's own id."""

    biz_id: str
    url: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Finding:
    """`code` is one of our reason words; `billed` is None while nobody can know.

    not_started, processing    may still become anything
    aborted                    ended without a result: cancelled, timed_out, webrtc_unsupported, …
    finished                   a comparison's result, or a face that was not judged alive
    gone                       the provider no longer has it, or never had

    `facts` are numbers and the provider's code words, nothing about anybody:
    {status, liveness, procedure_type, fail_reason, error, confidence, thresholds{"1e-5": 74.4},
    genuineness{"mask_confidence": 0.02, …}, id_exceptions{"id_attacked": 0, …}, counters{…}};
    what the provider left out is left out. `images` are JPEGs by name ("best").
    """

    state: State
    billed: bool | None
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict, repr=False)
