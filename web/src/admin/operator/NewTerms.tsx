// A new price or rate: what counts now stands beside what is going to.

import Alert from "@cloudscape-design/components/alert";
import { data } from "../../shared/api/client";
import { type RateAnswer, setPrice, type SetPrice, setRate } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { CNY_PLACES, plus } from "./decimal";
import { startOf, useFields } from "./fields";
import { FormDialog, type Values } from "./FormDialog";
import { currentOf } from "./terms";

export function PriceDialog({ prices, onClose }: { prices: SetPrice[]; onClose: () => void }) {
  const { prices: texts, services, terms, times, immutable } = useOperatorTexts();
  const { nothing } = useShellTexts();
  const { service, price, from } = useFields();
  const { money } = useFormats();
  const begins = useBegin();
  const current = (chosen: string) => currentOf(prices.filter((each) => each.service === chosen));
  const serviceOf = (values: Values) => (values.service === "sms" ? "sms" : "faceid");
  const before = (values: Values) => current(serviceOf(values))?.price;
  const shown = (amount: string) => money({ amount: plus(amount, "0", CNY_PLACES), currency: "CNY" });
  return (
    <FormDialog
      name="price"
      title={texts.action}
      action={texts.action}
      fields={[service, price, from]}
      check={(values) => {
        const old = before(values);
        return [
          { label: texts.service, value: services[serviceOf(values)] },
          { label: times.from, value: begins(values.valid_from) },
          { label: terms.before, value: old ? money(old) : nothing },
          { label: terms.after, value: <strong>{shown(values.price ?? "")}</strong> },
        ];
      }}
      final={<Alert type="info">{immutable}</Alert>}
      send={(values, once) => {
        const { price: amount = "", valid_from } = values;
        const body = { service: serviceOf(values), price: amount, currency: "CNY", ...startOf(valid_from) } as const;
        return data(setPrice({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={(done) => texts.said(services[done.service], money(done.price))}
      onClose={onClose}
    />
  );
}

export function RateDialog({ rates, onClose }: { rates: RateAnswer[]; onClose: () => void }) {
  const { rates: texts, terms, times, immutable } = useOperatorTexts();
  const { nothing } = useShellTexts();
  const { rate, from } = useFields();
  const begins = useBegin();
  const current = currentOf(rates);
  return (
    <FormDialog
      name="rate"
      title={texts.action}
      action={texts.action}
      fields={[rate, from]}
      check={({ cny_per_usdt = "", valid_from }) => [
        { label: texts.pair, value: texts.oneUsdt },
        { label: times.from, value: begins(valid_from) },
        { label: terms.before, value: current ? `${current.cny_per_usdt} CNY` : nothing },
        { label: terms.after, value: <strong>{`${cny_per_usdt} CNY`}</strong> },
      ]}
      final={<Alert type="info">{immutable}</Alert>}
      send={({ cny_per_usdt = "", valid_from }, once) => {
        const body = { cny_per_usdt, ...startOf(valid_from) };
        return data(setRate({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={(done) => texts.said(done.cny_per_usdt)}
      onClose={onClose}
    />
  );
}

function useBegin() {
  const { terms } = useOperatorTexts();
  const { moment } = useFormats();
  return (day: string | undefined) => {
    const { valid_from } = startOf(day) as { valid_from?: string };
    return valid_from ? moment(valid_from) : terms.atOnce;
  };
}
