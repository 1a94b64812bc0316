"""API Gateway in this process: the template's routes, authorizers and gateway responses."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from local.world.functions import FunctionFailed, invoke
from local.world.template import ACCOUNT, REGION, template

# The logical id of the API that this product is; another one is the sandbox's.
PRODUCT = "Api"
API_ARN = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:world"


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    function: str
    authorizer: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.path)))


@dataclass(frozen=True)
class Reply:
    """What a client of the API receives."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def error(self) -> dict[str, Any]:
        """The error that came instead of an answer."""
        return dict(self.json["error"])

    @property
    def code(self) -> str:
        return str(self.error["code"]) if self.status >= 400 else ""


@cache
def routes(api: str = PRODUCT) -> tuple[Route, ...]:
    """Of that API's definition; plain paths before those with parameters, as in AWS."""
    properties = template().of_type("AWS::Serverless::Api")[api]
    default = properties.get("Auth", {}).get("DefaultAuthorizer", "NONE")
    found = [
        Route(method.upper(), path, _function_of(asked), _authorizer_of(asked) or default)
        for path, methods in properties["DefinitionBody"]["paths"].items()
        for method, asked in methods.items()
    ]
    return tuple(sorted(found, key=lambda route: route.path.count("{")))


def _function_of(asked: dict[str, Any]) -> str:
    uri: str = asked["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
    return uri.rpartition("${")[2].partition(".")[0]


def _authorizer_of(asked: dict[str, Any]) -> str:
    return next((name for each in asked.get("security", []) for name in each), "")


class Gateway:
    """`claims_of` gives the claims of a signed-in staff member's token, or None.

    `api` is the API's logical id.

    `served` is what the functions answered so far, with the route of each.
    """

    def __init__(
        self, claims_of: Callable[[str], dict[str, str] | None], api: str = PRODUCT
    ) -> None:
        self._claims_of = claims_of
        self._api = api
        self.served: list[tuple[Route, Reply]] = []

    def get(self, path: str, token: str = "", **more: Any) -> Reply:
        return self.request("GET", path, token, **more)

    def post(self, path: str, json: Any = None, token: str = "", **more: Any) -> Reply:
        return self.request("POST", path, token, json=json, **more)

    def put(self, path: str, json: Any = None, token: str = "", **more: Any) -> Reply:
        return self.request("PUT", path, token, json=json, **more)

    def patch(self, path: str, json: Any = None, token: str = "", **more: Any) -> Reply:
        return self.request("PATCH", path, token, json=json, **more)

    def delete(self, path: str, token: str = "", **more: Any) -> Reply:
        return self.request("DELETE", path, token, **more)

    def request(
        self,
        method: str,
        path: str,
        token: str = "",
        *,
        json: Any = None,
        text: str | None = None,
        query: Mapping[str, str | list[str]] | None = None,
        headers: dict[str, str] | None = None,
        key: str | None = None,
        identity: dict[str, str] | None = None,
    ) -> Reply:
        """`json` or a raw `text` is the body; `key` is the Idempotency-Key.

        `query` may name several values of one name. `identity` is what API Gateway knows of the
        connection.
        """
        sent = {"Content-Type": "application/json"} | (headers or {})
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        sent |= {"Idempotency-Key": key} if key is not None else {}
        body = text if text is not None else _dumps(json)
        found = _match(self._api, method, path)
        if not found:
            return _gateway_answer("MISSING_AUTHENTICATION_TOKEN")
        route, parameters = found
        event = _event(route, path, parameters, sent, query or {}, body)
        event["requestContext"]["identity"] |= identity or {}
        if refusal := self._authorize(route, event):
            return refusal
        reply = _serve(route, event)
        self.served.append((route, reply))
        return reply

    def _authorize(self, route: Route, event: dict[str, Any]) -> Reply | None:
        """Adds who it is to the event, or answers as the gateway does for strangers."""
        if route.authorizer == "NONE":
            return None
        authorization = event["headers"].get("Authorization")
        if not authorization:
            return _gateway_answer("UNAUTHORIZED")
        if route.authorizer == "StaffAuthorizer":
            claims = self._claims_of(authorization.removeprefix("Bearer "))
            event["requestContext"]["authorizer"] = {"claims": claims}
            return None if claims else _gateway_answer("UNAUTHORIZED")
        try:
            answer = _ask_authorizer(route, event)
        except FunctionFailed:
            return _gateway_answer("AUTHORIZER_FAILURE")
        if answer["policyDocument"]["Statement"][0]["Effect"] != "Allow":
            return _gateway_answer("ACCESS_DENIED")
        context = {name: str(value) for name, value in answer["context"].items()}
        told = context | {"principalId": answer["principalId"], "integrationLatency": 1}
        event["requestContext"]["authorizer"] = told
        return None


def _ask_authorizer(route: Route, event: dict[str, Any]) -> dict[str, Any]:
    """The function that the template names, with a REQUEST event; its answer has a known shape."""
    authorizers = template().of_type("AWS::Serverless::Api")["Api"]["Auth"]["Authorizers"]
    arn = template().resolve(authorizers[route.authorizer]["FunctionArn"])
    function = next(name for name in template().functions() if template().arn(name) == arn)
    method_arn = f"{API_ARN}/dev/{route.method}{event['path']}"
    asked = {"type": "REQUEST", "methodArn": method_arn, **event, "body": None}
    return dict(invoke(function, asked))


def _serve(route: Route, event: dict[str, Any]) -> Reply:
    try:
        answer = invoke(route.function, event)
        listed = answer.get("multiValueHeaders") or {}
        headers = {name: ", ".join(values) for name, values in listed.items()}
        headers |= answer.get("headers") or {}
        return Reply(int(answer["statusCode"]), headers, answer["body"])
    except FunctionFailed:
        return _gateway_answer("DEFAULT_5XX", 502)


def _match(api: str, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    for route in routes(api):
        found = route.pattern.fullmatch(path)
        if found and route.method == method:
            return route, {name: unquote(value) for name, value in found.groupdict().items()}
    return None


def _event(
    route: Route,
    path: str,
    parameters: dict[str, str],
    headers: dict[str, str],
    query: Mapping[str, str | list[str]],
    body: str | None,
) -> dict[str, Any]:
    """The proxy event of a REST API: what is empty is null; of several values the last counts."""
    asked = {name: [each] if isinstance(each, str) else each for name, each in query.items()}
    return {
        "resource": route.path,
        "path": unquote(path),
        "httpMethod": route.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: each[-1] for name, each in asked.items()} or None,
        "multiValueQueryStringParameters": asked or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "requestId": str(uuid4()),
            "resourcePath": route.path,
            "httpMethod": route.method,
            "stage": "dev",
            "identity": {"sourceIp": "203.0.113.7"},
        },
        "body": body,
        "isBase64Encoded": False,
    }


def _gateway_answer(kind: str, status: int | None = None) -> Reply:
    """An answer that no function of ours gives: the template's GatewayResponses."""
    answer = template().of_type("AWS::Serverless::Api")["Api"]["GatewayResponses"][kind]
    body = answer["ResponseTemplates"]["application/json"]
    text = body.replace("$context.requestId", str(uuid4()))
    given = answer["ResponseParameters"]["Headers"]
    headers = {name: value.strip("'") for name, value in given.items()}
    return Reply(int(answer.get("StatusCode", status or 500)), headers, text)


def _dumps(body: Any) -> str | None:
    return None if body is None else json.dumps(body, ensure_ascii=False)
