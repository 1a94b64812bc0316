"""The service on the local cloud: deploy it, find its addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local import emulator_gaps, site
from local.build import ARCHITECTURE, TEMPLATE, build, last_line, sam
from local.cloud import KEPT, REGION, ROOT, LocalCloud, client, environment, running_port
from local.say import CannotGoOn, phase
from local.stage import cause

NAME = "kyc"
PARAMETERS = {
    "Architecture": ARCHITECTURE,
    "AllowPasswordSignIn": "true",
    # Scripts have no app for one-time passwords, and do not renew their tokens.
    "StaffMfa": "OPTIONAL",
    "StaffTokenMinutes": "60",
    "AllowPlainHttp": "true",
    "AllowLocalWebhooks": "true",
    "RetainData": "false",
    "PointInTimeRecovery": "false",
    "Sandbox": "true",
    "FaceidUrl": "sandbox",
    "SmsProvider": "sandbox",
}
DEPLOY_SECONDS = 300


@dataclass(frozen=True)
class Stack:
    """A deployed service: the stack's outputs, and clients of the cloud it is in."""

    port: int
    outputs: dict[str, str]

    @property
    def api_url(self) -> str:
        """On AWS the output ApiUrl; the emulator serves the same API below a path."""
        api, stage = self.outputs["RestApiId"], self.outputs["StageName"]
        return f"{_base(self.port)}/{api}/{stage}"

    @property
    def sandbox_url(self) -> str:
        """Of the pretend FaceID, which is an API of its own."""
        api, stage = self.outputs["SandboxApiId"], self.outputs["StageName"]
        return f"{_base(self.port)}/{api}/{stage}"

    @property
    def admin_url(self) -> str:
        """On AWS the output AdminUrl; the emulator knows a distribution by its first label."""
        label = self.outputs["AdminUrl"].removeprefix("https://").partition(".")[0]
        return f"http://{label}.cloudfront.localhost:{self.port}/"

    def client(self, service: str) -> Any:
        return client(service, self.port)

    def __getitem__(self, output: str) -> str:
        return self.outputs[output]


def deploy(cloud: LocalCloud, parameters: dict[str, str] | None = None) -> Stack:
    """Build if needed, create or update the stack, return its outputs."""
    build()
    given = PARAMETERS | (parameters or {})
    with phase("deploy to the local cloud"):
        done = sam(
            ["deploy", "--config-file", str(ROOT / "samconfig.toml"), "--config-env", "local"]
            + ["--template-file", str(TEMPLATE), "--parameter-overrides"]
            + [f"{name}={value}" for name, value in given.items()],
            environment(cloud.port),
            DEPLOY_SECONDS,
        )
        (cloud.log.parent / "deploy.log").write_text(done.stdout)
        if done.returncode:
            raise CannotGoOn(
                f"The deployment failed: {cause(cloud.client, NAME) or last_line(done.stdout)}"
            )
        stack = find(cloud.port)
        fill_gaps(stack)
    return stack


def publish_site(stack: Stack) -> None:
    """Build the admin page if needed and put it where the emulated CloudFront reads it."""
    local = f"http://127.0.0.1:{stack.port}"
    settings = site.config(stack.outputs, REGION)
    settings |= {"api": stack.api_url, "cognito": local, "sign_in": local}
    site.build()
    with phase("publish the admin page"):
        site.publish(stack.client, stack.outputs, settings)


@contextmanager
def any_stack() -> Iterator[tuple[Stack, Path]]:
    """The stack that `make run` runs, or one of its own for this long; and where its files are."""
    if port := running_port():
        yield find(port), KEPT
        return
    with LocalCloud() as cloud:
        yield deploy(cloud), cloud.log.parent


def fill_gaps(stack: Stack) -> None:
    """What the emulator leaves undone of the template."""
    api, stage = stack["RestApiId"], stack["StageName"]
    emulator_gaps.put_preflights(stack.client("apigateway"), api)
    emulator_gaps.put_gateway_responses(stack.client("apigateway"), api, stage)
    emulator_gaps.widen_rights(stack.client("iam"))
    emulator_gaps.know_sender(stack.client("sesv2"))
    emulator_gaps.put_addresses(stack.client("ssm"), _base(stack.port))
    emulator_gaps.put_page_addresses(
        stack.client, stack.outputs, stack.admin_url, f"http://127.0.0.1:{stack.port}"
    )


def _base(port: int) -> str:
    return f"http://127.0.0.1:{port}/_aws/execute-api"


def find(port: int, name: str = NAME) -> Stack:
    """The stack that runs in the cloud on `port`."""
    listed = client("cloudformation", port).describe_stacks(StackName=name)["Stacks"][0]["Outputs"]
    return Stack(port, {each["OutputKey"]: each["OutputValue"] for each in listed})
