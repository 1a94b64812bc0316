// Live data, or what was made with test keys: chosen in the page's head, the same in every tab.

import { useSyncExternalStore } from "react";
import type { Mode } from "../shared/api/client";

const KEPT = "kyc.mode";
const listeners = new Set<() => void>();

export const currentMode = (): Mode => (localStorage.getItem(KEPT) === "test" ? "test" : "live");

export function chooseMode(mode: Mode): void {
  localStorage.setItem(KEPT, mode);
  for (const each of listeners) each();
}

export function useMode(): Mode {
  return useSyncExternalStore((onChange) => {
    listeners.add(onChange);
    window.addEventListener("storage", onChange);
    return () => {
      listeners.delete(onChange);
      window.removeEventListener("storage", onChange);
    };
  }, currentMode);
}
