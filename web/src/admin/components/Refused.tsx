// A refused write, in the place where it was asked for. Who was first is named where the API says
// so, and what was read before is then outdated.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Refusal } from "../../shared/api/client";
import { useFormats } from "../../shared/i18n/format";
import { useErrorText } from "../errors";
import { useShellTexts } from "../i18n/shell";

export function Refused({ error, onReload }: { error: unknown; onReload: () => void }) {
  const texts = useShellTexts();
  const { moment } = useFormats();
  const textOf = useErrorText();
  if (!error) return null;
  const outdated = error instanceof Refusal && error.status === 409;
  const first = outdated ? firstOf(error.details.decision) : undefined;
  return (
    <Alert
      type={outdated ? "warning" : "error"}
      header={texts.errors.title}
      action={outdated && <Button onClick={onReload}>{texts.reload}</Button>}
    >
      {textOf(error)}
      {first && ` ${texts.first(first.decided_by, moment(first.decided_at))}`}
    </Alert>
  );
}

interface First {
  decided_by: string;
  decided_at: string;
}

function firstOf(decision: unknown): First | undefined {
  const { decided_by: by, decided_at: at } = (decision ?? {}) as Record<string, unknown>;
  if (typeof by !== "string" || typeof at !== "string") return undefined;
  return { decided_by: by, decided_at: at };
}
