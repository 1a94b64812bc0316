"""What functions find at `https://….execute-api.…`: the APIs of this process."""

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
import responses
from botocore.exceptions import EndpointConnectionError
from moto.core.models import responses_mock

from local.world.functions import calling
from local.world.gateway import Gateway
from local.world.template import REGION, template


def connect(gateways: Mapping[str, Gateway]) -> None:
    """`gateways` by the logical ids of their APIs; holds until moto's mock ends."""
    for api, gateway in gateways.items():
        where = f"https://{template().name(api)}.execute-api.{REGION}.amazonaws.com/"
        stage = template().resolve(template().resources[api]["Properties"]["StageName"])
        for method in (responses.GET, responses.POST):
            responses_mock.add_callback(
                method, re.compile(re.escape(where) + ".*"), _answering(gateway, stage)
            )


def _answering(gateway: Gateway, stage: str) -> Any:
    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        asked, body = urlsplit(request.url), request.body or ""
        began = time.monotonic()
        try:
            reply = calling(
                "internet",
                lambda: gateway.request(
                    request.method,
                    asked.path.removeprefix(f"/{stage}"),
                    text=body.decode() if isinstance(body, bytes) else body,
                    query=dict(parse_qsl(asked.query, keep_blank_values=True)),
                    headers=dict(request.headers),
                ),
            )
        except EndpointConnectionError:
            raise requests.ConnectionError("nobody answers") from None
        patience = request.req_kwargs["timeout"]
        patience = patience[1] if isinstance(patience, tuple) else patience
        if patience and time.monotonic() - began > patience:
            raise requests.ReadTimeout("the answer came too late")
        return reply.status, reply.headers, reply.text

    return answer
