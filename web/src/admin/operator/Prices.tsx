// What services cost and what a USDT brings, with their beginnings: rows that never change.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
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
  const { money } = useFormats();
  const prices = usePrices();
  const rows = prices.data?.prices ?? [];
  return (
    <Terms
      texts={texts}
      query={prices}
      rows={rows}
      groupOf={(each) => each.service}
      columns={[
        { id: "service", header: texts.service, isRowHeader: true, cell: (each) => services[each.service] },
        { id: "price", header: <Figure>{texts.price}</Figure>, cell: (each) => <Figure>{money(each.price)}</Figure> },
      ]}
      dialog={(onClose) => <PriceDialog prices={rows} onClose={onClose} />}
    />
  );
}

export function Rates() {
  const { rates: texts } = useOperatorTexts();
  const rates = useRates();
  const rows = rates.data?.rates ?? [];
  return (
    <Terms
      texts={texts}
      query={rates}
      rows={rows}
      groupOf={() => ""}
      columns={[
        { id: "pair", header: texts.pair, isRowHeader: true, cell: () => texts.oneUsdt },
        {
          id: "rate",
          header: <Figure>{texts.rate}</Figure>,
          cell: (each) => <Figure>{`${each.cny_per_usdt} CNY`}</Figure>,
        },
      ]}
      dialog={(onClose) => <RateDialog rates={rows} onClose={onClose} />}
    />
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

interface TermsProps<T extends Timed> {
  texts: Record<"title" | "about" | "action" | "none" | "noneHint", string>;
  query: UseQueryResult;
  rows: T[];
  groupOf: (row: T) => string;
  columns: TableProps.ColumnDefinition<T>[];
  dialog: (onClose: () => void) => ReactNode;
}

// What was agreed, since when and by whom; and the dialog that adds to it.
function Terms<T extends Timed>({ texts, query, rows, groupOf, columns, dialog }: TermsProps<T>) {
  const shell = useShellTexts();
  const times = useTimes(rows, groupOf);
  const [setting, setSetting] = useState(false);
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={rows}
        trackBy={(each) => `${groupOf(each)} ${each.valid_from}`}
        loading={query.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about} actions={<Button onClick={() => setSetting(true)}>{texts.action}</Button>}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        columnDefinitions={[...columns, ...times]}
      />
      {setting && dialog(() => setSetting(false))}
    </>
  );
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
