// USDT that arrived, and a correction to propose: read again in figures and words before it is sent.

import Alert from "@cloudscape-design/components/alert";
import { data } from "../../shared/api/client";
import { deposit, proposeAdjustment } from "../../shared/api/gen";
import { useLanguage } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useDesk } from "../queries";
import { CNY_PLACES, isNegative, plus, USDT_PLACES } from "./decimal";
import { useFields } from "./fields";
import { FormDialog } from "./FormDialog";
import type { Row } from "./rows";
import { spelled } from "./spelled";

interface Props {
  row: Row;
  onClose: () => void;
}

export function Deposit({ row, onClose }: Props) {
  const { deposit: texts } = useOperatorTexts();
  const { usdt, reference } = useFields();
  const { mode } = useDesk();
  const { money } = useFormats();
  const check = useCheck(row);
  const { company_id } = row.company;
  return (
    <FormDialog
      name={`deposit:${company_id}:${mode}`}
      title={texts.title(row.company.name)}
      action={texts.action}
      about={texts.about}
      fields={[usdt, reference]}
      check={({ amount = "", reference: named = "" }) => check(amount, "USDT", { label: reference.label, value: named })}
      final={<Alert type="info">{texts.final}</Alert>}
      send={({ amount = "", reference: named = "" }) => {
        const body = { company_id, mode, amount, currency: "USDT" as const, reference: named };
        return data(deposit({ throwOnError: true, body }));
      }}
      said={({ entry }) => (entry ? texts.said(money(entry.amount), row.company.name) : texts.proposed)}
      onClose={onClose}
    />
  );
}

export function Correction({ row, onClose }: Props) {
  const { correction: texts } = useOperatorTexts();
  const { signed, reason } = useFields();
  const { mode } = useDesk();
  const check = useCheck(row);
  const { company_id } = row.company;
  return (
    <FormDialog
      name={`correction:${company_id}:${mode}`}
      title={texts.title(row.company.name)}
      action={texts.action}
      about={texts.about}
      fields={[signed, reason]}
      check={({ amount = "", reason: why = "" }) => check(amount, "CNY", { label: reason.label, value: why.trim() })}
      final={<Alert type="info">{texts.final}</Alert>}
      send={({ amount = "", reason: why = "" }, once) => {
        const body = { company_id, mode, amount, currency: "CNY" as const, reason: why.trim() };
        return data(proposeAdjustment({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={() => texts.said}
      onClose={onClose}
    />
  );
}

// Whose account, how much in figures and in words, and what will be there then.
export function useCheck({ company, account }: Row) {
  const { check: texts } = useOperatorTexts();
  const shell = useShellTexts();
  const { mode } = useDesk();
  const { language } = useLanguage();
  const { money } = useFormats();
  return (amount: string, currency: "USDT" | "CNY", more: { label: string; value: string }) => {
    const places = currency === "USDT" ? USDT_PLACES : CNY_PLACES;
    const now = (currency === "USDT" ? account?.usdt_available : account?.available)?.amount ?? "0";
    const after = plus(now, amount, places);
    const shown = (value: string) => money({ amount: plus(value, "0", places), currency });
    return [
      { label: texts.company, value: company.name },
      { label: shell.mode.label, value: shell.mode[mode] },
      { label: texts.amount, value: <strong>{shown(amount)}</strong> },
      { label: texts.words, value: `${spelled(amount, language)} ${currency}` },
      { label: texts.now, value: shown(now) },
      { label: texts.after, value: isNegative(after) ? texts.tooLow(shown(now)) : <strong>{shown(after)}</strong> },
      more,
    ];
  };
}
