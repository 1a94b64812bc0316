// What is being written, kept in this tab through a reload and a sign-in: `useDraft("reject:sub_…")`.
// Gone when it was sent, at sign-out, and with the tab.

import { useCallback, useState } from "react";

const PREFIX = "kyc.draft.";

export function useDraft<T>(name: string, empty: T): [T, (value: T) => void, () => void] {
  const key = PREFIX + name;
  const [value, setValue] = useState<T>(() => read(key) ?? empty);
  const write = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  const forget = useCallback(() => {
    setValue(empty);
    sessionStorage.removeItem(key);
  }, [key, empty]);
  return [value, write, forget];
}

function read<T>(key: string): T | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as T);
}
