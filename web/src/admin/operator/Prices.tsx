// What services cost and what a USDT brings, with their beginnings: rows that never change.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { RateAnswer, SetPrice } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Figure } from "../components/Figure";
import { Empty, Failed } from "../components/Loaded";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { usePrices, useRates } from "./asks";
import { By } from "./By";
import { PriceDialog, RateDialog } from "./NewTerms";
import { validityOf } from "./terms";

export function Prices() {
  const { prices: texts, services } = useOperatorTexts();
  const shell = useShellTexts();
  const { money } = useFormats();
  const prices = usePrices();
  const [setting, setSetting] = useState(false);
  const rows = prices.data?.prices ?? [];
  if (prices.error) return <Failed error={prices.error} onRetry={() => void prices.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={rows}
        trackBy={(each) => `${each.service} ${each.valid_from}`}
        loading={prices.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about} actions={<Button onClick={() => setSetting(true)}>{texts.action}</Button>}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        columnDefinitions={[
          { id: "service", header: texts.service, isRowHeader: true, cell: (each: SetPrice) => services[each.service] },
          {
            id: "price",
            header: <Figure>{texts.price}</Figure>,
            cell: (each: SetPrice) => <Figure>{money(each.price)}</Figure>,
          },
          ...useTimes(rows, (each) => each.service),
        ]}
      />
      {setting && <PriceDialog prices={rows} onClose={() => setSetting(false)} />}
    </>
  );
}

export function Rates() {
  const { rates: texts } = useOperatorTexts();
  const shell = useShellTexts();
  const rates = useRates();
  const [setting, setSetting] = useState(false);
  const rows = rates.data?.rates ?? [];
  if (rates.error) return <Failed error={rates.error} onRetry={() => void rates.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={rows}
        trackBy="valid_from"
        loading={rates.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about} actions={<Button onClick={() => setSetting(true)}>{texts.action}</Button>}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        columnDefinitions={[
          { id: "pair", header: texts.pair, isRowHeader: true, cell: () => texts.oneUsdt },
          {
            id: "rate",
            header: <Figure>{texts.rate}</Figure>,
            cell: (each: RateAnswer) => <Figure>{`${each.cny_per_usdt} CNY`}</Figure>,
          },
          ...useTimes(rows, () => ""),
        ]}
      />
      {setting && <RateDialog rates={rows} onClose={() => setSetting(false)} />}
    </>
  );
}

export function PricesAndRates() {
  const { immutable } = useOperatorTexts();
  return (
    <SpaceBetween size="m">
      <Alert type="info">{immutable}</Alert>
      <Prices />
      <Rates />
    </SpaceBetween>
  );
}

interface Timed {
  valid_from: string;
  set_at: string;
  set_by: string;
}

function useTimes<T extends Timed>(rows: T[], groupOf: (row: T) => string) {
  const { times: texts } = useOperatorTexts();
  const { moment } = useFormats();
  const looks = { now: "success", next: "pending", past: "stopped" } as const;
  const state = (each: T) => {
    const validity = validityOf(each, rows.filter((other) => groupOf(other) === groupOf(each)));
    return (
      <StatusIndicator type={looks[validity]} wrapText={false}>
        {texts[validity]}
      </StatusIndicator>
    );
  };
  return [
    { id: "from", header: texts.from, cell: (each: T) => moment(each.valid_from) },
    { id: "state", header: texts.state, cell: state },
    { id: "at", header: texts.set, cell: (each: T) => moment(each.set_at) },
    { id: "by", header: texts.by, cell: (each: T) => <By id={each.set_by} /> },
  ];
}
