"""The front door of every slice: API Gateway has routed, this parses, calls, and answers.

A route is a plain function. Its parameters say what it needs, by name and type:

    @api.route("POST /v1/customers", may="manage_customers", status=201, codes=("busy",))
    def create_customer(caller: Caller, body: NewCustomer, once: Once) -> CustomerAnswer: ...

`may` is a permission (shared/permissions.py).
`body` and `query` are pydantic models, path parameters are strings, the return annotation is the
answer's model. `openapi.json` is generated from the same declarations (local/openapi.py).
"""

import base64
import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core.core_schema import ErrorType

from shared.admission import admitted
from shared.aws import is_outage
from shared.caller import Caller, caller_of
from shared.company_share import require_share
from shared.errors import ApiError, FieldError, KycError
from shared.ids import are_ids, customer_of
from shared.permissions import roles_with
from shared.reply import Once
from shared.telemetry import logger, metrics, place_of

# pydantic's own error types; every other code is a rule of ours (a PydanticCustomError).
SHAPE_CODES = frozenset(get_args(ErrorType))
MAX_BODY_BYTES = 256 * 1024
MAX_FIELD_NAME = 100
HEADERS = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Any page may read an answer: the right is the token, and no cookie ever stands in for it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Retry-After",
}
# (the refusal, the route, the caller's address) → what is answered.
Refusing = Callable[[ApiError, str, str], ApiError]
KEY_HOLDERS = frozenset({"company", "customer"})


class Body(BaseModel):
    """A request's JSON body: no unknown names, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class Query(BaseModel):
    """A request's query string, where every value arrives as text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Form(BaseModel):
    """A request's form body (`application/x-www-form-urlencoded`), as the text that was sent."""

    text: str


class Answer(BaseModel):
    """A response's JSON body."""

    media_type: ClassVar[str] = "application/json"

    def as_text(self) -> str:
        return self.model_dump_json()

    def headers(self) -> dict[str, str]:
        """What this answer needs beyond the headers of every answer."""
        return {"Content-Type": self.media_type}


class Csv(Answer):
    """A table as text; `filename` is what a browser saves it under."""

    media_type: ClassVar[str] = "text/csv"

    filename: str
    text: str

    def as_text(self) -> str:
        return self.text

    def headers(self) -> dict[str, str]:
        named = f'attachment; filename="{self.filename}"'
        return {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": named}


class Redirect(Answer):
    """303: the browser goes on there with a GET."""

    location: str

    def as_text(self) -> str:
        return ""

    def headers(self) -> dict[str, str]:
        return {"Location": self.location}


class Nothing(Answer):
    """`{}`: done, and there is nothing to say."""


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    handler: Callable[..., Any]
    may: str
    status: int
    codes: tuple[str, ...]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel]
    wants: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        """Whom the permission lets in."""
        return roles_with(self.may)

    def run(self, event: dict[str, Any]) -> tuple[int, str, dict[str, str]]:
        """Status, body, and headers of its own."""
        caller = caller_of(event)
        if tenant := caller.tenant_or_none:
            require_share(tenant.company_id)
        caller = admitted(caller)
        path = event.get("pathParameters") or {}
        caller.require(self.may, path)
        if not are_ids(path):
            raise ApiError("not_found")
        text = _body_text(event, form=bool(self.body and issubclass(self.body, Form)))
        once = self._once(event, caller, text, path)
        if earlier := once.earlier():
            return *earlier, {}
        given: dict[str, Any] = {**path, "caller": caller, "once": once}
        if self.body:
            given["body"] = _parse_body(self.body, text)
        if self.query:
            asked = dict(event.get("queryStringParameters") or {})
            if not self.roles & KEY_HOLDERS and "mode" not in self.query.model_fields:
                asked.pop("mode", None)  # read by shared/caller.py; a key has its mode built in
            given["query"] = _parse(self.query.model_validate, asked)
        try:
            answer = self.handler(**{name: given[name] for name in self.wants})
        except KycError:
            # A twin with the same key may have been answered while this one was looking.
            if kept := once.earlier():
                return *kept, {}
            raise
        return self.status, answer.as_text(), answer.headers()

    def _once(self, event: dict[str, Any], caller: Caller, text: str, path: dict[str, str]) -> Once:
        key = _header(event, "idempotency-key") if "once" in self.wants else None
        about = path.get("customer_id") or customer_of(path.get("submission_id", ""))
        route = f"{self.method} {event['path']}"
        return Once.of(caller.tenant_or_none, caller.sender, key, route, text, self.status, about)


