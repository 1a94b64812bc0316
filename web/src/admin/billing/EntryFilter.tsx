// Which lines of the statement are shown.

import Button from "@cloudscape-design/components/button";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { named } from "../../shared/i18n/core";
import { useBillingTexts } from "../i18n/billing";
import { type Filter, isDay, isFiltered, SERVICES, STATES, TYPES } from "./filter";

type Name = keyof Filter;

export function EntryFilter({ filter, onChange }: { filter: Filter; onChange: (next: Filter) => void }) {
  const { consumption: texts, services, types, states } = useBillingTexts();
  const change = (name: Name, value: string) => {
    const { [name]: _, ...others } = filter;
    onChange(value ? ({ ...others, [name]: value } as Filter) : others);
  };
  const choice = (name: Name, label: string, values: readonly string[], words: Record<string, string>) => {
    const options = [{ value: "", label: texts.all }, ...values.map((value) => ({ value, label: named(words, value) }))];
    return (
      <FormField label={label}>
        <Select
          options={options}
          selectedOption={options.find((each) => each.value === (filter[name] ?? "")) ?? null}
          onChange={({ detail }) => change(name, detail.selectedOption.value ?? "")}
        />
      </FormField>
    );
  };
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="end">
      <Day label={texts.from} value={filter.from ?? ""} onChange={(value) => change("from", value)} />
      <Day label={texts.to} value={filter.to ?? ""} onChange={(value) => change("to", value)} />
      {choice("type", texts.type, TYPES, types)}
      {choice("service", texts.service, SERVICES, services.names)}
      {choice("state", texts.state, STATES, states)}
      {isFiltered(filter) && <Button onClick={() => onChange({})}>{texts.clear}</Button>}
    </SpaceBetween>
  );
}

// While a day is being typed it filters nothing.
function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const { consumption: texts } = useBillingTexts();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  return (
    <FormField label={label}>
      <DateInput
        value={typed}
        format="iso"
        inputFormat="iso"
        placeholder={texts.dateHint}
        onChange={({ detail }) => {
          setTyped(detail.value);
          if (detail.value === "" || isDay(detail.value)) onChange(detail.value);
        }}
      />
    </FormField>
  );
}
