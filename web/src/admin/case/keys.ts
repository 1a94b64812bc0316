// The case by keyboard, for those who want it: J and K to the next and the one before, C to the
// checklist, A, V and R to decide. Off while somebody types or a dialog is open.

import { useEffect, useRef, useState } from "react";

const KEPT = "kyc.keys";
export const SHORTCUTS = ["j", "k", "c", "a", "v", "r"] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

export function useKeysSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEPT) !== "off");
  return [
    on,
    (next) => {
      localStorage.setItem(KEPT, next ? "on" : "off");
      setOn(next);
    },
  ];
}

export function useKeys(on: boolean, actions: Partial<Record<Shortcut, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isBusy(event.target)) return;
      const action = latest.current[event.key.toLowerCase() as Shortcut];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on]);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][class*="awsui_dialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  const typing = "input:not([type=radio]):not([type=checkbox]), textarea, select, video, [contenteditable=true]";
  return target.matches(typing) || target.closest('[role="listbox"], [role="menu"]') !== null;
}
