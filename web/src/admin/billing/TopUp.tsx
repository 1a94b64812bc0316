// A top-up: an amount, a rate that holds for a moment, and one confirmation that moves the money.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { data } from "../../shared/api/client";
import { type BalanceAnswer, makeQuote, type QuoteAnswer, topUp } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useErrorText } from "../errors";
import { useBillingTexts } from "../i18n/billing";
import { useShellTexts } from "../i18n/shell";
import { useToast } from "../toasts";
import { useMoneyKey } from "./asks";

const USDT = /^\d{1,12}(\.\d{1,6})?$/;

export function TopUp({ balance, onClose }: { balance: BalanceAnswer; onClose: () => void }) {
  const { topUp: texts } = useBillingTexts();
  const shell = useShellTexts();
  const { money } = useFormats();
  const [amount, setAmount] = useState("");
  const quote = useMutation({
    mutationFn: () => data(makeQuote({ throwOnError: true, body: { amount, currency: "USDT" } })),
  });
  const payment = usePayment(onClose);
  const seconds = useSecondsUntil(quote.data?.expires_at);
  const wrong = amount !== "" && !USDT.test(amount);
  const ask = () => {
    payment.reset();
    quote.mutate();
  };
  return (
    <Modal
      visible
      header={texts.title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {shell.cancel}
            </Button>
            {quote.data && seconds > 0 ? (
              <Button
                variant="primary"
                loading={payment.isPending}
                onClick={() => quote.data && payment.mutate(quote.data)}
              >
                {texts.confirm(money(quote.data.pays))}
              </Button>
            ) : (
              <Button
                variant="primary"
                disabled={!USDT.test(amount)}
                loading={quote.isPending}
                onClick={ask}
              >
                {quote.data ? texts.again : texts.quote}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField
          label={texts.amount}
          description={texts.amountHint(money(balance.usdt_available))}
          errorText={wrong ? texts.wrong : ""}
        >
          <Input
            value={amount}
            inputMode="decimal"
            autoFocus
            disabled={payment.isPending}
            onChange={({ detail }) => {
              setAmount(detail.value.trim());
              quote.reset();
            }}
          />
        </FormField>
        {quote.data && <Quote quote={quote.data} seconds={seconds} />}
        <Refused error={payment.error ?? quote.error} />
      </SpaceBetween>
    </Modal>
  );
}

function Quote({ quote, seconds }: { quote: QuoteAnswer; seconds: number }) {
  const { topUp: texts } = useBillingTexts();
  const { money } = useFormats();
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.pays, value: money(quote.pays) },
          { label: texts.receives, value: <strong>{money(quote.receives)}</strong> },
          { label: texts.rate, value: quote.rate },
        ]}
      />
      <Alert type={seconds > 0 ? "info" : "warning"}>
        {seconds > 0 ? `${texts.valid(seconds)}. ${texts.final}` : texts.expired}
      </Alert>
    </SpaceBetween>
  );
}

function Refused({ error }: { error: unknown }) {
  const textOf = useErrorText();
  return error ? <Alert type="error">{textOf(error)}</Alert> : null;
}

// The quote's id is the request's: pressed twice, or sent again after a lost answer, it moves once.
function usePayment(onDone: () => void) {
  const { topUp: texts } = useBillingTexts();
  const { money } = useFormats();
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useMoneyKey();
  return useMutation({
    mutationFn: (quote: QuoteAnswer) => {
      const { quote_id, pays } = quote;
      const body = { request_id: quote_id, quote_id, amount: pays.amount, currency: "USDT" as const };
      return data(topUp({ throwOnError: true, body }));
    },
    onSuccess: (done) => {
      toast.success(texts.done(money(done.received)));
      void client.invalidateQueries({ queryKey });
      onDone();
    },
  });
}

const secondsUntil = (moment: string | undefined) =>
  moment ? Math.max(0, Math.ceil((Date.parse(moment) - Date.now()) / 1000)) : 0;

function useSecondsUntil(moment: string | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(moment));
  useEffect(() => {
    const update = () => setSeconds(secondsUntil(moment));
    update();
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}
