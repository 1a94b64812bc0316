// One field of a submission, as staff write it for a customer.

import Autosuggest from "@cloudscape-design/components/autosuggest";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import type { ItemNeed } from "../../shared/api/gen";
import { COUNTRIES, WITHOUT_NATIONALITY } from "../../shared/i18n/countries";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";
import { PARTS, shapeOf, type Written } from "./fields";

// Suggested; any other currency of ISO 4217 can be typed.
const CURRENCIES = ["THB", "CNY", "USD", "EUR", "SGD", "HKD", "MYR", "MMK", "LAK", "KHR", "VND", "JPY", "GBP", "USDT"];

export interface Writing {
  written: Written;
  // By the same names, what the API said of each.
  refused: Record<string, string>;
  write: (name: string, text: string) => void;
}

export function FieldInput({ need, ...writing }: { need: ItemNeed } & Writing) {
  const { items } = useWordsTexts();
  const shape = shapeOf(need.item);
  if (shape === "address") return <AddressInput need={need} {...writing} />;
  if (shape === "money") return <MoneyInput need={need} {...writing} />;
  const { item, comment } = need;
  const label = need.label || named(items, item);
  return (
    <FormField label={label} description={comment} errorText={writing.refused[item]} stretch={shape === "long"}>
      <Value name={item} {...writing} />
    </FormField>
  );
}

function Value({ name, written, write }: { name: string } & Writing) {
  const { choices } = useWordsTexts();
  const shape = shapeOf(name);
  const value = written[name] ?? "";
  if (shape === "country") {
    const more = name === "nationality" ? Object.keys(WITHOUT_NATIONALITY) : [];
    return <CountryInput value={value} more={more} onChange={(code) => write(name, code)} />;
  }
  if (shape === "day") {
    return (
      <DateInput value={value} format="iso" placeholder="YYYY-MM-DD" onChange={({ detail }) => write(name, detail.value)} />
    );
  }
  if (shape === "long") {
    return <Textarea value={value} rows={2} onChange={({ detail }) => write(name, detail.value)} />;
  }
  if (shape === "choice") {
    const options = Object.entries(choices[name] ?? {}).map(([id, label]) => ({ value: id, label }));
    return (
      <Select
        options={options}
        selectedOption={options.find((each) => each.value === value) ?? null}
        onChange={({ detail }) => write(name, detail.selectedOption.value ?? "")}
      />
    );
  }
  return <Input value={value} onChange={({ detail }) => write(name, detail.value)} />;
}

interface CountryInputProps {
  value: string;
  // Codes of three letters that are no countries.
  more?: string[];
  onChange: (code: string) => void;
}

// A code of two letters: one of those that are common here, or any other.
function CountryInput({ value, more = [], onChange }: CountryInputProps) {
  const { submit: texts } = useCustomerTexts();
  const { country } = useFormats();
  return (
    <Autosuggest
      value={value}
      placeholder="TH"
      options={[...COUNTRIES, ...more].map((code) => ({ value: code, label: code, description: country(code) }))}
      enteredTextLabel={(text) => country(text.toUpperCase())}
      ariaLabel={texts.country}
      onChange={({ detail }) => onChange(detail.value.toUpperCase().slice(0, more.length ? 3 : 2))}
    />
  );
}

function AddressInput({ need: { item, label, comment }, ...writing }: { need: ItemNeed } & Writing) {
  const { submit: texts } = useCustomerTexts();
  return (
    <FormField label={label} description={comment} errorText={writing.refused[item]} stretch>
      <ColumnLayout columns={3}>
        {PARTS.map((part) => {
          const name = `${item}.${part}`;
          const value = writing.written[name] ?? "";
          return (
            <FormField key={part} label={texts.parts[part]} errorText={writing.refused[name]}>
              {part === "country" ? (
                <CountryInput value={value} onChange={(code) => writing.write(name, code)} />
              ) : (
                <Input value={value} onChange={({ detail }) => writing.write(name, detail.value)} />
              )}
            </FormField>
          );
        })}
      </ColumnLayout>
    </FormField>
  );
}

function MoneyInput({ need: { item, label, comment }, refused, written, write }: { need: ItemNeed } & Writing) {
  const { submit: texts } = useCustomerTexts();
  const [amount, currency] = [`${item}.amount`, `${item}.currency`];
  return (
    <FormField label={label} description={comment} errorText={refused[item] ?? refused[amount] ?? refused[currency]}>
      <ColumnLayout columns={2}>
        <Input
          value={written[amount] ?? ""}
          inputMode="decimal"
          ariaLabel={texts.amount}
          onChange={({ detail }) => write(amount, detail.value)}
        />
        <Autosuggest
          value={written[currency] ?? ""}
          placeholder="THB"
          options={CURRENCIES.map((value) => ({ value }))}
          enteredTextLabel={(text) => text.toUpperCase()}
          ariaLabel={texts.currency}
          onChange={({ detail }) => write(currency, detail.value.toUpperCase().slice(0, 4))}
        />
      </ColumnLayout>
    </FormField>
  );
}
