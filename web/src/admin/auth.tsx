// Reviewers sign in at Cognito's own pages: code + PKCE, refresh tokens that work once, everything
// in this tab's storage only. When a session ends, the page stays: somebody may be writing.

import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useAuth } from "react-oidc-context";
import permissions from "../shared/api/gen/permissions.json";
import type { Config } from "../shared/config";
import { here } from "../shared/hash";

export const ROLES = ["reviewer", "billing", "admin", "operator"] as const;
export type Role = (typeof ROLES)[number];

export type Permission = keyof typeof permissions;

// As the API's own table has it (functions/shared/permissions.py); the API refuses by itself, this
// only hides what it would refuse.
export const may = (me: Me, permission: Permission): boolean =>
  me.roles.some((role) => (permissions[permission] as string[]).includes(role));

export interface Me {
  id: string;
  name: string;
  email: string;
  company: string;
  roles: Role[];
}

export function managerOf(config: Config): UserManager {
  return new UserManager({
    authority: `${config.cognito}/${config.user_pool}`,
    client_id: config.client,
    redirect_uri: pageAddress(),
    scope: "openid email profile aws.cognito.signin.user.admin",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 120,
    // Given, so that signing in needs no discovery.
    metadata: {
      issuer: `${config.cognito}/${config.user_pool}`,
      authorization_endpoint: `${config.sign_in}/oauth2/authorize`,
      token_endpoint: `${config.sign_in}/oauth2/token`,
      revocation_endpoint: `${config.sign_in}/oauth2/revoke`,
    },
  });
}

// After Cognito has sent the reviewer back: forget the code, return to where they were.
export function returnToRoute(user: { state?: unknown } | undefined): void {
  const wanted = typeof user?.state === "string" ? user.state : "/";
  window.history.replaceState(null, "", `${window.location.pathname}#${wanted}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

// The API said 401: the token has ended, whatever the clock of this machine thinks.
export const EXPIRED = "kyc:expired";

export function useSession() {
  const auth = useAuth();
  const token = auth.user?.id_token;
  const [refused, setRefused] = useState<string>();
  const [known, setKnown] = useState<Me | null>(null);
  const profile = auth.user?.profile;
  const me = useMemo(() => (profile ? meOf(profile) : null), [profile]);
  useEffect(() => {
    if (me) setKnown(me);
  }, [me]);
  useEffect(() => {
    const refuse = () => setRefused(token);
    window.addEventListener(EXPIRED, refuse);
    return () => window.removeEventListener(EXPIRED, refuse);
  }, [token]);
  const { signinRedirect } = auth;
  const signIn = useCallback(() => signinRedirect({ state: here() }), [signinRedirect]);
  return {
    // Whoever was here keeps the page: they may have been writing.
    me: me ?? known,
    ended: (token !== undefined && refused === token) || (known !== null && !auth.isAuthenticated && !auth.isLoading),
    loading: auth.isLoading || auth.activeNavigator === "signinRedirect",
    error: auth.error && !known ? auth.error : undefined,
    signIn,
  };
}

// Cognito's sign-out is not the standard one: it wants the client's id and a listed address.
export async function signOut(manager: UserManager, config: Config): Promise<void> {
  await manager.revokeTokens(["refresh_token"]).catch(() => undefined);
  await manager.removeUser();
  sessionStorage.clear();
  const query = new URLSearchParams({ client_id: config.client, logout_uri: pageAddress() });
  window.location.assign(`${config.sign_in}/logout?${query}`);
}

// The API judges by the ID token, which carries the company and the groups.
export async function idToken(manager: UserManager): Promise<string | undefined> {
  const user = await manager.getUser();
  if (user?.expired) return (await manager.signinSilent().catch(() => null))?.id_token;
  return user?.id_token;
}

function meOf(profile: Record<string, unknown>): Me {
  const groups = profile["cognito:groups"];
  const listed = Array.isArray(groups) ? groups.map(String) : [];
  const email = String(profile.email ?? "");
  return {
    id: String(profile.sub),
    name: String(profile.name ?? email),
    email,
    company: String(profile["custom:company_id"] ?? ""),
    roles: ROLES.filter((role) => listed.includes(role)),
  };
}

function pageAddress(): string {
  return `${window.location.origin}/`;
}