class Api:
    """All routes of one Lambda function, and the handler that serves them.

    `refusing` may put another refusal in place of the one that an open route gives a stranger.
    """

    def __init__(self, refusing: Refusing | None = None) -> None:
        self.refusing = refusing
        self.routes: dict[tuple[str, str], Route] = {}

    def route(
        self, where: str, *, may: str, status: int = 200, codes: tuple[str, ...] = ()
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare `METHOD /path`; `codes` are the refusals beyond those every route has."""
        roles_with(may)  # a permission that does not exist stops the import
        method, path = where.split(" ")

        def declare(handler: Callable[..., Any]) -> Callable[..., Any]:
            types = inspect.get_annotations(handler, eval_str=True)
            answer = types.pop("return")
            self.routes[method, path] = Route(
                method=method,
                path=path,
                handler=handler,
                may=may,
                status=status,
                codes=codes,
                body=types.get("body"),
                query=types.get("query"),
                answer=answer,
                wants=frozenset(types),
            )
            return handler

        return declare

    def __call__(self, event: dict[str, Any], _context: Any) -> dict[str, Any]:
        request_id = event["requestContext"]["requestId"]
        route = self.routes[event["httpMethod"], event["resource"]]
        logger.append_keys(request_id=request_id, route=f"{route.method} {route.path}")
        code = None
        try:
            status, body, own = self._run(route, event)
        except Exception as error:  # noqa: BLE001  the last door: nothing may leave with its text
            refused = _refusal(error)
            status, code, own = refused.status, refused.code, refused.headers
            body = json.dumps(refused.body(request_id))
        logger.info("answered", extra={"status": status, "code": code})
        if metrics.metric_set:
            metrics.flush_metrics()
        return {"statusCode": status, "headers": HEADERS | own, "body": body}

    def _run(self, route: Route, event: dict[str, Any]) -> tuple[int, str, dict[str, str]]:
        try:
            return route.run(event)
        except ApiError as refused:
            if self.refusing is None or "anyone" not in route.roles:
                raise
            address = (event["requestContext"].get("identity") or {}).get("sourceIp") or ""
            raise self.refusing(refused, f"{route.method} {route.path}", address) from refused


def _refusal(error: Exception) -> ApiError:
    """What the caller is told of it; ours are logged, for none of them may go unseen."""
    if isinstance(error, ApiError):
        return error
    if is_outage(error):
        logger.warning("a service behind us failed", extra={"reason": place_of(error)})
        return ApiError("unavailable")
    logger.error("request failed", extra={"reason": place_of(error)})
    return ApiError("internal_error")


def field_errors(error: ValidationError, under: str = "") -> list[FieldError]:
    """What to correct, where, in words that never repeat the value that was sent."""
    found = []
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(part) for part in each["loc"] if not str(part).startswith("function-"))
        name = f"{under}{where}"[:MAX_FIELD_NAME].encode("utf-8", "replace").decode()
        found.append(FieldError(name, each["type"], each["msg"]))
    return found


def _parse_body(model: type[BaseModel], text: str) -> BaseModel:
    if issubclass(model, Form):
        return model(text=text)
    return _parse(model.model_validate_json, text)


def _parse(validate: Callable[[Any], BaseModel], given: Any) -> BaseModel:
    """A wrong shape is 400; a well-formed value that breaks a rule of ours is 422."""
    try:
        return validate(given)
    except ValidationError as error:
        fields = field_errors(error)
        if any(each.code == "json_invalid" for each in fields):
            raise ApiError("malformed_json") from None
        misshapen = any(each.code in SHAPE_CODES for each in fields)
        raise ApiError("invalid_request" if misshapen else "invalid_fields", fields) from None


def _body_text(event: dict[str, Any], *, form: bool) -> str:
    """API Gateway may hand a form over in base64; JSON never."""
    text: str = event.get("body") or ""
    if form and event.get("isBase64Encoded"):
        text = base64.b64decode(text).decode("utf-8", "replace")
    try:
        size_bytes = len(text.encode())
    except UnicodeEncodeError:
        raise ApiError("malformed_json") from None
    if size_bytes > MAX_BODY_BYTES:
        raise ApiError("body_too_large")
    if event.get("isBase64Encoded") and not form:
        raise ApiError("malformed_json")
    return text


def _header(event: dict[str, Any], name: str) -> str | None:
    headers = event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name), None)
