"""The pretend FaceID of the deployed stack, as whoever has the contract's secret may ask it."""

from dataclasses import dataclass
from urllib.parse import urlencode

import requests

from local import automatic
from local.client import TIMEOUT_SECONDS
from local.stack import Stack
from sandbox.wire import signed
from tests.e2e.steps import PERSONAL, Json


@dataclass(frozen=True)
class Faceid:
    """What the pretend FaceID tells whoever has the contract's secret."""

    url: str
    secret: str

    @classmethod
    def of(cls, stack: Stack) -> "Faceid":
        url = stack.client("ssm").get_parameter(Name="/kyc/sandbox-url")["Parameter"]["Value"]
        secret = automatic.faceid_secret(stack)
        PERSONAL.add(secret)
        return cls(str(url), secret)

    def ask(self, path: str, asked: Json | None = None, **query: str) -> requests.Response:
        with requests.Session() as http:
            http.trust_env = "127.0.0.1" not in self.url
            answer = http.request(
                "GET" if asked is None else "POST",
                f"{self.url}/__sim/{path}",
                json=asked,
                params=query,
                headers={"Authorization": f"Bearer {self.secret}"},
                timeout=TIMEOUT_SECONDS,
            )
        answer.raise_for_status()
        return answer

    def bill(self, company_id: str) -> list[Json]:
        lines = self.ask("billing").json()["lines"]
        return [each for each in lines if each["biz_no"].startswith(f"{company_id}.")]

    def break_down(self, path: str, fault: str, times: int, **more: float) -> None:
        self.ask("faults", {"path": path, "fault": fault, "times": times} | more)

    def form(self, secret: str = "", **biz_info: str) -> str:
        """A callback's body, signed as FaceID does."""
        data, sign = signed(secret or self.secret, {"status": "OK", "biz_info": biz_info})
        return urlencode({"data": data, "sign": sign})
