"""Members of staff for as long as the walk lasts, who sign in as AWS's own caller lets them.

Real staff sign in on Cognito's pages, which a program cannot. Whoever has the rights on AWS can
make a client of the pool beside the page's, and sign in there by Cognito's interface for
administrators; the API believes the pool, whichever client asked. All of it goes at the end.
"""

import base64
import hashlib
import hmac
import json
import secrets
import struct
import time
from typing import Any

from local.operator import invite
from local.smoke.deployed import Deployed
from local.smoke.report import Wrong

FLOW = "ADMIN_USER_PASSWORD_AUTH"
CODE_SECONDS, CODE_DIGITS = 30, 6
Given = dict[str, Any]


class Staff:
    def __init__(self, deployed: Deployed) -> None:
        self._deployed, self._cognito = deployed, deployed.clients("cognito-idp")
        self._pool = {"UserPoolId": deployed.outputs["UserPoolId"]}
        # Cognito asks for three kinds of letters.
        self._password = f"Smoke-1-{secrets.token_urlsafe(18)}"
        self._emails: list[str] = []
        self._client = ""

    def sign_in(self, group: str, company_id: str) -> str:
        """The ID token of a new member of the company's staff."""
        email = f"smoke-{group}-{secrets.token_hex(4)}@example.com"
        self._emails.append(email)
        clients, outputs = self._deployed.clients, self._deployed.outputs
        invite(clients, outputs, email, group, company_id, self._password)
        token = self._token(email)
        if claims_of(token).get("custom:company_id") != company_id:
            raise Wrong("the token does not name the company: staff could do nothing")
        return token

    def leave(self) -> None:
        for email in self._emails:
            self._cognito.admin_delete_user(**self._pool, Username=email)
        if self._client:
            self._cognito.delete_user_pool_client(**self._pool, ClientId=self._client)

    def _token(self, email: str) -> str:
        given = {"USERNAME": email, "PASSWORD": self._password}
        answer = self._cognito.admin_initiate_auth(
            **self._pool, ClientId=self._client_id(), AuthFlow=FLOW, AuthParameters=given
        )
        if "AuthenticationResult" not in answer:
            answer = self._set_up_app(email, answer)
        token: str = answer["AuthenticationResult"]["IdToken"]
        return token

    def _set_up_app(self, email: str, answer: Given) -> Given:
        """Whoever is new where everybody needs a one-time password."""
        if answer["ChallengeName"] != "MFA_SETUP":
            raise Wrong(f"Cognito asks for {answer['ChallengeName']}, which a program cannot give")
        app = self._cognito.associate_software_token(Session=answer["Session"])
        verified = self._cognito.verify_software_token(
            Session=app["Session"], UserCode=one_time_code(app["SecretCode"], time.time())
        )
        done: Given = self._cognito.admin_respond_to_auth_challenge(
            **self._pool,
            ClientId=self._client_id(),
            ChallengeName="MFA_SETUP",
            Session=verified["Session"],
            ChallengeResponses={"USERNAME": email},
        )
        return done

    def _client_id(self) -> str:
        """Reads what the page's client reads, so that its tokens say what theirs say."""
        if not self._client:
            page = self._cognito.describe_user_pool_client(
                **self._pool, ClientId=self._deployed.outputs["UserPoolClientId"]
            )["UserPoolClient"]
            readable = page.get("ReadAttributes")
            made = self._cognito.create_user_pool_client(
                **self._pool,
                ClientName="smoke",
                ExplicitAuthFlows=[f"ALLOW_{FLOW}"],
                **({"ReadAttributes": readable} if readable else {}),
            )
            self._client = made["UserPoolClient"]["ClientId"]
        return self._client


def claims_of(token: str) -> Given:
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def one_time_code(secret: str, at: float) -> str:
    """What an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", int(at) // CODE_SECONDS), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)
