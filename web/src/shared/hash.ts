// The route is the address's fragment, path and filter alike (`#/queue?tier=1`): it survives a
// reload, can be sent to a colleague, and never reaches a server or its log.

import { useSyncExternalStore } from "react";

const subscribe = (onChange: () => void) => {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
};

const route = () => window.location.hash.replace(/^#?\/?/, "/");
const path = () => route().split("?")[0] || "/";
const search = () => route().split("?")[1] ?? "";

export function go(to: string, { replace = false } = {}): void {
  const address = `#${to}`;
  if (window.location.hash === address) return;
  if (replace) window.history.replaceState(null, "", address);
  else window.history.pushState(null, "", address);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

// The two hooks that wouter's Router takes.
export const useHashPath = (): [string, typeof go] => [useSyncExternalStore(subscribe, path), go];
export const useHashSearch = (): string => useSyncExternalStore(subscribe, search);

export const here = () => window.location.hash.replace(/^#/, "") || "/";
