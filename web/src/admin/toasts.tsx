// What just happened, on top of the page and to screen readers: `useToast().success("…")`.

import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useErrorText } from "./errors";
import { useShellTexts } from "./i18n/shell";

const STAYS_MS = 8_000;

interface Toasts {
  success: (text: string) => void;
  info: (text: string) => void;
  error: (error: unknown) => void;
}

const Say = createContext<Toasts | null>(null);
const Shown = createContext<FlashbarProps.MessageDefinition[]>([]);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const textOf = useErrorText();
  const { close } = useShellTexts();
  const add = useCallback((type: "success" | "info" | "error", content: ReactNode) => {
    const id = crypto.randomUUID();
    const dismiss = () => setItems((all) => all.filter((each) => each.id !== id));
    const item = { id, type, content, dismissible: true, dismissLabel: close, onDismiss: dismiss };
    setItems((all) => [item, ...all].slice(0, 4));
    if (type !== "error") setTimeout(dismiss, STAYS_MS);
  }, [close]);
  const say = useMemo(
    () => ({
      success: (text: string) => add("success", text),
      info: (text: string) => add("info", text),
      error: (error: unknown) => add("error", textOf(error)),
    }),
    [add, textOf],
  );
  return (
    <Say value={say}>
      <Shown value={items}>{children}</Shown>
    </Say>
  );
}

export function ToastList() {
  return <Flashbar items={useContext(Shown)} stackItems />;
}

export function useToast(): Toasts {
  const say = useContext(Say);
  if (!say) throw new Error("useToast outside of ToastProvider");
  return say;
}
