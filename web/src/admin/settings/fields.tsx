// The kinds of fields that settings have; each knows its value, its problem and who may change it.

import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";
import { useEditing } from "./context";
import type { Form } from "./form";

type Named<T> = { [K in keyof Form]: Form[K] extends T ? (T extends Form[K] ? K : never) : never }[keyof Form];

interface Words {
  label: string;
  hint?: string;
}

export function TextField({ name, label, hint, unit }: Words & { name: Named<string>; unit?: string }) {
  const { form, readOnly, wrong, write } = useEditing();
  return (
    <FormField label={label} description={hint} constraintText={unit} errorText={wrong(name)}>
      <Input
        value={form[name]}
        inputMode="decimal"
        readOnly={readOnly}
        onChange={({ detail }) => write({ [name]: detail.value.trim() })}
      />
    </FormField>
  );
}

export function EmailsField({ name, label, hint }: Words & { name: Named<string> }) {
  const { form, readOnly, wrong, write } = useEditing();
  return (
    <FormField label={label} description={hint} errorText={wrong(name)}>
      <Textarea
        value={form[name]}
        rows={3}
        spellcheck={false}
        readOnly={readOnly}
        onChange={({ detail }) => write({ [name]: detail.value })}
      />
    </FormField>
  );
}

export function SwitchField({
  name,
  label,
  hint,
  disabled = false,
}: {
  name: Named<boolean>;
  label: string;
  hint: ReactNode;
  disabled?: boolean;
}) {
  const { form, readOnly, write } = useEditing();
  return (
    <Toggle
      checked={form[name]}
      description={hint}
      readOnly={readOnly}
      disabled={disabled}
      onChange={({ detail }) => write({ [name]: detail.checked })}
    >
      {label}
    </Toggle>
  );
}
