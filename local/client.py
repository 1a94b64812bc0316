"""A small client of the HTTP API, as a company's back end or a reviewer's page would use it."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import requests

from local.stack import Stack

# On a busy machine functions that are called for the first time start one after another.
TIMEOUT_SECONDS = 60
WAIT_SECONDS = 60

Json = dict[str, Any]


class Refused(Exception):
    """The API answered with an error; `status`, `code` and `error` are as it said."""

    def __init__(self, request: str, response: requests.Response) -> None:
        self.status = response.status_code
        try:
            self.error: Json = response.json()["error"]
        except (ValueError, KeyError, TypeError):
            self.error = {"code": "no_error_body", "message": response.text[:500]}
        self.code: str = self.error["code"]
        fields = self.error.get("fields") or []
        wrong = "; ".join(f"{each['field']}: {each['message']}" for each in fields)
        message = f"{request}: {self.status} {self.code}: {self.error['message']} {wrong}"
        super().__init__(message.rstrip())


class Api:
    """Requests with one bearer token (a company's key, or a reviewer's ID token)."""

    def __init__(self, base_url: str, token: str = "", **query: str) -> None:
        self.base_url, self.token = base_url, token
        self._query = query
        self._http = requests.Session()
        # Nobody's proxy or .netrc belongs between a client and its own machine.
        self._http.trust_env = "127.0.0.1" not in base_url
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Json:
        return self.send("GET", path, query=query)

    def post(self, path: str, body: Json | None = None, *, key: str = "") -> Json:
        return self.send("POST", path, body or {}, key=key)

    def patch(self, path: str, body: Json) -> Json:
        return self.send("PATCH", path, body)

    def delete(self, path: str) -> Json:
        return self.send("DELETE", path)

    def send(
        self, method: str, path: str, body: Json | None = None, *, key: str = "", query: Any = None
    ) -> Json:
        """One request; `key` is its Idempotency-Key. Refused on any status of 400 and above."""
        response = self._http.request(
            method,
            self.base_url + path,
            json=body,
            params=self._query | (query or {}),
            headers={"Idempotency-Key": key} if key else {},
            timeout=TIMEOUT_SECONDS,
        )
        if not response.ok:
            raise Refused(f"{method} {path}", response)
        answer: Json = response.json()
        return answer

    def upload(self, customer_id: str, kind: str, content: bytes, content_type: str) -> str:
        """Announce a file, send it to storage, have it accepted; returns its upload_id."""
        announced = {
            "kind": kind,
            "content_type": content_type,
            "size_bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        permit = self.post(f"/v1/customers/{customer_id}/uploads", announced)
        self.send_file(permit, content)
        upload_id: str = permit["upload_id"]
        self.post(f"/v1/customers/{customer_id}/uploads/{upload_id}/complete")
        return upload_id

    def send_file(self, permit: Json, content: bytes) -> None:
        """The presigned POST; storage knows no bearer token, and gets none."""
        with requests.Session() as storage:
            storage.trust_env = self._http.trust_env
            response = storage.post(
                permit["url"],
                data=permit["fields"],
                files={"file": content},
                timeout=TIMEOUT_SECONDS,
            )
        if not response.ok:
            raise Refused("POST to storage", response)


def sign_in(stack: Stack, email: str, password: str) -> str:
    """A staff member's ID token; only where the stack allows passwords (AllowPasswordSignIn)."""
    answer = stack.client("cognito-idp").initiate_auth(
        ClientId=stack["UserPoolClientId"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )
    token: str = answer["AuthenticationResult"]["IdToken"]
    return token


def wait_for[T](what: str, look: Callable[[], T | None], seconds: float = WAIT_SECONDS) -> T:
    """Look until there is something; TimeoutError names what never came."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"{what} did not happen within {seconds:g} seconds")


def wait_for_task(reviewer: Api, submission_id: str, revision: int) -> Json:
    """The task in the review queue: the machine puts it there a moment after a submission."""

    def look() -> Json | None:
        for task in reviewer.get("/v1/review/tasks", limit=100)["tasks"]:
            if (task["submission_id"], task["revision"]) == (submission_id, revision):
                return dict(task)
        return None

    return wait_for(f"the review of {submission_id}, revision {revision},", look)


def all_passed(reviewer: Api, submission_id: str) -> list[Json]:
    """An answer to each item of the task's checklist: the reviewer found everything in order."""
    opened = reviewer.get(f"/v1/review/tasks/{submission_id}")
    return [{"code": each["code"], "answer": "passed"} for each in opened["checklist"]]
