"""What the template says and ministack does not do, done with the calls that it does understand.

Everything here is read from the template or from what was deployed, so a mistake in either shows.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from samcli.yamlhelper import yaml_parse  # type: ignore[import-untyped]

from local.cloud import ROOT

AWS_ADDRESS = re.compile(r"https://(\w+)\.execute-api\.[\w-]+\.amazonaws\.com")
AWS_ORIGIN = re.compile(r"https://[\w.-]+\.amazon(aws|cognito)\.com")
NAMELESS = {"states:SendTaskSuccess", "ses:SendEmail"}
WIDENED = "widened-for-the-emulator"


def put_gateway_responses(apigateway: Any, api_id: str, stage: str) -> None:
    """The API's own refusals: SAM writes them into an OpenAPI body that only AWS reads whole."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    answers = template["Resources"]["Api"]["Properties"]["GatewayResponses"]
    for name, answer in answers.items():
        headers = answer["ResponseParameters"]["Headers"]
        given: dict[str, Any] = {
            "responseTemplates": answer["ResponseTemplates"],
            "responseParameters": {
                f"gatewayresponse.header.{header}": value for header, value in headers.items()
            },
        }
        if "StatusCode" in answer:
            given["statusCode"] = str(answer["StatusCode"])
        apigateway.put_gateway_response(restApiId=api_id, responseType=name, **given)
    apigateway.create_deployment(restApiId=api_id, stageName=stage)


def put_preflights(apigateway: Any, api_id: str) -> None:
    """What SAM makes of the API's Cors, in the same body: answers to a browser asking first."""
    cors = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]["Api"]["Properties"][
        "Cors"
    ]
    headers = {
        "Access-Control-Allow-Origin": cors["AllowOrigin"],
        "Access-Control-Allow-Methods": cors["AllowMethods"],
        "Access-Control-Allow-Headers": cors["AllowHeaders"],
        "Access-Control-Max-Age": cors["MaxAge"],
    }
    given = {f"method.response.header.{name}": value for name, value in headers.items()}
    for page in apigateway.get_paginator("get_resources").paginate(restApiId=api_id):
        for resource in page["items"]:
            if "OPTIONS" in resource.get("resourceMethods", {}):
                apigateway.put_integration_response(
                    restApiId=api_id,
                    resourceId=resource["id"],
                    httpMethod="OPTIONS",
                    statusCode="200",
                    responseParameters=given,
                )


def know_sender(sesv2: Any) -> None:
    """What is done by hand on AWS, once in an account: the sender of mails is verified."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    sender = template["Parameters"]["SenderEmail"]["Default"]
    with suppress(sesv2.exceptions.AlreadyExistsException):
        sesv2.create_email_identity(EmailIdentity=sender)


def put_addresses(ssm: Any, api_base: str) -> None:
    """AWS serves an API at a name of its own; the emulator serves all of them below `api_base`."""
    for listed in ssm.get_paginator("describe_parameters").paginate():
        for name in (each["Name"] for each in listed["Parameters"]):
            value = ssm.get_parameter(Name=name)["Parameter"]["Value"]
            local = AWS_ADDRESS.sub(rf"{api_base}/\1", value)
            if local != value:
                ssm.put_parameter(Name=name, Value=local, Type="String", Overwrite=True)


def put_page_addresses(
    clients: Callable[[str], Any], outputs: dict[str, str], page: str, cloud: str
) -> None:
    """The page's own address where sign-in returns to, and ours where its policy names AWS's.

    The policy itself is the template's: only the addresses in it become the emulator's one.
    """
    cognito = clients("cognito-idp")
    ids = {"UserPoolId": outputs["UserPoolId"], "ClientId": outputs["UserPoolClientId"]}
    client = cognito.describe_user_pool_client(**ids)["UserPoolClient"]
    known = cognito.meta.service_model.operation_model("UpdateUserPoolClient").input_shape.members
    kept = {name: value for name, value in client.items() if name in known and value}
    # A parameter is a text there until somebody says what it is.
    kept |= {name: int(value) for name, value in kept.items() if name.endswith("TokenValidity")}
    cognito.update_user_pool_client(**kept | {"CallbackURLs": [page], "LogoutURLs": [page]})

    cloudfront, policy = clients("cloudfront"), outputs["AdminHeadersId"]
    found = cloudfront.get_response_headers_policy_config(Id=policy)
    config = found["ResponseHeadersPolicyConfig"]
    rule = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]
    rule["ContentSecurityPolicy"] = AWS_ORIGIN.sub(cloud, rule["ContentSecurityPolicy"])
    cloudfront.update_response_headers_policy(
        Id=policy, IfMatch=found["ETag"], ResponseHeadersPolicyConfig=config
    )


def widen_rights(iam: Any) -> None:
    """AWS knows which machine a task token is of, and who sends an e-mail.

    ministack does not, and asks for the right on anything. Roles that have such a right on
    something named, or for one sender, get it on anything; a role without it still has none.
    """
    for role in iam.list_roles()["Roles"]:
        widen_role(iam, role["RoleName"])


def widen_role(iam: Any, name: str) -> None:
    for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        given = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        actions = {action for each in given["Statement"] for action in _nameless(each)}
        if actions and policy != WIDENED:
            wide = [{"Effect": "Allow", "Action": sorted(actions), "Resource": "*"}]
            document = json.dumps({"Version": "2012-10-17", "Statement": wide})
            iam.put_role_policy(RoleName=name, PolicyName=WIDENED, PolicyDocument=document)


def _nameless(statement: dict[str, Any]) -> set[str]:
    """The statement's actions on resources that the emulator cannot name."""
    named = "*" not in _listed(statement.get("Resource", "*"))
    return NAMELESS.intersection(_listed(statement["Action"])) if named else set()


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
