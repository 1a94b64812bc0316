// Corrections that one operator proposed: another one applies them, and then the balance changes.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type AdjustmentAnswer, applyAdjustment } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Dialog } from "../components/Dialog";
import { Figure } from "../components/Figure";
import { Empty, Failed } from "../components/Loaded";
import { Go } from "../components/Go";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useDesk } from "../queries";
import { useAct, useAdjustments } from "./asks";
import { useCheck } from "./Booking";
import { By } from "./By";
import type { Row } from "./rows";

interface Props {
  rows: Row[];
  // What waits for this one only: what was applied stands in its statement.
  company?: string;
}

export function Corrections({ rows, company }: Props) {
  const { corrections: texts } = useOperatorTexts();
  const shell = useShellTexts();
  const adjustments = useAdjustments();
  const [applying, setApplying] = useState<AdjustmentAnswer | null>(null);
  const columns = useColumns(rows, setApplying).filter((each) => each.id !== "company" || !company);
  const rowOf = (id: string) => rows.find((each) => each.company.company_id === id);
  const row = applying && rowOf(applying.company_id);
  const found = adjustments.data ?? [];
  const items = company ? found.filter((each) => each.company_id === company && !each.applied_at) : found;
  if (adjustments.error) return <Failed error={adjustments.error} onRetry={() => void adjustments.refetch()} />;
  if (company && items.length === 0) return null;
  return (
    <>
      <Table
        variant="container"
        items={items}
        trackBy="adjustment_id"
        wrapLines
        loading={adjustments.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        columnDefinitions={columns}
      />
      {applying && row && <Applying adjustment={applying} row={row} onClose={() => setApplying(null)} />}
    </>
  );
}

function useColumns(rows: Row[], onApply: (adjustment: AdjustmentAnswer) => void) {
  const { corrections: texts, columns } = useOperatorTexts();
  const { money, moment } = useFormats();
  const nameOf = (id: string) => rows.find((each) => each.company.company_id === id)?.company.name ?? id;
  const named = ({ company_id: id }: AdjustmentAnswer) => <Go to={`/operator/${id}`}>{nameOf(id)}</Go>;
  return [
    { id: "at", header: texts.proposed, isRowHeader: true, minWidth: 110, cell: (each: AdjustmentAnswer) => moment(each.proposed_at) },
    { id: "company", header: columns.name, cell: named },
    { id: "reason", header: texts.reason, minWidth: 180, cell: (each: AdjustmentAnswer) => each.reason },
    { id: "by", header: texts.by, minWidth: 110, cell: (each: AdjustmentAnswer) => <By id={each.proposed_by} /> },
    {
      id: "amount",
      header: <Figure>{texts.amount}</Figure>,
      cell: (each: AdjustmentAnswer) => <Figure>{money(each.amount)}</Figure>,
    },
    {
      id: "state",
      header: texts.state,
      minWidth: 150,
      cell: (each: AdjustmentAnswer) => (
        <State
          adjustment={each}
          label={`${texts.apply}: ${nameOf(each.company_id)} ${money(each.amount)}`}
          onApply={() => onApply(each)}
        />
      ),
    },
  ];
}

// Whoever proposed it is told so before the API refuses them.
function State({ adjustment, label, onApply }: { adjustment: AdjustmentAnswer; label: string; onApply: () => void }) {
  const { corrections: texts } = useOperatorTexts();
  const { me } = useDesk();
  const { moment } = useFormats();
  if (adjustment.applied_at) {
    return (
      <>
        <StatusIndicator wrapText={false}>{texts.applied}</StatusIndicator>
        <Box fontSize="body-s" color="text-body-secondary">
          {moment(adjustment.applied_at)} {adjustment.applied_by && <By id={adjustment.applied_by} />}
        </Box>
      </>
    );
  }
  return (
    <Button
      ariaLabel={label}
      disabled={adjustment.proposed_by === me.id}
      disabledReason={texts.own}
      onClick={onApply}
    >
      {texts.apply}
    </Button>
  );
}

function Applying({ adjustment, row, onClose }: { adjustment: AdjustmentAnswer; row: Row; onClose: () => void }) {
  const { corrections: texts, fields } = useOperatorTexts();
  const { money } = useFormats();
  const check = useCheck(row);
  const path = { adjustment_id: adjustment.adjustment_id };
  const said = () => texts.said(money(adjustment.amount), row.company.name);
  const apply = useAct(() => data(applyAdjustment({ throwOnError: true, path })), said, onClose);
  return (
    <Dialog
      title={texts.applyTitle}
      action={texts.apply}
      pending={apply.isPending}
      error={apply.error}
      onAct={() => apply.mutate(undefined)}
      onClose={onClose}
    >
      <KeyValuePairs
        columns={2}
        items={check(adjustment.amount.amount, "CNY", { label: fields.reason.label, value: adjustment.reason })}
      />
      <Alert type="warning">{texts.final}</Alert>
    </Dialog>
  );
}
