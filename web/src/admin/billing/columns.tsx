// The columns of the statement.

import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import { may } from "../auth";
import type { EntryAnswer } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useBillingTexts } from "../i18n/billing";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { useDesk } from "../queries";

export const ENTRY_LOOKS: Record<EntryAnswer["state"], StatusIndicatorProps.Type> = {
  captured: "success",
  captured_late: "success",
  uncollected: "warning",
  released: "stopped",
  declined: "warning",
  done: "success",
};

export function useColumns(): TableProps.ColumnDefinition<EntryAnswer>[] {
  const { consumption: texts, services, types, states, outcomes } = useBillingTexts();
  const { nothing } = useShellTexts();
  const words = useWordsTexts();
  const { money, moment } = useFormats();
  return [
    { id: "time", header: texts.time, isRowHeader: true, minWidth: 150, cell: (each) => moment(each.occurred_at) },
    { id: "type", header: texts.type, cell: (each) => named(types, each.type) },
    {
      id: "service",
      header: texts.service,
      cell: (each) => (each.service ? named(services.names, each.service) : nothing),
    },
    {
      id: "state",
      header: texts.state,
      cell: (each) => (
        <StatusIndicator type={ENTRY_LOOKS[each.state]} wrapText={false}>
          {named(states, each.state)}
        </StatusIndicator>
      ),
    },
    {
      id: "outcome",
      header: texts.outcome,
      cell: (each) =>
        each.outcome ? named({ ...words.routeReasons, ...outcomes }, each.outcome) : nothing,
    },
    { id: "concerns", header: texts.concerns, cell: (each) => <About entry={each} /> },
    {
      id: "price",
      header: texts.unitPrice,
      cell: (each) => <Figure>{each.unit_price ? money(each.unit_price) : nothing}</Figure>,
    },
    {
      id: "amount",
      header: texts.amount,
      minWidth: 120,
      cell: (each) => <Figure>{money(each.amount)}</Figure>,
    },
  ];
}

function Figure({ children }: { children: string }) {
  return <Box textAlign="right">{children}</Box>;
}

function About({ entry }: { entry: EntryAnswer }) {
  const { consumption: texts } = useBillingTexts();
  const { nothing } = useShellTexts();
  const { me } = useDesk();
  const { submission_id: id } = entry;
  if (!id) return entry.reference ?? entry.reason ?? nothing;
  if (!may(me, "see_cases")) return <Box fontSize="body-s">{id}</Box>;
  return (
    <Link
      href={`#/cases/${id}`}
      onFollow={(event) => {
        event.preventDefault();
        go(`/cases/${id}`);
      }}
    >
      {texts.openCase}
    </Link>
  );
}
