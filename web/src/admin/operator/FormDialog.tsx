// A dialog of a few fields, then what is going to happen, then the act. What was written outlives a
// refusal and a sign-in; pressed twice, or sent again after a lost answer, it happens once.

import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { Refusal } from "../../shared/api/client";
import { Dialog } from "../components/Dialog";
import { useDraft } from "../draft";
import { useOperatorTexts } from "../i18n/operator";
import { useAct } from "./asks";

export interface Field {
  // As the API calls it, so that what it says of a field stands there.
  name: string;
  label: string;
  hint?: string;
  kind?: "line" | "text" | "day";
  // What the API takes.
  accepts: (value: string) => boolean;
  wrong?: string;
  mayBeEmpty?: boolean;
  options?: { value: string; label: string }[];
}

export type Values = Record<string, string>;

interface Props<Out> {
  // Of the draft.
  name: string;
  title: string;
  action: string;
  about?: ReactNode;
  fields: Field[];
  // What is to be read again before it happens; without it one step is enough.
  check?: (values: Values) => KeyValuePairsProps.Item[];
  // What cannot be undone, and how it is mended.
  final?: ReactNode;
  said: (done: Out) => string;
  send: (values: Values, once: string) => Promise<Out>;
  onClose: () => void;
}

const EMPTY = { values: {} as Values, once: "" };

export function FormDialog<Out>({ name, title, action, about, fields, check, final, said, send, onClose }: Props<Out>) {
  const { next } = useOperatorTexts();
  const [draft, setDraft, forget] = useDraft(`operator:${name}`, EMPTY);
  const [checking, setChecking] = useState(false);
  const { values } = draft;
  const act = useAct(() => send(values, draft.once), said, () => {
    forget();
    onClose();
  });
  const isGood = (field: Field) => {
    const value = values[field.name] ?? "";
    return value ? field.accepts(value) : field.mayBeEmpty === true;
  };
  // Another content is another request.
  const write = (field: string, value: string) => {
    act.reset();
    setDraft({ values: { ...values, [field]: value }, once: crypto.randomUUID() });
  };
  const isLast = checking || !check;
  return (
    <Dialog
      title={title}
      action={isLast ? action : next}
      pending={act.isPending}
      disabled={!fields.every(isGood)}
      error={act.error}
      onAct={() => (isLast ? act.mutate(undefined) : setChecking(true))}
      onClose={onClose}
      {...(checking ? { onBack: () => setChecking(false) } : {})}
    >
      {!checking && about}
      {checking && check ? (
        <KeyValuePairs columns={2} items={check(values)} />
      ) : (
        fields.map((field) => (
          <FormField
            key={field.name}
            label={field.label}
            description={field.hint}
            errorText={told(act.error, field.name) || (values[field.name] && !isGood(field) ? field.wrong : "")}
          >
            <Entry field={field} value={values[field.name] ?? ""} onChange={(value) => write(field.name, value)} />
          </FormField>
        ))
      )}
      {isLast && final}
    </Dialog>
  );
}

function Entry({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  const { dayHint } = useOperatorTexts();
  const { kind, options } = field;
  const change = ({ detail }: { detail: { value: string } }) => onChange(detail.value);
  if (options) {
    const chosen = options.find((each) => each.value === value) ?? null;
    return (
      <Select
        options={options}
        selectedOption={chosen}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
      />
    );
  }
  if (kind === "text") return <Textarea value={value} rows={3} onChange={change} />;
  if (kind === "day") {
    return <DateInput value={value} format="iso" inputFormat="iso" placeholder={dayHint} onChange={change} />;
  }
  return <Input value={value} onChange={change} />;
}

function told(error: unknown, field: string): string {
  if (!(error instanceof Refusal)) return "";
  return error.fields.find((each) => each.field === field)?.message ?? "";
}
