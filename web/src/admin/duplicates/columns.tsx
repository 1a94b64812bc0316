// The columns of the list of alerts.

import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { AlertRow } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Go } from "../components/Go";
import { useDuplicatesTexts } from "../i18n/duplicates";

export const LOOKS: Record<AlertRow["status"], StatusIndicatorProps.Type> = {
  open: "warning",
  proposed: "pending",
  resolved: "success",
};

export function useColumns(): TableProps.ColumnDefinition<AlertRow>[] {
  const texts = useDuplicatesTexts();
  const { moment, number } = useFormats();
  return [
    {
      id: "cause",
      header: texts.cause,
      isRowHeader: true,
      minWidth: 160,
      cell: (each) => (
        <Go to={`/duplicates/${each.alert_id}`} ariaLabel={texts.compare(texts.causes[each.cause])}>
          {texts.causes[each.cause]}
        </Go>
      ),
    },
    {
      id: "status",
      header: texts.status,
      minWidth: 130,
      cell: (each) => (
        <StatusIndicator type={LOOKS[each.status]} wrapText={false}>
          {texts.statuses[each.status]}
        </StatusIndicator>
      ),
    },
    {
      id: "customers",
      header: texts.customers,
      cell: (each) =>
        each.customer_ids.map((id) => (
          <div key={id} className="number">
            {id}
          </div>
        )),
    },
    { id: "times", header: texts.times, cell: (each) => texts.seenTimes(number(each.times)) },
    { id: "raised", header: texts.raised, minWidth: 150, cell: (each) => moment(each.raised_at) },
    { id: "seen", header: texts.seen, minWidth: 150, cell: (each) => moment(each.last_seen_at) },
  ];
}
