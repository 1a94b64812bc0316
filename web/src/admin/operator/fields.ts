// The fields of the operators' dialogs, with what the API takes in each.

import { useOperatorTexts } from "../i18n/operator";
import type { Field } from "./FormDialog";

const amount = (places: number, sign = "") => {
  const pattern = new RegExp(`^${sign}(0|[1-9]\\d{0,11})(\\.\\d{1,${places}})?$`);
  return (value: string) => pattern.test(value) && /[1-9]/.test(value);
};
const matches = (pattern: RegExp) => (value: string) => pattern.test(value);
const RATE = /^(0|[1-9]\d{0,5})(\.\d{1,8})?$/;

export function useFields() {
  const { fields: texts, suspension, policies, services } = useOperatorTexts();
  const chosen = (words: Record<string, string>) => ({
    options: Object.entries(words).map(([value, label]) => ({ value, label })),
    accepts: (value: string) => value in words,
  });
  const reason: Field = {
    name: "reason",
    ...texts.reason,
    kind: "text",
    accepts: (value) => value.trim().length >= 3 && value.trim().length <= 500,
  };
  return {
    name: { name: "name", ...texts.name, accepts: (value) => value.trim() !== "" && value.trim().length <= 100 },
    adminEmail: { name: "administrator.email", ...texts.adminEmail, accepts: matches(/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/) },
    adminName: { name: "administrator.name", ...texts.adminName, accepts: matches(/^(?=.*\S)[^<>@:/\\\p{Cc}\p{Cf}]{1,100}$/u) },
    policy: { name: "policy", ...texts.policy, ...chosen(policies) },
    usdt: { name: "amount", ...texts.usdt, accepts: amount(6) },
    reference: { name: "reference", ...texts.reference, accepts: matches(/^[!-~]{1,100}$/) },
    signed: { name: "amount", ...texts.signed, accepts: amount(4, "-?") },
    reason,
    standing: { ...reason, ...suspension.reason },
    service: { name: "service", ...texts.service, ...chosen(services) },
    price: { name: "price", ...texts.price, accepts: amount(4) },
    rate: { name: "cny_per_usdt", ...texts.rate, accepts: (value) => RATE.test(value) && /[1-9]/.test(value) },
    from: { name: "valid_from", ...texts.from, kind: "day", mayBeEmpty: true, accepts: isToCome },
  } satisfies Record<string, Field>;
}

const isToCome = (day: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && Date.parse(`${day}T00:00:00`) > Date.now();

// The first moment of that day where the operator is; nothing for now.
export const startOf = (day: string | undefined) =>
  day ? { valid_from: new Date(`${day}T00:00:00`).toISOString() } : {};
