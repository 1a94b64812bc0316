// The customer's loans, and what is left of the limit.

import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Failed, Loading } from "../components/Loaded";
import { More } from "../components/More";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useLoans } from "./asks";

export function Loans({ id }: { id: string }) {
  const { loans: texts } = useCustomerTexts();
  const { nothing } = useShellTexts();
  const { moment, money } = useFormats();
  const query = useLoans(id);
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const [first] = query.data?.pages ?? [];
  if (!first) return <Loading />;
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.limit, value: money(first.max_loan) },
          { label: texts.sum, value: money(first.open) },
          { label: texts.left, value: money(first.available) },
        ]}
      />
      <Table
        variant="borderless"
        trackBy="loan_id"
        items={query.data?.pages.flatMap((page) => page.loans) ?? []}
        columnDefinitions={[
          { id: "ref", header: texts.ref, isRowHeader: true, cell: (each) => each.loan_ref },
          {
            id: "status",
            header: texts.status,
            cell: (each) => (
              <StatusIndicator type={each.status === "open" ? "in-progress" : "success"}>
                {texts[each.status]}
              </StatusIndicator>
            ),
          },
          { id: "opened", header: texts.opened, cell: (each) => moment(each.opened_at) },
          {
            id: "repaid",
            header: texts.repaid,
            cell: (each) => (each.closed_at ? moment(each.closed_at) : nothing),
          },
          {
            id: "amount",
            header: <Box textAlign="right" fontWeight="bold">{texts.amount}</Box>,
            cell: (each) => <Box textAlign="right">{money(each.amount)}</Box>,
          },
        ]}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        footer={<More pages={query} />}
        ariaLabels={{ tableLabel: texts.title }}
      />
    </SpaceBetween>
  );
}
