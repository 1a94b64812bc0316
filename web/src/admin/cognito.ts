// The signed-in person's own account at Cognito: setting up an authenticator app.

import type { Config } from "../shared/config";

type Json = Record<string, unknown>;

export class CodeWrong extends Error {}

async function call(config: Config, action: string, body: Json): Promise<Json> {
  const answer = await fetch(config.cognito, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as Json;
  if (answer.ok) return told;
  const kind = String(told.__type ?? "");
  throw /CodeMismatch|EnableSoftwareTokenMFA|InvalidParameter/.test(kind) ? new CodeWrong(kind) : new Error(kind);
}

export async function isProtected(config: Config, AccessToken: string): Promise<boolean> {
  const { UserMFASettingList } = await call(config, "GetUser", { AccessToken });
  return Array.isArray(UserMFASettingList) && UserMFASettingList.includes("SOFTWARE_TOKEN_MFA");
}

// The secret that the authenticator app and Cognito are going to share.
export async function newSecret(config: Config, AccessToken: string): Promise<string> {
  const { SecretCode } = await call(config, "AssociateSoftwareToken", { AccessToken });
  return String(SecretCode);
}

// From the next sign-in on Cognito asks for a code; CodeWrong when this one does not fit.
export async function protect(config: Config, AccessToken: string, UserCode: string): Promise<void> {
  const { Status } = await call(config, "VerifySoftwareToken", { AccessToken, UserCode });
  if (Status !== "SUCCESS") throw new CodeWrong(String(Status));
  const on = { Enabled: true, PreferredMfa: true };
  await call(config, "SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: on });
}

export function otpAddress(secret: string, email: string): string {
  const issuer = encodeURIComponent("KYC");
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
}
